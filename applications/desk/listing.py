"""The founders' desk: who waits, whose turn it is, in rows ready to be printed.

Each group is read by its own index in the order of the promised answers, and stops as soon as its
rows are full: the page costs the same with ten thousand applications. Counts stop at 99.
"""

from collections import Counter
from functools import cached_property

from django.db.models import Q, Value
from django.db.models.functions import Left
from django.utils import timezone

from applications.desk import turns
from applications.desk.asking import RECENT, REGION, VIEWS, Asked
from applications.desk.turns import MOST_COUNTED, SHARE
from applications.rows import COLUMNS, dressed
from coopstudio.french.search import ONE_WORD, one_word
from coopstudio.prepared import weighed
from members.region import CODES, ELSEWHERE

PAGE = 25
NUMBERS = [
    "Personne n’", "Une personne", "Deux personnes", "Trois personnes", "Quatre personnes",
    "Cinq personnes", "Six personnes", "Sept personnes", "Huit personnes", "Neuf personnes",
    "Dix personnes",
]  # fmt: skip


class Desk:
    """What a founder sees for a query (see ``Asked``)."""

    def __init__(self, founder, founders, query, *, now):
        self.founder, self.founders = founder, founders
        self.now, self.today = now, timezone.localdate(now)
        self.asked = Asked.read(query)
        self.is_whole = self.asked.is_whole
        self.next_page = ""
        self.groups = self._groups()

    @property
    def has_nothing(self):
        return not any(group["rows"] for group in self.groups)

    @property
    def is_late(self):
        """Whether somebody has waited longer than promised: the oldest promises come first."""
        rows = [row for group in self.groups for row in group["rows"]]
        return any(row["days"] is not None and row["answer_by"] < self.today for row in rows)

    @property
    def lead(self):
        """Who waits for a gesture of this founder, and whether the promise holds."""
        if not self.is_whole:
            return "Une réponse est promise en dix jours ouvrés."
        if self.has_nothing:
            return "Personne n’attend de réponse en ce moment."
        mine = next(group for group in self.groups if group["key"] == "moi")
        waiting = NUMBERS[len(mine["rows"])] if not mine["more"] else "Plus de dix personnes"
        verb = "attendent" if len(mine["rows"]) > 1 else "attend"
        kept = " ; aucune des réponses attendues aujourd’hui n’a dépassé les dix jours promis."
        late = ", et une réponse au moins a dépassé les dix jours promis."
        waiting = waiting if waiting.endswith("’") else f"{waiting} "
        return f"{waiting}{verb} un geste de vous{late if self.is_late else kept}"

    @cached_property
    def pills(self):
        """The views with what each holds, counted up to 99."""
        counts = self._counts()
        return [
            {
                "word": word,
                "address": Asked(view=key).address(),
                "count": counts[key],
                "is_current": key == self.asked.view and not self.asked.turn,
            }
            for key, (word, _) in VIEWS.items()
        ]

    def _groups(self):
        if self.is_whole:
            rows = self._dressed(turns.first_rows(**self._given))
            return [self._group(turn, rows, share) for turn, share in SHARE.items()]
        rows = self._dressed(self._chosen())
        if len(rows) > PAGE:
            last = rows[PAGE - 1]
            self.next_page = self.asked.address(after=(last["answer_by"], last["number"]))
        turn = self.asked.turn
        word, said = self._words(turn) if turn else (VIEWS[self.asked.view][0], "")
        return [{"key": "liste", "word": word, "said": said, "rows": rows[:PAGE], "more": ""}]

    def _chosen(self):
        """The rows that are asked for, and one more; one word is what is asked for most often."""
        words = self.asked.words
        if self.asked == Asked(words=words) and not words.isdecimal() and (one := one_word(words)):
            return _saying_one_word(**self._given, **one)
        return chosen_by(self.asked, **self._given).values_list(*COLUMNS)[: PAGE + 1]

    def _group(self, turn, rows, share):
        word, said = self._words(turn)
        mine = [row for row in rows if row["turn"] == turn]
        there_are_more = len(mine) > share
        return {
            "key": turn,
            "word": word,
            "said": said,
            "rows": mine[:share],
            "count": f"{share}+" if there_are_more else f"{len(mine)}",
            "more": Asked(turn=turn).address() if there_are_more else "",
        }

    def _words(self, turn):
        """The title of a group, and the sentence beside it."""
        others = [one.first_name for one in self.founders if one.pk != self.founder.pk]
        other = others[0] if len(others) == 1 else "les autres"
        return {
            "moi": ("À vous de jouer", "Votre geste fait avancer ces dossiers."),
            "autre": (f"Chez {other}", "Rien à faire pour vous, sauf si l’on vous le demande."),
            "personne": ("Chez la personne", "C’est à elle d’avancer, à son rythme."),
        }[turn]

    def _dressed(self, found):
        return dressed(found, founder=self.founder, founders=self.founders, now=self.now)

    def _counts(self):
        counts = Counter(key for (key,) in turns.counted(**self._given))
        return {key: _capped(counts[key]) for key in VIEWS}

    @property
    def _given(self):
        return {"founder": self.founder.pk, "now": self.now}


@weighed
def _saying_one_word():
    founder, now = turns.GIVEN
    found = chosen_by(Asked(words=ONE_WORD), founder=founder, now=now)
    return found.values_list(*COLUMNS)[: PAGE + 1]


def chosen_by(asked, *, founder, now):
    """The candidatures that are asked for, in the order asked for, from the bookmark on."""
    states = VIEWS[asked.view][1]
    if asked.turn:
        found = turns.of_turn(asked.turn, founder, now)
    else:
        every = turns.rows(founder).received()
        found = turns.in_states(states, founder, now) if states else every
        found = found.annotate(turn=Value(""))
        if states is None and not asked.words:
            found = found.open()
    if asked.words:
        found = found.saying(asked.words, to=founder)
    if asked.trade:
        found = found.filter(trades__contains=[asked.trade])
    return _in_order(_from(found, asked.place), asked)


def _from(found, place):
    """Those of the department that was asked for, of the region, or of elsewhere."""
    found = found.alias(department=Left("postcode", 2))
    if place == ELSEWHERE:
        return found.exclude(department__in=CODES)
    if place == REGION:
        return found.filter(department__in=CODES)
    return found.filter(department=place) if place else found


def _in_order(found, asked):
    """In the order that was asked for, after the last row of the page before."""
    is_recent = asked.order == RECENT
    if asked.after and is_recent:
        found = found.filter(number__lt=asked.after[1])
    elif asked.after:
        day, number = asked.after
        found = found.filter(Q(answer_by__gt=day) | Q(number__gt=number), answer_by__gte=day)
    return found.order_by("-number") if is_recent else found.order_by("answer_by", "number")


def _capped(count):
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else f"{count}"

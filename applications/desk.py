"""The founders' desk: who waits, whose turn it is, in rows ready to be printed.

Each group is read by its own index in the order of the promised answers, and stops as soon as its
rows are full: the page costs the same with ten thousand applications. Counts stop at 99.
"""

from collections import Counter
from datetime import date
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Left
from django.utils import timezone

from applications.models import Application, Meeting, Position, Reading
from applications.rows import COLUMNS, dressed
from applications.states import BLIND, State
from coopstudio.french.search import matching

PAGE = 25
MOST_COUNTED = 99
LONGEST_SEARCH = 100
SHARE = {"moi": 10, "autre": 7, "personne": 8}  # rows of each group on the first page: 25

VIEWS = {
    "cours": ("En cours", None),
    "lire": ("À lire", BLIND),
    "rencontres": ("Rencontres", [State.CROSSED, State.MEETING_PROPOSED, State.MEETING_SET]),
    "decider": ("À décider", [State.MET, State.DECIDED]),
    "invitees": ("Invitées", [State.INVITED]),
    "closes": ("Closes", [State.DECLINED, State.WITHDRAWN]),
}
TURNS = {
    "moi": ("À vous de jouer", "Votre geste fait avancer ces dossiers."),
    "autre": ("Chez l’autre", "Rien à faire pour vous, sauf si l’on vous le demande."),
    "personne": ("Chez la personne", "C’est à elle d’avancer, à son rythme."),
}


class Desk:
    """What a founder sees for a query: ``vue``, ``tour``, ``metier``, ``q``, ``avant``."""

    def __init__(self, founder, founders, query, *, now):
        self.founder, self.founders = founder, founders
        self.now, self.today = now, timezone.localdate(now)
        self.view = query.get("vue") if query.get("vue") in VIEWS else "cours"
        self.turn = query.get("tour") if query.get("tour") in TURNS else ""
        self.trade = query.get("metier") if query.get("metier") in Application.Trade else ""
        self.words = query.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
        self.after = _bookmark(query.get("apres", ""))
        self.next_page = ""
        self.groups = self._groups()

    @property
    def is_whole(self):
        """Whether the three groups stand side by side, each with its first rows."""
        plain = not (self.turn or self.words or self.trade or self.after)
        return self.view == "cours" and plain

    @property
    def has_nothing(self):
        return not any(group["rows"] for group in self.groups)

    @property
    def pills(self):
        """The views with what each holds, counted up to 99."""
        counts = self._counts()
        for key, (word, _) in VIEWS.items():
            yield {
                "word": word,
                "address": "?" + urlencode({"vue": key}) if key != "cours" else "?",
                "count": counts[key],
                "is_current": key == self.view and not self.turn,
            }

    @property
    def trades(self):
        return [(value, label, value == self.trade) for value, label in Application.Trade.choices]

    def _groups(self):
        if self.is_whole:
            parts = [self._of_turn(turn)[: share + 1] for turn, share in SHARE.items()]
            rows = self._dressed(parts[0].union(*parts[1:], all=True))
            return [self._group(turn, rows, share) for turn, share in SHARE.items()]
        rows = self._dressed(self._chosen()[: PAGE + 1])
        if len(rows) > PAGE:
            self.next_page = self._address(apres=_mark(rows[PAGE - 1]))
        word = TURNS[self.turn][0] if self.turn else VIEWS[self.view][0]
        said = TURNS[self.turn][1] if self.turn else ""
        return [{"key": "liste", "word": word, "said": said, "rows": rows[:PAGE], "more": ""}]

    def _group(self, turn, rows, share):
        word, said = TURNS[turn]
        mine = [row for row in rows if row["turn"] == turn]
        more = f"?{urlencode({'tour': turn})}" if len(mine) > share else ""
        return {"key": turn, "word": word, "said": said, "rows": mine[:share], "more": more}

    def _chosen(self):
        if self.turn:
            found = self._of_turn(self.turn)
        else:
            states = VIEWS[self.view][1]
            found = self._rows().received() if states is None else self._in(states)
            found = found.annotate(turn=Value(""))
            if states is None and not self.words:
                found = found.open()
        if self.words:
            found = matching(found, self.words)
        if self.trade:
            found = found.filter(trades__contains=[self.trade])
        if self.after:
            day, number = self.after
            found = found.filter(Q(answer_by__gt=day) | Q(number__gt=number), answer_by__gte=day)
        return found.order_by("answer_by", "number").values_list(*COLUMNS)

    def _of_turn(self, turn):
        """The open applications of one group, in the order of the promised answers."""
        read = Exists(_readings(self.founder).written())
        spoken = Exists(Position.objects.filter(application=OuterRef("pk"), founder=self.founder))
        passed = Exists(Meeting.objects.open().filter(application=OuterRef("pk"), at__lt=self.now))
        mine = (
            (Q(state__in=BLIND) & ~Q(read))
            | Q(state__in=[State.CROSSED, State.DECIDED])
            | (Q(state=State.MET) & ~Q(spoken))
            | (Q(state=State.MEETING_SET) & Q(passed))
        )
        other = (Q(state__in=BLIND) & Q(read)) | (Q(state=State.MET) & Q(spoken))
        person = Q(state=State.MEETING_PROPOSED) | (Q(state=State.MEETING_SET) & ~Q(passed))
        which = {"moi": mine, "autre": other, "personne": person}[turn]
        found = self._rows().open().filter(which).annotate(turn=Value(turn))
        return found.order_by("answer_by", "number").values_list(*COLUMNS)

    def _in(self, states):
        found = self._rows().filter(state__in=states)
        if states == BLIND:
            found = found.filter(~Exists(_readings(self.founder).written()))
        return found

    @staticmethod
    def _rows():
        return Application.objects.annotate(line=Left(F("what"), 150))

    def _dressed(self, found):
        return dressed(found, founder=self.founder, founders=self.founders, now=self.now)

    def _counts(self):
        """How many each view holds, in one question that counts no further than 99 each."""
        parts = [
            (self._in(states) if states else self._rows().open())
            .order_by()
            .values_list(Value(key))[: MOST_COUNTED + 1]
            for key, (_, states) in VIEWS.items()
        ]
        counts = Counter(key for (key,) in parts[0].union(*parts[1:], all=True))
        return {key: _capped(counts[key]) for key in VIEWS}

    def _address(self, **bookmark):
        kept = {"vue": self.view, "tour": self.turn, "metier": self.trade, "q": self.words}
        return "?" + urlencode({key: value for key, value in (kept | bookmark).items() if value})


def _readings(founder):
    return Reading.objects.filter(application=OuterRef("pk"), reader=founder)


def _capped(count):
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else f"{count}"


def _mark(row):
    return f"{row['answer_by'].isoformat()}_{row['number']}"


def _bookmark(text):
    """(promised day, number) written by ``_mark``; None for anything else."""
    day, _, number = text.rpartition("_")
    try:
        return date.fromisoformat(day), min(int(number), 2**31 - 1)
    except ValueError:
        return None

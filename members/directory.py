"""What the directory shows for a query: ``q`` (words), ``lettre``, ``dep`` (department), ``savoir``
(craft), ``niveau``, ``college`` (category), ``jour`` (of the week), ``apres`` (bookmark).

Rows are read by the index of the alphabet from a bookmark, never by an offset: a page costs the
same with ten thousand members. The numbers are counted once in ten minutes. What somebody does not
show is neither read nor searched: no filter answers by it.
"""

from urllib.parse import urlencode

from django.db.models import BigIntegerField, DateField, Q

from coopstudio.french.dates import MONTHS
from coopstudio.french.search import matching
from coopstudio.french.typography import de
from coopstudio.prepared import Among, Given, prepared
from members import mandates, region
from members.models import Person, Skill
from members.states import Craft, Level, Weekday

PAGE = 25
LONGEST_SEARCH = 100
MOST_SKILLS = 4
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
COLUMNS = [
    "pk", "first_name", "last_name", "agreement", "seen_headline", "seen_town", "seen_photo",
    "photo_words", "seen_skills", "since", "category",
]  # fmt: skip
ABLE = (Level.DO, Level.TEACH)
COULD = {
    Craft.FINANCE: "m’aider sur un budget",
    Craft.SALES: "m’apprendre à vendre",
    Craft.COMMUNICATION: "m’aider à le faire savoir",
    Craft.EMPLOYER: "m’éclairer sur un contrat de travail",
    Craft.LAW: "relire des statuts",
    Craft.FUNDING: "chercher des financements",
    Craft.TRAINING: "bâtir une formation",
    Craft.CONSULTING: "poser un diagnostic",
    Craft.FACILITATION: "animer à deux",
    Craft.MEDIATION: "désamorcer un conflit",
    Craft.COACHING: "m’accompagner un moment",
    Craft.ARTS: "passer par les arts",
    Craft.PRACTICE: "regarder ma pratique avec moi",
}
"""« Qui pourrait… », for each craft."""


class Directory:
    """The members that ``person`` sees, one page of them, and what may be asked of the list."""

    def __init__(self, person, query, *, today):
        self.today, self.census = today, region.census(on=today)
        self.words = query.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
        self.letter = _one_of(query.get("lettre"), LETTERS)
        self.department = _one_of(query.get("dep"), region.PLACES)
        self.craft = _one_of(query.get("savoir"), Craft.values)
        self.level = _one_of(query.get("niveau"), Level.values)
        self.category = _one_of(query.get("college"), dict(self.census["categories"]))
        self.weekday = _one_of(query.get("jour"), map(str, Weekday.values))
        self.after = _number(query.get("apres", ""))
        self.next_page = ""
        self.cards = self._cards(person)

    @property
    def counts(self):
        return self.census["places"]

    @property
    def total(self):
        return self.census["total"]

    @property
    def asked(self):
        """What narrows the list, as its address says it."""
        told = {
            "q": self.words, "dep": self.department, "savoir": self.craft, "niveau": self.level,
            "college": self.category, "jour": self.weekday,
        }  # fmt: skip
        return {name: value for name, value in told.items() if value}

    @property
    def is_whole(self):
        """Whether nothing narrows the list."""
        return not self.asked

    @property
    def is_refined(self):
        """Whether something other than words and a craft narrows it."""
        return bool(self.asked.keys() - {"q", "savoir"})

    @property
    def is_first_page(self):
        return not (self.after or self.letter)

    @property
    def start(self):
        """Back to the first page of what is asked."""
        return "?" + urlencode(self.asked)

    @property
    def circles(self):
        return region.circles(self.counts)

    @property
    def unplaced(self):
        """How many do not say where they live."""
        return self.total - sum(self.counts.values())

    @property
    def could(self):
        """« Qui pourrait… » : the crafts that somebody shows to know, with how many do."""
        yield {
            "word": "Tout le monde", "address": "?", "count": self.total, "here": self.is_whole,
        }  # fmt: skip
        for craft, words in COULD.items():
            if count := self.census["crafts"].get(craft):
                yield {
                    "word": words, "address": f"?savoir={craft}", "count": count,
                    "here": craft == self.craft,
                }  # fmt: skip

    @property
    def choices(self):
        """What the form offers: (name, label, first choice, [(value, words, chosen)])."""
        places = [(code, place.name) for code, place in region.PLACES.items()]
        offered = [
            ("savoir", "Savoir-faire", "tous", Craft.choices, self.craft),
            ("niveau", "Niveau", "sait faire ou peut former", Level.choices, self.level),
            ("dep", "Département", "partout", places, self.department),
            ("college", "Collège", "tous", self.census["categories"], self.category),
            ("jour", "Disponible le", "peu importe", Weekday.choices, self.weekday),
        ]
        for name, label, first, choices, chosen in offered:
            if choices:
                yield (
                    name,
                    label,
                    first,
                    [(value, words, f"{value}" == chosen) for value, words in choices],
                )

    @property
    def letters(self):
        return [(letter, letter == self.letter) for letter in LETTERS]

    def _found(self, person):
        found = seen = Person.objects.visible_to(person, on=self.today)
        if self.words:
            found = matching(found, self.words, within=_said)
        if self.department:
            found = found.living_in(self.department, known=region.CODES)
        if self.craft or self.level:
            found = found.able(self.craft, [self.level] if self.level else ABLE)
        if self.category:
            found = found.of_category(self.category, on=self.today)
        if self.weekday:
            found = found.free_on(int(self.weekday), on=self.today)
        if self.letter:
            found = found.beginning(self.letter)
        return found.after(self.after, seen=seen) if self.after else found

    def _rows(self, person):
        """Who may be seen is asked first, then what these few show: one question or two."""
        if self.is_whole and self.is_first_page:
            return _first(person=person.pk, on=self.today)
        keys = self._found(person).in_order().values_list("pk", flat=True)[: PAGE + 1]
        return _shown(keys=list(keys), on=self.today)

    def _cards(self, person):
        rows = self._rows(person)
        if len(rows) > PAGE:
            rows = rows[:PAGE]
            self.next_page = "?" + urlencode(self.asked | {"apres": rows[-1][0]})
        held = mandates.held([row[0] for row in rows], on=self.today)
        return [_card(held[row[0]], *row) for row in rows]


@prepared
def _first():
    """The first page of the whole list, and one more; ``person``: who looks, a member."""
    day, mine = Given("on", DateField()), Q(pk=Given("person", BigIntegerField()))
    seen = Person.objects.listed(on=day, mine=mine).in_order().values("pk")[: PAGE + 1]
    return Person.objects.filter(pk__in=seen).as_cards(on=day).in_order().values_list(*COLUMNS)


@prepared
def _shown():
    found = Person.objects.filter(Among("pk", "keys")).as_cards(on=Given("on", DateField()))
    return found.in_order().values_list(*COLUMNS)


def _said(asked, _each):
    """Words are looked for among names and what is shown: crafts too, as people call them. Each
    is found by its own index, and both are put together; « or » would read every row."""
    named = Person.objects.filter(search=asked).values("pk")
    return Q(pk__in=named.union(Skill.objects.shown().filter(search=asked).values("person")))


def _card(held, pk, first_name, last_name, agreement, *told):
    """One card, every word of it ready: a list page sets no word in its rows."""
    headline, town, photo, photo_words, skills, since, category = told
    name = f"{first_name} {last_name}".strip()
    month = f"membre depuis {MONTHS[since.month - 1]} {since.year}"
    note = ", ".join(one.said_for(agreement) for one in held) or category
    return {
        "pk": pk,
        "name": name,
        "initials": f"{first_name[:1]}{last_name[:1]}".upper() or "?",
        "hue": pk % 6 + 1,
        "headline": headline,
        "town": town,
        "photo": f"/membres/{pk}/photo/?{photo[:8]}" if photo else "",
        "photo_words": photo_words or f"Portrait {de(name)}",
        "skills": _skills(skills),
        "note": f"{note} · {month}" if note else month,
    }


def _skills(said):
    """[(level, its words, crafts)], « do » first; a long list is cut and counted."""
    by_level = {}
    for level, _, craft in (one.partition(":") for one in said):
        by_level.setdefault(level, []).append(Craft(craft).label)
    return [
        (level.value, level.label, _enough(by_level[level]))
        for level in (Level.DO, Level.TEACH, Level.LEARN)
        if level in by_level
    ]


def _enough(crafts):
    more = len(crafts) - MOST_SKILLS
    return ", ".join(crafts[:MOST_SKILLS]) + (f" et {more} de plus" if more > 0 else "")


def _one_of(value, known):
    return value if value and value in list(known) else ""


def _number(text):
    is_number = text.isascii() and text.isdecimal() and len(text) < 19
    return int(text) if is_number else 0

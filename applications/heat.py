"""The heat map of the call: what each passage does to those who answered it. Numbers, no names.

The rule of three. A number is shown only if it counts at least three people; and what is shown
together never lets a smaller one be worked out:

- the kinds that at least three people chose are shown, each with its number; of every other kind,
  chosen by two people, by one or by nobody, the page says the same: « moins de 3 »;
- the sum of a passage is shown only where no kind is: a sum beside its parts gives the rest away;
- nothing is split further: by version, by day, by trade; a version is folded onto the next one.

Somebody whose application is still folded counts like everybody: a number of three names nobody,
and leaving them out would tell, by what is missing, which dossiers one has read. Their words are
another matter (``ReactionQuerySet.readable_by``). Numbers are counted when the page is asked for
and never kept: who is erased is gone from them at once.
"""

from dataclasses import dataclass
from functools import cached_property
from math import ceil

from django.db.models import Count, Q
from django.utils.safestring import mark_safe

from applications.models import Intention, Passage, Reaction

ENOUGH = 3
"""People, from whom on a number names nobody."""

DEGREES, WARM = 4, 8
"""Degrees of heat; how many people make a passage burn at least, while few have answered."""

WORDS = {
    Reaction.Kind.LIKE: "plaît",
    Reaction.Kind.DISLIKE: "ne plaît pas",
    Reaction.Kind.QUESTION: "questionne",
    Reaction.Kind.MIRROR: "décrit",
}


@dataclass(frozen=True)
class Heat:
    """What may be said of a passage. ``kinds``: {kind: people}, those that reach three; ``people``:
    their sum, where no kind does; both empty: « moins de 3 »."""

    kinds: dict
    people: int | None = None

    @property
    def most(self):
        return max([*self.kinds.values(), self.people or 0])

    @property
    def lines(self):
        """Each kind that is shown: its drawing, its number, its word."""
        for kind, people in self.kinds.items():
            word = WORDS[kind]
            yield {"kind": kind, "icon": Reaction.ICONS[kind], "people": people, "word": word}


def sayable(kinds, people):
    """Heat of a passage that ``people`` distinct persons answered, ``kinds`` by kind."""
    enough = {kind: count for kind, count in kinds.items() if count >= ENOUGH}
    if enough:
        return Heat(enough)
    return Heat({}, people if people >= ENOUGH else None)


def heats(**only):
    """{identity of a passage: its heat}, through all versions of the call. One question.

    50 000 reactions of 10 000 people are counted in about 0.2 s on a busy machine with two
    processors: hash joins and one sort. Everything is read, so no index would help.
    """
    person = "application__person"
    by_kind = {
        kind: Count(person, filter=Q(kind=kind), distinct=True) for kind in Reaction.Kind.values
    }
    found = Reaction.objects.counted().filter(**only).values("passage__uid")
    found = found.annotate(people=Count(person, distinct=True), **by_kind).order_by()
    return {
        row["passage__uid"]: sayable({k: row[k] for k in Reaction.Kind.values}, row["people"])
        for row in found
    }


NOTHING = Heat({})


class HeatMap:
    """The version read today, each passage with its heat and what founders mean to change in it."""

    def __init__(self, version):
        self.version = version
        self.heats = heats(passage__section__version__call=version.call_id)
        self.hottest = max((heat.most for heat in self.heats.values()), default=0)

    @cached_property
    def rows(self):
        found = Passage.objects.filter(section__version=self.version)
        found = found.exclude(kind=Passage.Kind.NOTE).order_by("section__ordinal", "ordinal")
        rows, section = [], None
        for passage in found.select_related("section"):
            heat = self.heats.get(passage.uid, NOTHING)
            row = {"passage": passage, "heat": heat, "degree": self.degree(heat)}
            row["html"] = mark_safe(passage.html)  # noqa: S308 (sanitised at import)
            row["title"] = passage.section.title if passage.section != section else ""
            row["intentions"] = self.intentions.get(passage.uid, [])
            section = passage.section
            rows.append(row)
        return rows

    def degree(self, heat):
        """From 0 to 4, beside the hottest passage; made of what is shown and nothing else."""
        return ceil(DEGREES * heat.most / max(self.hottest, WARM))

    @cached_property
    def intentions(self):
        """{identity of a passage: what is noted and not carried out yet}."""
        noted = {}
        for one in Intention.objects.open().of_call(self.version.call_id).select_related("passage"):
            noted.setdefault(one.passage.uid, []).append(one)
        return noted

    def tops(self, kind, most=3):
        """Where the call does this the most: (row, people), the first ones."""
        said = [(row, row["heat"].kinds[kind]) for row in self.rows if kind in row["heat"].kinds]
        return sorted(said, key=lambda pair: -pair[1])[:most]

    @property
    def summits(self):
        """For each kind that is shown anywhere, its word and its first passages."""
        for kind in Reaction.Kind:
            if tops := self.tops(kind):
                icon = Reaction.ICONS[kind]
                yield {"kind": kind, "icon": icon, "word": WORDS[kind], "tops": tops}

    @cached_property
    def gone(self):
        """Passages that were answered and are in the call no more: their last words, their heat."""
        here = {row["passage"].uid for row in self.rows}
        left = {uid: heat for uid, heat in self.heats.items() if uid not in here and heat.most}
        found = Passage.objects.filter(uid__in=left).select_related("section__version")
        last = {one.uid: one for one in found.order_by("section__version__number")}
        return [{"passage": one, "heat": left[uid]} for uid, one in last.items()]

"""What the collective wants to learn, what it can teach, what is missing: counted, never ranked."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from coopstudio.french.order import in_order
from members.models import LearningSession, OutsideTraining, Person, Skill
from members.states import EXPERTISES, FUNCTIONS, Level

MOST_NAMED = 5


@dataclass
class Row:
    """One craft: how many want to learn it, do it, teach it; who could; what is planned."""

    craft: str
    label: str
    learn: int = 0
    do: int = 0
    teach: int = 0
    teachers: list = field(default_factory=list)
    session: LearningSession | None = None
    outside: OutsideTraining | None = None

    @property
    def state(self):
        """What is true of it, in a word that a badge can say."""
        if not self.learn:
            return "quiet"
        if self.session:
            return "planned"
        if self.teach:
            return "possible"
        return "outside" if self.outside else "shown" if self.do else "missing"

    @property
    def more_teachers(self):
        """How many could teach it, beyond those who are named."""
        return self.teach - len(self.teachers)


class Collective:
    """Both families of crafts, on a day."""

    def __init__(self, *, on, now):
        self.rows = {}
        counts = _counts(on)
        sessions, outside, teachers = _sessions(now), _outside(), _teachers(on)
        for craft in (*FUNCTIONS, *EXPERTISES):
            told = {level: counts.get((craft, level), 0) for level in Level.values}
            self.rows[craft] = Row(
                craft, craft.label, **told, teachers=teachers.get(craft, []),
                session=sessions.get(craft), outside=outside.get(craft),
            )  # fmt: skip

    @property
    def families(self):
        return [
            ("Ce qui fait tourner une maison", [self.rows[craft] for craft in FUNCTIONS]),
            ("Les métiers de la coopération", [self.rows[craft] for craft in EXPERTISES]),
        ]

    @property
    def wanted(self):
        return [row for row in self.rows.values() if row.learn]

    @property
    def missing(self):
        """What somebody wants to learn and nobody here offers to teach, most wanted first."""
        rows = [row for row in self.wanted if not row.teach and not row.session]
        return sorted(rows, key=lambda row: -row.learn)

    @property
    def covered(self):
        return [row for row in self.wanted if row.teach or row.session]


def coverage(*, on):
    """(craft, how many want to learn, do, teach) in the order of the house, for the figures."""
    counts = _counts(on)
    return [
        (craft, *(counts.get((craft, level), 0) for level in Level.values))
        for craft in (*FUNCTIONS, *EXPERTISES)
    ]


def _counts(on):
    """Of those who show it: a number of one would tell who."""
    said = Skill.objects.shown().filter(person__in=Person.objects.present(on=on).values("pk"))
    rows = said.values_list("craft", "level").annotate(many=Count("pk"))
    return {(craft, level): many for craft, level, many in rows.order_by()}


def _teachers(on):
    """For each craft, the first of the alphabet among those who teach it and show it."""
    members = Person.objects.present(on=on).values("pk")
    rank = Window(
        RowNumber(),
        partition_by=[F("craft")],
        order_by=[in_order("person__last_name"), in_order("person__first_name"), F("person_id")],
    )
    said = Skill.objects.shown().filter(person__in=members, level=Level.TEACH)
    found = defaultdict(list)
    for one in said.annotate(rank=rank).filter(rank__lte=MOST_NAMED).select_related("person"):
        found[one.craft].append(one.person)
    return found


def _sessions(now):
    coming = LearningSession.objects.to_come(now).order_by("craft", "at", "pk")
    return {one.craft: one for one in coming.distinct("craft")}


def _outside():
    asked = OutsideTraining.objects.open().order_by("craft", "-asked_at").distinct("craft")
    return {one.craft: one for one in asked}

"""The association in figures: who came and left, how long requests wait, what people know, fees.

Nothing here names anybody. Those who keep the register read it; small numbers may tell who.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Aggregate, Count, DateField, Func, IntegerField, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from coopstudio.design.pictures import Box, Drawing, Mark, Picture, Series, columns
from coopstudio.french.money import short_euros
from members import fees, region
from members.fees.office import situations_of
from members.models import FeeYear, Membership, MembershipRequest
from members.states import EXPERTISES, FUNCTIONS, Craft, FeeLabel, Level

SHOWN_MONTHS, SHOWN_YEARS, FEE_YEARS = 24, 12, 4
SHORT = ["janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.",
         "nov.", "déc."]  # fmt: skip
AGES = [
    ("0–15 j", 0), ("15–30 j", 15), ("1–2 mois", 30), ("2–4 mois", 60), ("> 4 mois", 120),
]  # fmt: skip
SIZES = [("wide", 880, 280, 46), ("narrow", 352, 260, 38)]
LEVELS = [(Level.TEACH, "teach"), (Level.DO, "do"), (Level.LEARN, "learn")]


class DaysBetween(Func):
    """So many days from the second day to the first one."""

    template, arg_joiner, output_field = "(%(expressions)s)", " - ", IntegerField()


class MonthOf(Func):
    """The first day of the month of a day; Django would pass by an hour of Paris, for nothing."""

    template, output_field = "DATE_TRUNC('month', %(expressions)s::timestamp)::date", DateField()


class Half(Aggregate):
    """What at least half of the values do not pass: the base reads them, and not we."""

    template = "PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = IntegerField()


class Figures:
    """All the numbers of the page, as of ``today``. What is counted over every membership and every
    call of fee may be ten minutes late, as the map of the directory; an arrival or a departure has
    it counted again at once."""

    def __init__(self, *, today):
        self.today = today
        self._told = region.kept("figures", lambda: _counted(today), on=today)
        self.came, self.left = self._told["came"], self._told["left"]

    @property
    def members(self):
        return self._told["members"]

    @property
    def came_this_year(self):
        return _of_year(self.came, self.today.year)

    @property
    def left_this_year(self):
        return _of_year(self.left, self.today.year)

    @property
    def is_empty(self):
        return not (self.came or self.waiting)

    @property
    def months(self):
        """Arrivals above the line and departures under it, for the last two years."""
        last = 12 * self.today.year + self.today.month - 1
        months = [
            date(rank // 12, rank % 12 + 1, 1) for rank in range(last - SHOWN_MONTHS + 1, last + 1)
        ]
        rows = [(_month(one), self.came[one], self.left[one]) for one in months]
        return diverging(rows, "Arrivées et départs des vingt-quatre derniers mois")

    @property
    def years(self):
        """The same year by year, from the first one, at most a dozen."""
        first = min((one.year for one in self.came), default=self.today.year)
        first = max(first, self.today.year - SHOWN_YEARS + 1)
        rows = [
            (f"{year}", _of_year(self.came, year), _of_year(self.left, year))
            for year in range(first, self.today.year + 1)
        ]
        return diverging(rows, "Arrivées et départs, année par année")

    @cached_property
    def waiting(self):
        """Days that each request that waits has waited, the oldest first."""
        asked = MembershipRequest.objects.open().order_by("requested_at")
        days = asked.values_list("requested_at", flat=True)
        return [(self.today - timezone.localdate(one)).days for one in days]

    @property
    def ages(self):
        """How many requests wait, by the time they have waited."""
        counted = Counter(_age(days) for days in self.waiting)
        rows = [(word, [counted[word]]) for word, _least in AGES]
        return columns(
            f"Demandes d’adhésion en attente : {len(self.waiting)}, par ancienneté.",
            rows, [Series("demandes")],
        )  # fmt: skip

    @cached_property
    def answered_in(self):
        """Half of the requests admitted within a year were within so many days; None if none."""
        since = self.today - timedelta(days=365)
        admitted = Membership.objects.filter(request__isnull=False, decided_on__gte=since)
        days = DaysBetween("decided_on", TruncDate("request__requested_at"))
        return admitted.aggregate(half=Half(days))["half"]

    @cached_property
    def families(self):
        """(title, rows of crafts) with how many teach, do, want to learn, and a drawing of it."""
        held = self._held
        most = max((sum(counts.values()) for counts in held.values()), default=0) or 1
        groups = [("Fonctions vitales", FUNCTIONS), ("Métiers de la coopération", EXPERTISES)]
        return [
            (title, [_skill(craft, held.get(craft, {}), most) for craft in crafts])
            for title, crafts in groups
        ]

    @property
    def has_skills(self):
        return bool(self._held)

    @cached_property
    def fees(self):
        """What was asked of the last years: paid, awaited, late; None before any year."""
        rows = self._told["fees"]
        if not rows:
            return None
        words = "Cotisations réglées, attendues et en retard, exercice par exercice."
        series = [Series("réglées"), Series("attendues", "two"), Series("en retard", "three")]
        return columns(words, rows, series, say=short_euros)

    @cached_property
    def _held(self):
        """{craft: {level: how many members}}, of those who show it, as the directory counts them;
        a number of one would tell who."""
        return region.census(on=self.today)["held"]


@dataclass(frozen=True)
class SkillRow:
    """One craft: its word, how many teach, do and want to learn it, the same as a stripe."""

    word: str
    teach: int
    do: int
    learn: int
    drawn: str


def diverging(rows, words):
    """A Picture of ``rows`` (name, up, down): what comes stands above a line, what goes under."""
    most = max([1, *(max(up, down) for _name, up, down in rows)])
    said = (
        f"{words} : {sum(row[1] for row in rows)} arrivées, {sum(row[2] for row in rows)} départs."
    )
    table = [(name, [f"{up}", f"{down}"]) for name, up, down in rows]
    drawings = [_drawn(size, rows, most) for size in SIZES]
    series = [Series("arrivées"), Series("départs", "three")]
    return Picture(said, series, "", ["arrivées", "départs"], table, drawings)


def _drawn(size, rows, most):
    name, width, height, left = size
    deepest = max(row[2] for row in rows) if rows else 0
    room = height - 60
    middle = 20 + round(room * most / (most + max(deepest, most * 0.2)))
    scale, step = (middle - 20) / most, (width - left - 6) / max(len(rows), 1)
    thick = round(min(step * 0.62, 40))
    boxes = [
        box
        for place, row in enumerate(rows)
        for box in _pair(left + place * step + (step - thick) / 2, thick, middle, scale, row)
    ]
    every = -(-58 // max(int(step), 1))
    names = [
        Mark(round(left + (place + 0.5) * step), height - 8, row[0])
        for place, row in enumerate(rows)
        if place % every == 0
    ]
    axis = [Mark(left - 8, middle, "0"), Mark(left - 8, 20, f"{most}")]
    if deepest:
        axis.append(Mark(left - 8, round(middle + deepest * scale), f"{deepest}"))
    return Drawing(name, width, height, left, boxes, axis, names)


def _pair(x, thick, middle, scale, row):
    _name, up, down = row
    if up:
        height = max(round(up * scale), 2)
        yield Box(round(x), middle - height, thick, height, "one")
    if down:
        yield Box(round(x), middle, thick, max(round(down * scale), 2), "three")


def _skill(craft, counts, most):
    told = {key: counts.get(level, 0) for level, key in LEVELS}
    parts, x = [], 0.0
    for key, count in told.items():
        parts.append((key, f"{x:.2f}", f"{100 * count / most:.2f}"))
        x += 100 * count / most
    drawn = format_html(
        '<svg class="sh-stripe" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bed" width="100" height="10"/>{}</svg>',
        format_html_join("", '<rect class="{}" x="{}" width="{}" height="10"/>', parts),
    )
    return SkillRow(Craft(craft).label, drawn=drawn, **told)


def _counted(today):
    years = FeeYear.objects.filter(called_on__isnull=False).order_by("-starts_on")
    shown = list(years[:FEE_YEARS])[::-1]
    told = situations_of(shown, today=today, grace=fees.grace(on=today)) if shown else {}
    return {
        "came": _by_month("started_on", today),
        "left": _by_month("ended_on", today),
        "members": Membership.objects.active(on=today).count(),
        "fees": [(one.name, _fee_row(told[one.pk])) for one in shown],
    }


def _fee_row(told):
    """Paid, awaited and late, of the situations of a year."""
    owed = [told.get(label, {}).get("owed", 0) for label in (FeeLabel.WAITING, FeeLabel.LATE)]
    return [sum(one["paid"] for one in told.values()), *owed]


def _by_month(field, today):
    """{first day of a month: how many}. Somebody leaves the day after their last one."""
    known = Membership.objects.filter(Q(**{f"{field}__lte": today})).exclude(awaits="fee")
    found = known.annotate(month=MonthOf(field)).values_list("month").annotate(Count("pk"))
    return Counter(dict(found.order_by()))


def _of_year(counted, year):
    return sum(count for month, count in counted.items() if month.year == year)


def _month(day):
    return f"{SHORT[day.month - 1]} {day:%y}"


def _age(days):
    return next(word for word, least in reversed(AGES) if days >= least or least == 0)

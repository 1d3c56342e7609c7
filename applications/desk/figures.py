"""How many came, how far they went, how long they waited: counted by PostgreSQL, erased ones too.

Nothing here names anybody. The numbers are not blurred, however small: only founders read them,
who know everybody; the page says that they do not leave the house.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db import connection
from django.utils.html import format_html, format_html_join

from applications.models import Skeleton
from applications.states import OPEN, Ending, State
from coopstudio.french.dates import MONTHS as MONTH_NAMES
from members.region import CODES, ELSEWHERE, PLACES

MONTHS = 12
WAYS = """WITH ways AS (
    SELECT a.state, a.answer_by, left(a.postcode, 2) AS department,
           date_trunc('month', a.submitted_at AT TIME ZONE 'Europe/Paris')::date AS month,
           a.submitted_at AS sent, r.at AS read, a.crossed_at IS NOT NULL OR a.cycle > 1 AS crossed,
           m.at AS met, d.at AS told, d.invited, j.person_id IS NOT NULL AS joined
      FROM applications_application a
      LEFT JOIN (SELECT application_id, min(written_at) AS at FROM applications_reading
                  GROUP BY 1) r ON r.application_id = a.id
      LEFT JOIN (SELECT application_id, min(held_at) AS at FROM applications_meeting
                  GROUP BY 1) m ON m.application_id = a.id
      LEFT JOIN (SELECT application_id, min(told_at) AS at, bool_or(outcome = 'invite') AS invited
                   FROM applications_decision WHERE told_at IS NOT NULL
                  GROUP BY 1) d ON d.application_id = a.id
      LEFT JOIN (SELECT DISTINCT person_id FROM members_membership) j
             ON j.person_id = a.person_id
     WHERE a.state NOT IN ('draft', 'erased')
)"""
COUNTED = "".join([WAYS, """
SELECT GROUPING(month) = 0, GROUPING(state) = 0, month, state, department, count(*),
       count(*) FILTER (WHERE crossed), count(met), count(*) FILTER (WHERE invited),
       count(*) FILTER (WHERE invited AND joined)
  FROM ways GROUP BY GROUPING SETS ((month), (state), (department))"""])  # fmt: skip
WAITED = "".join([WAYS, """, delays AS (
    SELECT 'read' AS what, extract(epoch FROM read - sent) / 86400 AS days FROM ways
     UNION ALL SELECT 'met', extract(epoch FROM met - sent) / 86400 FROM ways
     UNION ALL SELECT 'told', extract(epoch FROM told - sent) / 86400 FROM ways
     UNION ALL SELECT 'told', days_to_answer FROM applications_skeleton
     UNION ALL SELECT 'kept', ((told AT TIME ZONE 'Europe/Paris')::date <= answer_by)::int FROM ways
)
SELECT what, count(days), avg(days),
       percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY days)
  FROM delays WHERE days >= 0 GROUP BY what"""])  # fmt: skip
DELAYS = {
    "read": "jusqu’à la première lecture",
    "met": "jusqu’à la rencontre",
    "told": "jusqu’à la réponse",
}
STEPS = ["Envoyées", "Lues par toute la fondation", "Rencontrées", "Invitées à adhérer",
         "Devenues adhésions"]  # fmt: skip
FAR = {Ending.JOINED: 4, Ending.INVITED: 3, Ending.DECLINED: 1}
"""How far those went of whom only the end is known: one only declines what all have read."""


@dataclass(frozen=True)
class Bar:
    """One line of a picture: its word, its number, and its share of the longest."""

    word: str
    count: int
    share: float
    note: str = ""

    @property
    def drawn(self):
        width = f"{100 * self.share:.1f}"
        return format_html(
            '<svg class="desk-stripe" viewBox="0 0 100 10" preserveAspectRatio="none" '
            'aria-hidden="true"><rect class="desk-stripe__bed" width="100" height="10"/>'
            '<rect class="desk-stripe__fill" width="{}" height="10"/></svg>',
            width,
        )


class Figures:
    """All the numbers of the page, in three questions."""

    def __init__(self):
        self.months, self.states, self.places = Counter(), Counter(), Counter()
        self.steps = [0] * len(STEPS)
        self.invited = Counter()
        self._count()
        self._count_erased()

    @property
    def total(self):
        return self.steps[0]

    @property
    def still_open(self):
        return sum(self.states[state] for state in OPEN)

    @property
    def funnel(self):
        """How far they went; each step counts those of the steps after it."""
        first = self.steps[0] or 1
        for word, count in zip(STEPS, self.steps, strict=True):
            yield Bar(word, count, count / first, f"{100 * count / first:.0f} %")

    @property
    def by_state(self):
        words = {state.value: state.label for state in State}
        return _bars((words.get(key, key), self.states[key]) for key in words if self.states[key])

    @property
    def by_place(self):
        told = Counter()
        for code, count in self.places.items():
            told[code if code in CODES else ELSEWHERE] += count
        return _bars((PLACES[code].name, count) for code, count in told.most_common())

    @property
    def by_month(self):
        """The twelve months up to the last in which somebody wrote, oldest first."""
        if not self.months:
            return []
        last = max(self.months)
        ranks = range(12 * last.year + last.month - MONTHS, 12 * last.year + last.month)
        months = [date(rank // 12, rank % 12 + 1, 1) for rank in ranks]
        return [(month, self.months[month], self.invited[month]) for month in months]

    @property
    def columns(self):
        """The months as columns; the table beside says the same in figures."""
        highest = max((count for _, count, _ in self.by_month), default=0) or 1
        drawn = format_html_join(
            "",
            '<rect class="desk-columns__bar" x="{0}" y="{1}" width="20" height="{2}" rx="2"/>'
            '<rect class="desk-columns__in" x="{0}" y="{3}" width="20" height="{4}" rx="2"/>'
            '<text class="desk-columns__word" x="{5}" y="112">{6}</text>',
            (
                (x, *_column(count, highest), *_column(invited, highest), x + 10, month_sign(month))
                for rank, (month, count, invited) in enumerate(self.by_month)
                for x in [4 + 28 * rank]
            ),
        )
        return format_html(
            '<svg class="desk-columns" viewBox="0 0 {0} 118" aria-hidden="true">{1}'
            '<path class="desk-columns__base" d="M0 100.5H{0}"/></svg>',
            28 * MONTHS,
            drawn,
        )

    @cached_property
    def waited(self):
        """For each delay: (words, how many, quartiles in days, drawing); those that exist."""
        longest = max((self._delays[what][2][2] for what in DELAYS if what in self._delays),
                      default=0)  # fmt: skip
        return [
            (words, count, [_days(one) for one in quartiles], _stretch(quartiles, longest))
            for what, words in DELAYS.items()
            if what in self._delays
            for count, _mean, quartiles in [self._delays[what]]
        ]

    @property
    def kept(self):
        """Share of the answers that left within the promise, in whole per cents; None if none."""
        if "kept" not in self._delays:
            return None
        return round(100 * float(self._delays["kept"][1]))

    @cached_property
    def _delays(self):
        with connection.cursor() as cursor:
            cursor.execute(WAITED)
            return {
                what: (count, mean, [float(one) for one in quartiles])
                for what, count, mean, quartiles in cursor.fetchall()
            }

    def _count(self):
        with connection.cursor() as cursor:
            cursor.execute(COUNTED)
            rows = cursor.fetchall()
        for by_month, by_state, month, state, place, count, *further in rows:
            if by_month:
                self.months[month] += count
                self.invited[month] += further[2]
                reached = [count, *further]
                self.steps = [a + b for a, b in zip(self.steps, reached, strict=True)]
            elif by_state:
                self.states[state] += count
            else:
                self.places[place] += count

    def _count_erased(self):
        for month, department, ending, count in Skeleton.objects.tallied():
            self.months[month] += count
            self.states[State.ERASED.value] += count
            self.places[department] += count
            reached = FAR.get(ending, 0)
            self.invited[month] += count * (reached >= 3)
            self.steps = [one + count * (rank <= reached) for rank, one in enumerate(self.steps)]


def _bars(told):
    told = list(told)
    longest = max((count for _, count in told), default=0) or 1
    return [Bar(word, count, count / longest) for word, count in told]


def _column(count, highest):
    """(top, height) of a column that stands on the line at 100."""
    height = 92 * count / highest
    return f"{100 - height:.1f}", f"{height:.1f}"


def month_sign(month):
    """« janv. » would not hold under a column: « j », as on a calendar."""
    return MONTH_NAMES[month.month - 1][0]


def _stretch(quartiles, longest):
    """From the first quartile to the third, the median as a disc."""
    first, middle, third = (100 * one / (longest or 1) for one in quartiles)
    return format_html(
        '<svg class="desk-stretch" viewBox="0 0 100 12" preserveAspectRatio="none" '
        'aria-hidden="true"><path class="desk-stretch__bed" d="M0 6H100"/>'
        '<path class="desk-stretch__half" d="M{} 6H{}"/>'
        '<path class="desk-stretch__middle" d="M{} 1V11"/></svg>',
        f"{first:.1f}",
        f"{max(third, first + 0.5):.1f}",
        f"{min(middle, 99.2):.1f}",
    )


def _days(days):
    whole = round(days)
    return f"{whole} jour{'s' if whole > 1 else ''}" if whole else "moins d’un jour"

"""Where a membership stands on any day: from dates and facts alone, nothing is stored."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

import pytest

from members.standing import last_day, standing_of
from members.states import FactKind, Standing

DECIDED_ON = date(2026, 3, 2)
STARTED_ON = date(2026, 4, 1)
DAY = timedelta(days=1)
_numbers = count(1)


@dataclass
class Fact:
    kind: str
    since: date
    until: date | None = None
    answers_id: int | None = None
    pk: int = 0

    def __post_init__(self):
        self.pk = next(_numbers)


@dataclass
class Belonging:
    decided_on: date = DECIDED_ON
    started_on: date = STARTED_ON
    ended_on: date | None = None
    awaits: str = ""


def stands(day, *facts, **belonging):
    return standing_of(Belonging(**belonging), facts, day)


def on(day):
    return date(2026, *day)


def test_nothing_stands_before_the_organ_decided():
    assert stands(DECIDED_ON - DAY) is None


def test_admitted_until_its_first_day_then_active():
    assert stands(DECIDED_ON) == Standing.ADMITTED
    assert stands(STARTED_ON - DAY) == Standing.ADMITTED
    assert stands(STARTED_ON) == Standing.ACTIVE


def test_admitted_as_long_as_the_first_fee_is_awaited():
    assert stands(date(2026, 9, 1), awaits="fee") == Standing.ADMITTED


def test_an_end_without_a_fact_is_former_the_day_after():
    end = date(2026, 12, 31)

    assert stands(end, ended_on=end) == Standing.ACTIVE
    assert stands(end + DAY, ended_on=end) == Standing.FORMER


@pytest.mark.parametrize(
    ("kind", "standing"),
    [(FactKind.LEAVE, Standing.ON_LEAVE), (FactKind.SUSPENSION, Standing.SUSPENDED)],
)
def test_a_pause_holds_from_its_first_to_its_last_day(kind, standing):
    pause = Fact(kind, on((6, 1)), on((6, 30)))

    assert stands(on((5, 31)), pause) == Standing.ACTIVE
    assert stands(on((6, 1)), pause) == standing
    assert stands(on((6, 30)), pause) == standing
    assert stands(on((7, 1)), pause) == Standing.ACTIVE


def test_a_pause_without_end_holds_until_one_comes_back():
    pause = Fact(FactKind.LEAVE, on((6, 1)))
    back = Fact(FactKind.RESUMED, on((9, 1)), answers_id=pause.pk)

    assert stands(on((8, 31)), pause, back) == Standing.ON_LEAVE
    assert stands(on((9, 1)), pause, back) == Standing.ACTIVE


def test_a_leave_that_is_only_asked_changes_nothing():
    assert stands(on((6, 2)), Fact(FactKind.LEAVE_ASKED, on((6, 1)))) == Standing.ACTIVE


def test_a_notice_stands_until_it_is_settled_even_after_its_deadline():
    notice = Fact(FactKind.NOTICE, on((6, 1)), on((7, 1)))
    settled = Fact(FactKind.SETTLED, on((7, 20)), answers_id=notice.pk)

    assert stands(on((7, 19)), notice, settled) == Standing.UNDER_NOTICE
    assert stands(on((7, 20)), notice, settled) == Standing.ACTIVE


def test_a_resignation_is_pending_until_its_last_day_and_ends_it_then():
    resigned = Fact(FactKind.RESIGNED, on((6, 1)), on((8, 31)))

    assert stands(on((5, 31)), resigned) == Standing.ACTIVE
    assert stands(on((6, 1)), resigned) == Standing.RESIGNING
    assert stands(on((8, 31)), resigned) == Standing.RESIGNING
    assert stands(on((9, 1)), resigned) == Standing.RESIGNED


def test_a_resignation_that_the_organ_agreed_to_undo_stays_pending_in_the_past():
    resigned = Fact(FactKind.RESIGNED, on((6, 1)), on((8, 31)))
    kept = Fact(FactKind.KEPT, on((7, 15)), answers_id=resigned.pk)

    assert stands(on((7, 14)), resigned, kept) == Standing.RESIGNING
    assert stands(on((7, 15)), resigned, kept) == Standing.ACTIVE
    assert stands(on((9, 1)), resigned, kept) == Standing.ACTIVE


@pytest.mark.parametrize(
    ("kind", "standing"),
    [
        (FactKind.REMOVED, Standing.REMOVED),
        (FactKind.EXCLUDED, Standing.EXCLUDED),
        (FactKind.DIED, Standing.DECEASED),
    ],
)
def test_what_ends_a_membership_says_how_from_the_next_day(kind, standing):
    ending = Fact(kind, on((6, 1)), on((6, 1)))

    assert stands(on((6, 1)), ending) == Standing.ACTIVE
    assert stands(on((6, 2)), ending) == standing


def test_a_procedure_is_open_until_the_organ_maintains():
    opened = Fact(FactKind.ACCUSED, on((6, 1)))
    cleared = Fact(FactKind.CLEARED, on((6, 20)), answers_id=opened.pk)

    assert stands(on((6, 19)), opened, cleared) == Standing.ACCUSED
    assert stands(on((6, 20)), opened, cleared) == Standing.ACTIVE


def test_who_may_not_see_an_exclusion_reads_a_former_member():
    end = on((6, 1))

    assert stands(on((6, 2)), ended_on=end) == Standing.FORMER


def test_somebody_who_had_left_and_died_is_deceased():
    resigned = Fact(FactKind.RESIGNED, on((5, 1)), on((5, 1)))
    died = Fact(FactKind.DIED, on((6, 1)), on((6, 1)))

    assert stands(on((6, 1)), resigned, died) == Standing.RESIGNED
    assert stands(on((6, 2)), resigned, died) == Standing.DECEASED
    assert last_day(Belonging(), [resigned, died]) == on((5, 1))


def test_a_reversed_fact_never_was():
    resigned = Fact(FactKind.RESIGNED, on((6, 1)), on((6, 1)))
    reversal = Fact(FactKind.REVERSED, on((6, 3)), answers_id=resigned.pk)

    assert stands(on((6, 2)), resigned, reversal) == Standing.ACTIVE
    assert last_day(Belonging(), [resigned, reversal]) is None


def test_a_reversed_answer_reopens_what_it_closed():
    notice = Fact(FactKind.NOTICE, on((6, 1)), on((7, 1)))
    settled = Fact(FactKind.SETTLED, on((6, 10)), answers_id=notice.pk)
    slip = Fact(FactKind.REVERSED, on((6, 11)), answers_id=settled.pk)

    assert stands(on((6, 20)), notice, settled, slip) == Standing.UNDER_NOTICE


def test_what_is_going_to_end_is_told_before_what_is_paused():
    pause = Fact(FactKind.LEAVE, on((5, 1)))
    resigned = Fact(FactKind.RESIGNED, on((6, 1)), on((8, 31)))

    assert stands(on((6, 2)), pause, resigned) == Standing.RESIGNING

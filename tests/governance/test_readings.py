"""Figures over time: who writes them, what crossing a threshold does, how they are drawn."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.actions import decisions
from governance.home.words import awaited_of
from governance.models import Measure, Reading, Tension
from governance.register.measuring import FLOOR, TOP, Gauge, figure
from governance.states import Force
from tests.governance.factories import circle, people_of
from tests.governance.register_factories import at, counts, decision, repeal
from tests.members.factories import member
from tests.together import together

HUNDREDTHS = st.integers(-500_000, 500_000).map(lambda count: Decimal(count) / 100)
ADOPTED, TODAY = date(2026, 10, 5), date(2026, 12, 3)

pytestmark = pytest.mark.django_db


@pytest.fixture
def text():
    return decision(circle("Cercle général", prefix="CG"))


@pytest.fixture
def fear(text):
    return counts(text, who=people_of(text.circle)[1])


def read(measure, value, *, on=TODAY, by=None, **facts):
    return decisions.measure(
        measure, by=by or measure.who, at=at(max(on, TODAY)), on=on, value=Decimal(value), **facts
    )


def alerts():
    return Tension.objects.filter(by=None)


def test_who_was_asked_to_writes_a_figure(text, fear):
    written = read(fear, 0, words="Aucune demande.")

    assert (written.value, written.by, written.on) == (0, fear.who, TODAY)


def test_who_answers_for_the_text_may_write_it_too(text, fear):
    assert read(fear, 0, by=text.version.responsible)


def test_nobody_else_writes_it(text, fear):
    for other in (people_of(text.circle)[2], member()):
        with pytest.raises(decisions.NotYoursToRead):
            read(fear, 0, by=other)


def test_a_day_to_come_is_not_counted(fear):
    with pytest.raises(decisions.NotCounted):
        decisions.measure(
            fear, by=fear.who, at=at(TODAY), on=TODAY + timedelta(days=1), value=Decimal(0)
        )


def test_what_is_no_longer_in_force_is_no_longer_counted(text, fear):
    repeal(text, on=date(2026, 11, 2))

    with pytest.raises(decisions.NoLongerCounted):
        read(fear, 0)


def test_a_threshold_crossed_drops_one_tension_the_same_day(text, fear):
    read(fear, 2)

    dropped = alerts().get()
    assert (dropped.circle, dropped.decision, dropped.by) == (text.circle, text, None)
    assert dropped.at.date() == TODAY
    assert dropped.subject == f"Seuil franchi : {fear.name}"


def test_crossing_makes_the_review_due(text, fear):
    assert decisions.force_of(text, on=TODAY) == Force.IN_FORCE

    read(fear, 2)

    assert decisions.force_of(text, on=TODAY) == Force.TO_REVIEW


def test_staying_beyond_says_nothing_more(fear):
    read(fear, 2, on=date(2026, 11, 3))
    read(fear, 3)

    assert alerts().count() == 1


def test_coming_back_and_crossing_again_says_it_again(fear):
    read(fear, 2, on=date(2026, 11, 3))
    read(fear, 0, on=date(2026, 11, 20))
    read(fear, 3)

    assert alerts().count() == 2


def test_the_threshold_itself_is_not_beyond(fear):
    read(fear, 1)

    assert not alerts().exists()


def test_a_goal_is_watched_from_below(text):
    goal = counts(text, name="Mois couverts", threshold=3, side=Measure.Side.BELOW)

    read(goal, "3.1", on=date(2026, 11, 3))
    assert not alerts().exists()

    read(goal, "2.4")
    assert alerts().count() == 1


def test_a_figure_of_the_past_alerts_nobody_when_a_later_one_is_known(fear):
    read(fear, 0)
    read(fear, 5, on=date(2026, 11, 3))

    assert not alerts().exists()


def test_a_mistake_is_answered_by_another_reading_of_the_same_day(fear):
    read(fear, 9)
    read(fear, 0)

    assert [one.value for one in Reading.objects.last_of_each_day()] == [0]


@pytest.mark.django_db(transaction=True)
def test_two_readings_at_the_same_second_drop_one_tension():
    text = decision(circle("Cercle général", prefix="CG"))
    fear = counts(text)

    together(lambda: read(fear, 2), lambda: read(fear, 3))

    assert (Reading.objects.count(), alerts().count()) == (2, 1)


def test_a_figure_that_is_due_waits_on_the_home_of_who_reads_it(text, fear):
    due, before = at(ADOPTED + timedelta(days=30)), at(ADOPTED + timedelta(days=29))
    assert titles(fear.who, before) == []
    assert titles(fear.who, due) == [f"Écrire un relevé : {fear.name}"]

    read(fear, 0, on=due.date())

    assert titles(fear.who, due) == []


def titles(person, now):
    return [one.title for one in awaited_of(person, now=now) if one.title.startswith("Écrire")]


# --- as they are drawn ---


@pytest.mark.parametrize(
    ("value", "written"),
    [("2.80", "2,8"), ("3.00", "3"), ("0", "0"), ("1200", "1\u202f200"), ("-4.5", "\u22124,5")],
)
def test_a_figure_is_written_as_one_reads_it(value, written):
    assert figure(Decimal(value)) == written


def gauge(values, *, threshold=3, side=Measure.Side.BELOW):
    measure = Measure(name="Mois couverts", unit="mois", threshold=threshold, side=side)
    days = [date(2026, 5, 31) + timedelta(days=30 * rank) for rank in range(len(values))]
    readings = [
        Reading(pk=rank, measure=measure, on=day, value=Decimal(value))
        for rank, (day, value) in enumerate(zip(days, values, strict=True), start=1)
    ]
    return Gauge(measure, readings, decided=ADOPTED, today=TODAY)


def test_nothing_read_is_not_measured():
    assert gauge([]).says == "non mesuré"


def test_a_gauge_says_on_which_side_it_stands():
    assert gauge(["2.4"]).says == "2,4 mois, en deçà du seuil"
    assert gauge(["3.1"]).says == "3,1 mois, dans ce qui était espéré"


def test_the_adoption_stands_between_the_readings_around_it():
    shown = gauge(["1.2", "1.6", "2.1", "1.9", "2.4", "2.8"])

    before, after = shown.points[4].x, shown.points[5].x
    assert before < shown.event < after


@settings(deadline=None)
@given(st.lists(HUNDREDTHS, min_size=1, max_size=20))
def test_every_point_stays_on_the_sheet(values):
    shown = gauge(values)

    assert all(TOP - 0.1 <= one.y <= FLOOR + 0.1 for one in shown.points)
    assert TOP - 0.1 <= shown.limit <= FLOOR + 0.1
    assert len(shown.grid) <= 12

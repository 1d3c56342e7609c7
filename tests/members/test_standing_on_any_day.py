"""Whatever legal facts happened, in whatever order they are read, every day has its standing."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from members.standing import ANSWERED_BY, is_paused, last_day, standing_of
from members.states import ENDED_STANDINGS, ENDINGS, FactKind, Standing
from tests.members.test_standing import DECIDED_ON, Belonging, Fact

DAYS = st.integers(0, 400).map(lambda away: DECIDED_ON + timedelta(days=away))
OPENINGS = [kind for kind in FactKind if kind in ANSWERED_BY or kind in ENDINGS]


@st.composite
def lives(draw):
    """Facts as the actions write them: what opens, then what answers it, later."""
    told = []
    for kind in draw(st.lists(st.sampled_from(OPENINGS), max_size=5)):
        since = draw(DAYS)
        until = since + timedelta(days=draw(st.integers(0, 90)))
        opening = Fact(kind, since, until)
        told.append(opening)
        answers = sorted(ANSWERED_BY.get(kind, set()) - set(ENDINGS))
        if answers and draw(st.booleans()):
            later = since + timedelta(days=draw(st.integers(0, 60)))
            told.append(Fact(draw(st.sampled_from(answers)), later, answers_id=opening.pk))
    return told


@given(lives(), DAYS)
@settings(max_examples=200, deadline=None)
def test_every_day_has_one_standing_once_the_organ_decided(life, day):
    assert standing_of(Belonging(), life, day) in Standing
    assert standing_of(Belonging(), life, DECIDED_ON - timedelta(days=1)) is None


@given(lives(), DAYS, st.randoms())
@settings(max_examples=200, deadline=None)
def test_the_order_in_which_facts_are_read_changes_nothing(life, day, chance):
    shuffled = list(life)
    chance.shuffle(shuffled)

    assert standing_of(Belonging(), life, day) == standing_of(Belonging(), shuffled, day)


@given(lives(), DAYS, DAYS)
@settings(max_examples=200, deadline=None)
def test_a_mistake_and_its_reversal_leave_no_trace(life, since, day):
    for kind in (*ENDINGS, FactKind.SUSPENSION, FactKind.NOTICE):
        wrong = Fact(kind, since, since)
        both = [*life, wrong, Fact(FactKind.REVERSED, since, answers_id=wrong.pk)]

        assert standing_of(Belonging(), both, day) == standing_of(Belonging(), life, day)
        assert last_day(Belonging(), both) == last_day(Belonging(), life)
        assert is_paused(both, day) == is_paused(life, day)


@given(lives(), DAYS)
@settings(max_examples=200, deadline=None)
def test_after_the_last_day_it_is_over_and_not_before(life, day):
    end = last_day(Belonging(started_on=DECIDED_ON), life)
    is_over = standing_of(Belonging(started_on=DECIDED_ON), life, day) in ENDED_STANDINGS

    assert is_over == (end is not None and day > end)
    assert end is None or isinstance(end, date)

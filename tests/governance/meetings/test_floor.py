"""Whatever people press, in whatever order, the floor goes round once."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from coopstudio.refusals import Refused
from governance.actions import meetings
from governance.models import Turn
from tests.governance.factories import people_of
from tests.governance.meetings.living import a_circle, a_round, after, opened

PRESSES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.booleans()), min_size=1, max_size=16
)
"""(whose seat, who presses, « rien à ajouter »)."""


class TheFloor(TestCase):
    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(presses=PRESSES)
    def test_each_seat_speaks_once_and_the_last_one_ends_the_round(self, presses):
        made = a_circle(4)
        people = people_of(made)
        opening = a_round(opened(made))
        seats = list(opening.seats.order_by("place"))
        spoken = set()

        for minute, (whose, who, has_nothing) in enumerate(presses, start=2):
            try:
                meetings.pass_floor(
                    seats[whose], by=people[who], at=after(minute), has_nothing=has_nothing
                )
            except Refused:
                assert whose in spoken or who not in (whose, 0, 1)
            else:
                spoken.add(whose)

        opening.refresh_from_db()
        assert Turn.objects.filter(seat__round=opening).count() == len(spoken)
        assert (opening.closed_at is not None) == (len(spoken) == len(seats))

"""At the same second: two last consents, a merger each way, a consent to a text that passes."""

from datetime import timedelta

import pytest

from governance.actions import consents
from governance.actions.circles import closing, merging
from governance.models import Circle, CircleMember, Concern, Decision, Proposal
from governance.states import CircleState, ProposalKind, ProposalState
from tests.governance.circles.merging import all_consent, asked, merged, proposed
from tests.governance.factories import (
    AT,
    TODAY,
    circle,
    consent_round,
    people_of,
    proposal,
    version,
)
from tests.members.factories import member
from tests.together import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def two():
    above = circle("Cercle Général", prefix="CG", people=1)
    ending = circle("Accueil", parent=above, prefix="AC", people=[member("Odile"), member("Lan")])
    going = circle("Ateliers", parent=above, prefix="AT", people=[member("Zoé"), member("Gwenn")])
    return ending, going


def says(seat):
    return lambda: consents.consent(seat, by=seat.person, at=AT)


def test_everybody_consents_at_once_and_the_circles_merge_once(two):
    ending, going = two
    seats = asked(proposed(ending, going))

    assert together(*[says(one) for one in seats]) == []

    assert Decision.objects.count() == 1
    assert Circle.objects.get(merged_into=going) == ending
    assert CircleMember.objects.filter(circle=going).on(TODAY).count() == 4


def test_two_mergers_each_way_end_at_the_same_second_and_one_is_done(two):
    ending, going = two
    one, other = asked(proposed(ending, going)), asked(proposed(going, ending))
    all_consent(one[:-1] + other[:-1])

    raised = together(says(one[-1]), says(other[-1]))

    assert len(raised) == 1
    assert Decision.objects.filter(proposal__kind=ProposalKind.MERGER).count() == 1
    assert Circle.objects.exclude(merged_into=None).count() == 1


def test_two_windows_do_it_at_once_and_it_is_done_once(two):
    ending, going = two
    merged(ending, going, effect_on=TODAY + timedelta(days=1))
    waiting, day = Circle.objects.get(pk=ending.pk), AT + timedelta(days=1)

    raised = together(*[lambda: merging.unite(waiting, by=None, at=day)] * 2)

    assert [type(one) for one in raised] == [merging.AlreadyDone]
    assert CircleMember.objects.filter(circle=going).on(day.date()).count() == 4


def test_a_last_consent_to_a_text_that_passes_is_a_decision_before_or_a_refusal_after(two):
    ending, going = two
    far = version(proposal(ending, carrier=people_of(ending)[1], state="consent"))
    opened = consent_round(far)
    *first, last = opened.seats.all()
    all_consent(first)
    *seats, end = asked(proposed(ending, going))
    all_consent(seats)

    raised = together(says(last), says(end))

    far.proposal.refresh_from_db()
    decided = Decision.objects.filter(proposal=far.proposal).first()
    if decided:
        assert raised == []
        assert decided.kept_by == going
    else:
        assert len(raised) == 1
        assert (far.proposal.state, far.proposal.circle) == (ProposalState.BASKET, going)


def test_two_circles_that_await_each_other_close_at_the_same_second(two):
    """Each closing touches the texts of the other: no one waits for who waits for them."""
    for one, other in (two, two[::-1]):
        text = version(proposal(one, state=ProposalState.CONSENT)).proposal
        text.concerns.create(circle=other, why="les deux")
        for where in (one, other):
            consent_round(text.versions.get(), circle=where)
    Circle.objects.filter(pk__in=[one.pk for one in two]).update(state=CircleState.CLOSING)
    closings = [
        lambda ended=one: closing.close(ended, by=people_of(ended)[0], at=AT) for one in two
    ]

    assert together(*closings) == []

    assert Circle.objects.filter(state=CircleState.CLOSED).count() == 2
    stopped = Proposal.objects.filter(circle__in=two, state=ProposalState.WITHDRAWN)
    assert stopped.count() == 2
    assert not Concern.objects.filter(circle__in=two).exclude(proposal__in=stopped).exists()


def test_a_circle_closes_while_another_merges_and_neither_waits_for_the_other():
    """The one that closes stands before in the order of locks, and a text joins the two."""
    above = circle("Cercle Général", prefix="CG", people=1)
    closes, ending, going = (
        circle(name, parent=above, prefix=name[:2].upper(), people=[member(who)])
        for name, who in (("Jardin", "Paul"), ("Accueil", "Odile"), ("Ateliers", "Zoé"))
    )
    text = version(proposal(ending, state=ProposalState.BASKET)).proposal
    text.concerns.create(circle=closes, why="les deux")
    Circle.objects.filter(pk=closes.pk).update(state=CircleState.CLOSING)
    *seats, last = asked(proposed(ending, going))
    all_consent(seats)

    def ends():
        closing.close(closes, by=people_of(closes)[0], at=AT)

    assert together(says(last), ends) == []

    assert Circle.objects.get(merged_into=going) == ending
    assert {one.circle for one in Concern.objects.filter(proposal=text)} == {above}

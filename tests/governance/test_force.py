"""What a decision is worth on a day: told by facts and dates, in PostgreSQL."""

from datetime import date, timedelta

import pytest

from governance.actions import decisions
from governance.models import Decision, Review
from governance.states import ActKind, Force, ProposalKind, TermKind
from tests.governance.factories import circle, people_of
from tests.governance.register_factories import at, decision, repeal, signed, trial

ADOPTED, TODAY = date(2026, 10, 5), date(2026, 12, 3)
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return circle()


def force(text, on=TODAY):
    return decisions.force_of(text, on=on)


def test_a_text_is_in_force_from_its_day(here):
    text = decision(here, effect_on=date(2026, 10, 12))

    assert force(text, date(2026, 10, 11)) == Force.TO_COME
    assert force(text, date(2026, 10, 12)) == Force.IN_FORCE


def test_an_awaited_act_keeps_it_from_being_in_force_until_its_signature(here):
    text = decision(here, act_kind=ActKind.BOARD)
    assert force(text) == Force.ACT_AWAITED

    signed(text, on=date(2026, 12, 1))

    assert force(text, date(2026, 11, 30)) == Force.TO_COME
    assert force(text, date(2026, 12, 1)) == Force.IN_FORCE


def test_a_month_before_its_review_it_is_to_be_looked_at(here):
    text = decision(here, review_on=date(2027, 1, 2))

    assert force(text, date(2026, 12, 2)) == Force.IN_FORCE
    assert force(text, date(2026, 12, 3)) == Force.TO_REVIEW
    assert force(text, date(2027, 1, 2)) == Force.TO_REVIEW


def test_past_its_date_it_says_so_and_stays_in_force(here):
    text = decision(here, review_on=date(2026, 12, 2), term_on=date(2026, 12, 2))

    assert force(text) == Force.NOT_REVIEWED
    assert Decision.objects.told_on(TODAY).standing().filter(pk=text.pk).exists()


def test_the_first_of_its_dates_counts(here):
    text = decision(here, review_on=date(2027, 6, 1), term_on=date(2026, 12, 20))

    assert force(text) == Force.TO_REVIEW


def test_a_review_that_was_put_off_counts_from_its_new_date(here):
    text = decision(here, review_on=date(2026, 11, 12))
    Decision.objects.filter(pk=text.pk).update(review_moved_to=date(2027, 2, 1))

    assert force(text) == Force.IN_FORCE


def test_an_open_review_is_told(here):
    text = decision(here)
    Review.objects.create(decision=text, by=people_of(here)[0], opened_at=at(TODAY))

    assert force(text) == Force.UNDER_REVIEW


def test_a_tension_about_it_makes_it_due(here):
    text = decision(here)
    people_of(here)[0].tensions.create(
        circle=here, subject="Réviser", words="Cela coince.", decision=text
    )

    assert force(text) == Force.TO_REVIEW


def test_a_trial_lapses_alone_at_its_date(here):
    text = trial(here, until=date(2027, 2, 1))

    assert force(text, date(2026, 12, 3)) == Force.TRIAL
    assert force(text, date(2027, 1, 31)) == Force.TO_REVIEW
    assert force(text, date(2027, 2, 1)) == Force.LAPSED


def test_what_takes_its_place_counts_from_its_own_day(here):
    old = decision(here)
    decision(here, on=date(2026, 11, 20), effect_on=date(2026, 12, 1), replaces=old)

    assert force(old, date(2026, 11, 30)) == Force.IN_FORCE
    assert force(old, date(2026, 12, 1)) == Force.REPLACED


def test_what_waits_for_its_act_replaces_nothing_yet(here):
    old = decision(here)
    new = decision(here, on=date(2026, 11, 20), replaces=old, act_kind=ActKind.BOARD)
    assert force(old) == Force.IN_FORCE

    signed(new, on=TODAY)

    assert force(old) == Force.REPLACED


def test_when_a_trial_lapses_what_it_replaced_comes_back(here):
    old = decision(here)
    new = trial(here, on=date(2026, 10, 20), until=date(2027, 1, 20), replaces=old)

    assert force(old, TODAY) == Force.REPLACED
    assert [force(one, date(2027, 1, 20)) for one in (old, new)] == [Force.IN_FORCE, Force.LAPSED]


def test_a_trial_that_is_renewed_gives_nothing_back(here):
    old = decision(here)
    new = trial(here, on=date(2026, 10, 20), until=date(2027, 1, 20), replaces=old)
    again = decision(here, on=date(2027, 1, 10), renews=new, kind=ProposalKind.RENEWAL)
    day = date(2027, 1, 21)

    assert [force(one, day) for one in (old, new, again)] == [
        Force.REPLACED,
        Force.RENEWED,
        Force.IN_FORCE,
    ]


def test_trials_one_after_the_other_give_back_as_far_as_the_text_that_holds(here):
    old = decision(here)
    first = trial(here, on=date(2026, 10, 20), until=date(2027, 1, 20), replaces=old)
    second = trial(here, on=date(2026, 11, 20), until=date(2027, 2, 20), replaces=first)

    assert [force(one, date(2027, 2, 1)) for one in (old, first, second)] == [
        Force.REPLACED,
        Force.REPLACED,
        Force.TO_REVIEW,
    ]
    assert [force(one, date(2027, 2, 20)) for one in (old, first, second)] == [
        Force.IN_FORCE,
        Force.LAPSED,
        Force.LAPSED,
    ]


def test_a_repeal_ends_a_text_and_gives_nothing_back(here):
    old = decision(here)
    new = trial(here, on=date(2026, 10, 20), until=date(2027, 1, 20), replaces=old)
    ended = repeal(new, on=date(2026, 11, 20))

    assert [force(one, date(2027, 2, 1)) for one in (old, new, ended)] == [
        Force.REPLACED,
        Force.REPEALED,
        Force.ADOPTED,
    ]


def test_what_is_done_once_is_adopted_and_has_no_review(here):
    assert force(decision(here, kind=ProposalKind.MEMBER, review_on=None)) == Force.ADOPTED


def test_only_what_holds_is_shown_unless_one_asks(here):
    """V2."""
    old = decision(here)
    new = decision(here, on=date(2026, 11, 20), replaces=old)

    assert list(Decision.objects.told_on(TODAY).living()) == [new]


def test_a_text_has_one_successor(here):
    old = decision(here)
    decision(here, on=date(2026, 11, 20), replaces=old)

    with pytest.raises(Exception, match="replaces"):
        decision(here, on=date(2026, 11, 21), replaces=old)


def test_every_force_has_its_word():
    assert [one.label for one in Force if not one.label] == []
    assert TermKind.TRIAL in TermKind

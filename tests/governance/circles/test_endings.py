"""A circle ends, and the days bring what they bring: recalls, terms, departures."""

from datetime import date, timedelta

import pytest

from coopstudio.mail.models import Letter
from governance import tasks
from governance.actions import consents, deeds, reviews, rounds
from governance.actions.circles import (
    belonging,
    closing,
    entering,
)
from governance.actions.consents import opening
from governance.meetings.drawing import decided_urgently
from governance.models import (
    Circle,
    CircleMember,
    Deed,
    Domain,
    Mandate,
    Tension,
)
from governance.states import (
    CircleKind,
    CircleState,
    OfficeKind,
    Outcome,
    ProposalKind,
    RoundKind,
)
from tests.governance.circles.deciding import decided
from tests.governance.factories import (
    AT,
    TODAY,
    circle,
    entrust,
    instance,
    link,
    meeting,
    people_of,
    proposal,
    tension,
)
from tests.governance.test_consents import drafted, fresh, in_consent, say, seats
from tests.members.factories import founder, member

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


@pytest.fixture
def above():
    return circle("Cercle Mission", prefix="CM", instance=instance("Institut"))


@pytest.fixture
def below(above):
    return circle("Accueil", parent=above, prefix="AC", instance=instance("Équipes"))


# --- the end ---


def test_the_last_to_leave_opens_the_closing_and_nothing_is_decided(above):
    below = circle("Accueil", parent=above, prefix="AC", people=1)
    one = people_of(below)[0]

    belonging.leave(below.members.get(), by=one, at=AT, why="")

    below.refresh_from_db()
    assert below.state == CircleState.CLOSING
    assert Tension.objects.filter(circle=above, key__startswith="closing:").count() == 1


def test_who_comes_in_takes_the_circle_up_again(above):
    below = circle("Accueil", parent=above, prefix="AC", people=0, state=CircleState.CLOSING)

    entering.enter(below, member(), by=None, at=AT)

    below.refresh_from_db()
    assert below.state == CircleState.FORMING


def test_a_text_in_force_holds_the_closing_until_somebody_answers_for_it(above, below):
    text = decided(below, kind=ProposalKind.POLICY)
    Circle.objects.filter(pk=below.pk).update(state=CircleState.CLOSING)
    one = people_of(below)[0]
    with pytest.raises(closing.TextsAreWaiting):
        closing.close(below, by=one, at=AT)

    closing.hand_over(text, to=above, by=one, at=AT)
    done = closing.close(below, by=one, at=AT, became="un rôle du Cercle Mission")

    text.refresh_from_db()
    assert (done.state, text.kept_by, text.code) == (CircleState.CLOSED, above, "AC-2026-001")


def test_a_circle_with_a_circle_inside_does_not_close(above, below):
    Circle.objects.filter(pk=above.pk).update(state=CircleState.CLOSING)
    circle("Ateliers", parent=below, prefix="AT")
    Circle.objects.filter(pk=below.pk).update(state=CircleState.CLOSING)

    with pytest.raises(closing.ChildrenAreAlive):
        closing.close(below, by=people_of(below)[0], at=AT)


def test_at_its_end_all_it_held_goes_where_it_belongs(above, below):
    one, other, keeper = people_of(below)
    held = link(one, below)
    entrust(keeper, below, OfficeKind.SECRETARY)
    door = Domain.objects.create(circle=below, words="La porte", since=TODAY)
    proposal(below, carrier=other, state="basket")
    urgent = tension(below, by=one, domain=door, wish="decide")
    Circle.objects.filter(pk=below.pk).update(state=CircleState.CLOSING)

    closing.close(below, by=one, at=LATER)

    held.refresh_from_db()
    day = LATER.date()
    assert held.ended_on == day
    assert not Mandate.objects.on(day).exists()
    assert not CircleMember.objects.filter(circle=below).on(day).exists()
    assert [one.circle for one in Domain.objects.held_on(day)] == [above]
    assert Tension.objects.filter(circle=above, key__startswith="closed:").count() == 1
    assert decided_urgently(above, today=TODAY) == [urgent]
    assert not Tension.objects.filter(key__startswith="hand:").exists()


@pytest.mark.parametrize("reserved", [False, True])
def test_a_text_that_was_in_consent_stops_with_its_circle_and_what_was_said_counts_no_more(
    above, below, reserved
):
    text = in_consent(drafted(below))
    for seat in seats(text)[:2]:
        say(seat)
    if reserved:
        type(text).objects.filter(pk=text.pk).update(state="reserved")
    Circle.objects.filter(pk=below.pk).update(state=CircleState.CLOSING)

    closing.close(below, by=text.carrier, at=LATER)

    text = fresh(text)
    assert text.state == "withdrawn"
    assert text.reason.endswith("attend au panier du Cercle Mission.")
    assert not text.rounds.standing().exists()
    told = Letter.objects.filter(kind="governance.proposal_stopped")
    assert {one.to for one in told} == {one.email for one in people_of(below)}
    assert Tension.objects.filter(circle=above, key=f"closed:{text.pk}").exists()


def test_a_draft_that_ends_with_its_circle_is_told_to_nobody_but_who_writes_it(above, below):
    writer, other, _ = people_of(below)
    draft = proposal(below, carrier=writer, tension=tension(below, by=other))
    Circle.objects.filter(pk=below.pk).update(state=CircleState.CLOSING)

    closing.close(below, by=other, at=LATER)

    assert fresh(draft).state == "withdrawn"
    assert not Tension.objects.filter(key=f"closed:{draft.pk}").exists()
    assert draft.tension in Tension.objects.open().filter(circle=above)
    assert Letter.objects.get(kind="governance.proposal_stopped").to == writer.email


def test_a_text_handed_over_may_be_followed_though_a_sequel_was_under_way_where_it_came_from(
    above, below
):
    one, other, _ = people_of(below)
    text = decided(below, kind=ProposalKind.POLICY)
    review = reviews.open_review(text, by=one, at=AT, words="Elle a vieilli.")
    reviews.write(review, by=one, at=AT, helped="On sait qui ouvre.")
    facts = {"outcome": Outcome.CHANGE, "review_on": AT.date() + timedelta(days=300)}
    first = reviews.propose(review, by=one, at=AT, **facts)
    Circle.objects.filter(pk=below.pk).update(state=CircleState.CLOSING)
    closing.hand_over(text, to=above, by=one, at=AT)

    closing.close(below, by=one, at=LATER)

    assert fresh(first).state == "withdrawn"
    review.refresh_from_db()
    second = reviews.propose(review, by=people_of(above)[0], at=LATER, **facts)
    assert (second.circle, second.about_decision) == (above, text)


def test_who_still_carried_an_action_is_told_and_the_parent_finds_what_was_left(above, below):
    one, other, _ = people_of(below)
    deed = deeds.ask(
        below,
        person=other,
        words="Rendre les clés",
        due_on=TODAY + timedelta(days=9),
        by=one,
        at=AT,
    )
    Circle.objects.filter(pk=below.pk).update(state=CircleState.CLOSING)

    closing.close(below, by=one, at=LATER)

    deed.refresh_from_db()
    assert (deed.state, deed.note) == ("released", "Le cercle Accueil s’est clos.")
    assert Letter.objects.filter(kind="governance.deed_released").count() == 1
    left = Tension.objects.get(circle=above, key=f"deeds:{below.pk}")
    assert f"{other} : Rendre les clés" in left.words
    Deed.objects.filter(pk=deed.pk).update(state="done")
    with pytest.raises(deeds.CircleIsClosed):
        deeds.take_up(deed, by=other, at=LATER)


def test_a_text_that_awaited_the_circle_that_closes_asks_its_parent_instead(above, below):
    beside = circle("Ateliers", parent=above, prefix="AT")
    door = Domain.objects.create(circle=below, words="La porte", since=TODAY)
    asks, own = (
        in_consent(drafted(beside, concerns=[(below, True, "La porte", door)])),
        drafted(above, concerns=[(below, False, "Ce qu’en dit l’accueil")]),
    )
    heard = drafted(beside, concerns=[(below, False, "Ce qu’en dit l’accueil")])
    heard.concerns.update(heard="La porte restera ouverte.", heard_at=AT)
    both = drafted(beside, concerns=[(below, True, "La porte", door), (above, False, "Son avis")])
    consents.open_consent(asks, by=people_of(below)[0], at=AT, circle=below)
    for seat in seats(asks, circle=beside):
        say(seat)
    Circle.objects.filter(pk=below.pk).update(state=CircleState.CLOSING)

    closing.close(below, by=people_of(below)[0], at=LATER)

    awaited = asks.concerns.get()
    assert (awaited.circle, awaited.must_consent, awaited.domain) == (above, True, None)
    assert fresh(asks).state == "basket"
    assert not asks.rounds.standing().filter(kind=RoundKind.CONSENT).exists()
    assert not own.concerns.exists()
    told = heard.concerns.get()
    assert (told.circle, told.heard, told.heard_at) == (above, "", None)
    assert [(one.circle, one.must_consent) for one in both.concerns.all()] == [(above, True)]
    asked = Letter.objects.filter(
        kind="governance.circle_asked", text__contains=asks.get_absolute_url()
    )
    assert asked.get(to=people_of(above)[1].email)
    consents.open_consent(fresh(asks), by=asks.carrier, at=LATER)
    consents.open_consent(fresh(asks), by=people_of(above)[1], at=LATER, circle=above)
    for seat in [*seats(asks, circle=beside), *seats(asks, circle=above)]:
        say(seat, at=LATER)
    assert fresh(asks).state == "adopted"


def test_a_text_about_the_circle_that_closes_waits_for_it_no_more(above, below, client):
    text = in_consent(
        drafted(above, kind=ProposalKind.AIM, about_circle=below, concerns=[(below, True, "Lui")])
    )
    say(seats(text, circle=above)[0])
    Circle.objects.filter(pk=below.pk).update(state=CircleState.CLOSING)

    closing.close(below, by=people_of(below)[0], at=LATER)

    assert fresh(text).state == "basket"
    assert not text.rounds.standing().filter(kind=RoundKind.CONSENT).exists()
    with pytest.raises(opening.ItsCircleHasEnded):
        consents.open_consent(fresh(text), by=text.carrier, at=LATER)
    client.force_login(text.carrier)
    assert "il n’a plus d’objet" in client.get(text.get_absolute_url()).content.decode()
    consents.withdraw(fresh(text), by=text.carrier, at=LATER, reason="Il s’est clos.")
    assert fresh(text).state == "withdrawn"


def test_a_name_may_be_used_again_after_the_end(above, below):
    Circle.objects.filter(pk=below.pk).update(state=CircleState.CLOSED, closed_at=AT)

    assert circle("Accueil", parent=above, prefix="AX", instance=below.instance)


def test_who_is_of_neither_circle_closes_nothing(above, below):
    Circle.objects.filter(pk=below.pk).update(state=CircleState.CLOSING)

    with pytest.raises(closing.NotOfEither):
        closing.close(below, by=founder(), at=AT)


# --- the days ---


def test_mandates_are_recalled_a_month_then_a_week_before_then_end(below, time_machine):
    one, keeper, _ = people_of(below)
    entrust(one, below, OfficeKind.FACILITATOR, until=date(2026, 11, 10))
    entrust(keeper, below, OfficeKind.SECRETARY, until=date(2027, 11, 10))
    told = Letter.objects.filter(kind="governance.mandate_near")

    for day, letters in [(5, 0), (12, 2), (13, 2)]:
        time_machine.move_to(AT.replace(day=day))
        tasks.tend_circles()
        assert told.count() == letters
    time_machine.move_to(AT.replace(month=11, day=4))
    tasks.tend_circles()
    assert told.count() == 4
    time_machine.move_to(AT.replace(month=11, day=10))
    tasks.tend_circles()
    tasks.tend_circles()

    assert Mandate.objects.get(person=one).ended_on == date(2026, 11, 10)
    assert Letter.objects.filter(kind="governance.mandate_ended").count() == 2


def test_a_support_circle_reports_at_its_end(above, time_machine):
    time_machine.move_to(AT)
    one = people_of(above)[0]
    circle(
        "Statuts", parent=above, prefix="SS", kind=CircleKind.SUPPORT, ends_on=TODAY, referent=one
    )

    tasks.tend_circles()

    assert Tension.objects.get(circle=above).key.startswith("term:")


# --- rounds and departures ---


def test_a_round_that_waits_for_somebody_who_left_opens_again_without_them(below):
    one = people_of(below)[0]
    opened = rounds.open_round(below, RoundKind.ASSENT, by=one, at=AT, subject="Dix minutes")

    belonging.leave(below.members.get(person=one), by=one, at=AT, why="")

    opened.refresh_from_db()
    assert opened.voided_at == AT


def test_what_was_said_before_leaving_stands(below):
    one = people_of(below)[0]
    opened = rounds.open_round(below, RoundKind.ASSENT, by=one, at=AT, subject="Dix minutes")
    rounds.take_position(opened.seats.get(person=one), by=one, at=AT, kind="consent")

    belonging.leave(below.members.get(person=one), by=one, at=AT, why="")

    opened.refresh_from_db()
    assert opened.is_open


def test_a_meeting_that_is_set_holds_the_closing(below):
    meeting(below)
    Circle.objects.filter(pk=below.pk).update(state=CircleState.CLOSING)

    with pytest.raises(closing.MeetingsAreSet):
        closing.close(below, by=people_of(below)[0], at=AT)

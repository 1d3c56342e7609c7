"""What PostgreSQL refuses by itself, whoever writes: raw rows, no action between."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from governance.actions import rounds
from governance.models import (
    Ballot,
    Decision,
    Domain,
    Mandate,
    Meeting,
    Position,
    Presence,
    Proposal,
    Round,
    Seat,
    Turn,
)
from governance.states import LinkKind, OfficeKind, PositionKind, RoundKind, TermKind
from tests.governance.factories import (
    AT,
    TODAY,
    circle,
    consent_round,
    entrust,
    everyone,
    link,
    people_of,
    proposal,
    version,
)
from tests.members.factories import member
from tests.together import together


def decide(version, **facts):
    """Write the decision, as nobody should be able to before its time."""
    carried = version.proposal
    facts = {
        "number": 1,
        "year": AT.year,
        "review_on": version.review_on,
        "term_kind": TermKind.REMINDER,
    } | facts
    return Decision.objects.create(
        circle=carried.circle,
        kept_by=carried.circle,
        proposal=carried,
        version=version,
        title=carried.title,
        adopted_at=AT,
        effect_on=TODAY,
        **facts,
    )


def refused(name):
    return pytest.raises(IntegrityError, match=name)


@pytest.fixture
def text(db):
    return version(proposal(circle()))


def test_a_decision_needs_a_round_of_its_version(text):
    with refused("did not consent"):
        decide(text)


def test_a_decision_needs_every_seat(text):
    opened = consent_round(text)
    first = opened.seats.first()
    rounds.take_position(first, by=first.person, at=AT, kind=PositionKind.CONSENT)

    with refused("did not consent"):
        decide(text)


def test_one_objection_is_enough(text):
    opened = consent_round(text)
    everyone(opened)
    last = opened.seats.last()
    Position.objects.create(seat=last, kind=PositionKind.OBJECTION, by=last.person, at=AT)

    with refused("did not consent"):
        decide(text)


def test_with_every_consent_it_is_written(text):
    everyone(consent_round(text))

    assert decide(text).code == "C1-2026-001"


def test_a_consent_to_an_older_version_is_worth_nothing(text):
    everyone(consent_round(text))
    version(text.proposal, 2)

    with refused("last version"):
        decide(text)


def test_another_circle_that_must_consent_is_waited_for(text):
    other = circle("Cercle mission", people=2)
    text.proposal.concerns.create(circle=other, why="l’argent commun")
    everyone(consent_round(text))

    with refused("did not consent"), transaction.atomic():
        decide(text)

    everyone(consent_round(text, circle=other))
    assert decide(text)


def test_numbers_have_no_hole(text):
    everyone(consent_round(text))

    with refused("hole"):
        decide(text, number=2)


@pytest.mark.parametrize("kind", ["policy", "merger"])
def test_a_policy_has_its_review(text, kind):
    """I14."""
    Proposal.objects.filter(pk=text.proposal_id).update(kind=kind)
    everyone(consent_round(text))

    with refused("review date"):
        decide(text, review_on=None)


def test_what_was_adopted_never_changes(text):
    """I8."""
    everyone(consent_round(text))
    decided = decide(text)

    with refused("final"):
        Decision.objects.filter(pk=decided.pk).update(title="Autre chose")


def test_nobody_joins_a_college_once_somebody_has_spoken(text):
    """I3."""
    opened = consent_round(text)
    first = opened.seats.first()
    rounds.take_position(first, by=first.person, at=AT, kind=PositionKind.CONSENT)

    with refused("frozen"):
        Seat.objects.create(round=opened, person=member(), place=9)


def test_nobody_takes_the_position_of_somebody_else(text):
    """I11."""
    seat, other = consent_round(text).seats.all()[:2]

    with refused("its own seat"):
        Position.objects.create(seat=seat, kind=PositionKind.CONSENT, by=other.person, at=AT)


def test_what_is_said_aloud_is_written_in_the_room_where_it_is_said(text):
    seat, other = consent_round(text).seats.all()[:2]
    aloud = {"seat": seat, "kind": PositionKind.CONSENT, "is_aloud": True, "at": AT}
    met = Meeting.objects.create(circle=text.proposal.circle, at=AT, place="Dijon",
                                 by=seat.person, opened_at=AT, state="open")  # fmt: skip
    met.presences.create(person=other.person, arrived_at=AT)

    with refused("its own seat"), transaction.atomic():
        Position.objects.create(by=other.person, **aloud)
    met.presences.create(person=seat.person, arrived_at=AT)
    with refused("its own seat"), transaction.atomic():
        Position.objects.create(by=member("Paul", "Admin"), **aloud)
    assert Position.objects.create(by=other.person, **aloud)


def test_nobody_takes_the_word_of_somebody_who_is_not_there(text):
    opened = rounds.open_round(text.proposal.circle, "reactions", by=None, at=AT)
    seat, other = opened.seats.all()[:2]

    with refused("its own seat"):
        Turn.objects.create(seat=seat, kind="passed", by=other.person, at=AT)


def test_no_position_comes_after_the_end(text):
    opened = consent_round(text)
    everyone(opened)
    rounds.close(opened, by=None, at=AT)
    seat = opened.seats.first()

    with refused("is over"):
        Position.objects.create(seat=seat, kind=PositionKind.OBJECTION, by=seat.person, at=AT)


def test_the_person_proposed_speaks_last(text):
    nominee = people_of(text.proposal.circle)[0]
    opened = consent_round(text, last=nominee)
    seat = opened.seats.get(person=nominee)

    with refused("speaks last"):
        Position.objects.create(seat=seat, kind=PositionKind.CONSENT, by=nominee, at=AT)


def test_in_a_meeting_the_person_proposed_does_not_wait_for_who_is_absent(text):
    here = text.proposal.circle
    nominee, there, _absent = people_of(here)
    met = Meeting.objects.create(circle=here, at=AT, place="Dijon", by=nominee, opened_at=AT,
                                 state="open")  # fmt: skip
    for one in (nominee, there):
        Presence.objects.create(meeting=met, person=one, arrived_at=AT)
    opened = consent_round(text, last=nominee, meeting=met)
    last = opened.seats.get(person=nominee)

    with pytest.raises(rounds.SpeaksLast):
        rounds.take_position(last, by=nominee, at=AT, kind=PositionKind.CONSENT)
    first = opened.seats.get(person=there)
    rounds.take_position(first, by=there, at=AT, kind=PositionKind.CONSENT)
    rounds.take_position(last, by=nominee, at=AT, kind=PositionKind.CONSENT)

    with refused("did not consent"):
        decide(text)


def test_a_position_is_never_rewritten(text):
    everyone(consent_round(text))

    with refused("final"):
        Position.objects.update(kind=PositionKind.OBJECTION)


def test_a_round_keeps_its_text_and_its_end(text):
    opened = consent_round(text)
    rounds.void(opened, by=None, at=AT)

    with refused("only ends"):
        Round.objects.filter(pk=opened.pk).update(voided_at=None)


def test_both_links_are_two_persons(db):
    above = circle("Mission")
    below = circle("Accueil", parent=above, people=people_of(above)[:2])
    both = people_of(below)[0]
    link(both, below)

    with refused("two_links_are_two_persons"):
        link(both, below, kind=LinkKind.FIRST)


def test_circles_side_by_side_are_linked_by_nobody(db):
    """D13."""
    above = circle("Mission")
    one, beside = (circle(name, parent=above, people=1) for name in ("Accueil", "Ateliers"))
    one.parent = beside  # what a link between the two would say

    with refused("does not stand in circle"):
        link(people_of(beside)[0], one)


def test_a_circle_that_its_links_hold_changes_no_parent_under_them(db):
    """D13: they end first, and are chosen again where it goes."""
    above, elsewhere = circle("Mission"), circle("Ailleurs")
    one = circle("Accueil", parent=above, people=1)
    link(people_of(one)[0], one, until=date(2099, 1, 1))
    one.parent = elsewhere

    with refused("is linked to the circle in which it stands"):
        one.save()


def test_one_person_has_one_seat_however_many_links_they_carry(db):
    """I4."""
    above = circle("Mission")
    twice = people_of(above)[0]
    for name in ("Accueil", "Ateliers"):
        link(twice, circle(name, parent=above, people=[twice]))
    opened = consent_round(version(proposal(above)))

    assert opened.seats.filter(person=twice).count() == 1
    with refused("one_person_one_seat"):
        opened.seats.create(person=twice, place=9)


def test_a_circle_is_not_its_own_ancestor(db):
    above = circle("Mission")
    below = circle("Accueil", parent=above, people=1)

    with refused("in itself"):
        type(above).objects.filter(pk=above.pk).update(parent=below)


@pytest.mark.django_db(transaction=True)
def test_two_moves_that_cross_make_no_loop():
    above = circle("Mission")
    one, other = (circle(name, parent=above, people=1) for name in ("Accueil", "Ateliers"))

    def goes_into(child, parent):
        with transaction.atomic():
            type(above).objects.filter(pk=child.pk).update(parent=parent)

    raised = together(lambda: goes_into(one, other), lambda: goes_into(other, one))

    assert [type(error) for error in raised] == [IntegrityError]


def test_what_a_circle_holds_counts_in_its_depth(db):
    levels = [circle("Mission", people=1)]
    for number in range(4):
        levels.append(circle(f"Niveau {number}", parent=levels[-1], people=1))
    beside = circle("À côté", parent=levels[0], people=1)
    circle("Dedans", parent=beside, people=1)

    with refused("too deep"):
        type(beside).objects.filter(pk=beside.pk).update(parent=levels[-1])


def test_a_domain_is_touched_with_the_consent_of_who_holds_it(text):
    """I9."""
    other = circle("Finances", parent=text.proposal.circle)
    held = Domain.objects.create(circle=other, words="La paie", since=TODAY)
    concerns = text.proposal.concerns

    with refused("without the consent"), transaction.atomic():
        concerns.create(circle=other, must_consent=False, why="La paie.", domain=held)
    with refused("without the consent"), transaction.atomic():
        concerns.create(circle=text.proposal.circle, why="La paie.", domain=held)
    assert concerns.create(circle=other, why="La paie.", domain=held).must_consent


def test_who_is_asked_is_not_taken_off_while_the_round_is_open(text):
    other = circle("Finances", parent=text.proposal.circle)
    asked = text.proposal.concerns.create(circle=other, why="La paie.")
    Proposal.objects.filter(pk=text.proposal_id).update(state="consent")

    with refused("is being asked"), transaction.atomic():
        asked.delete()
    with refused("is being asked"), transaction.atomic():
        text.proposal.concerns.update(must_consent=False)


def test_one_person_holds_an_office_at_a_time(db):
    here = circle()
    one, other, _ = people_of(here)
    entrust(one, here)

    with refused("one_holder"):
        entrust(other, here, since=date(2026, 9, 1))


def test_no_mandate_is_without_an_end(db):
    here = circle()
    role = entrust(people_of(here)[0], here, OfficeKind.SECRETARY).role

    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.create(role=role, person=people_of(here)[1], since=TODAY, until=None)


def test_a_ballot_stays_folded_once_the_round_is_over(db):
    here = circle()
    opened = rounds.open_round(here, RoundKind.NOMINATION, by=people_of(here)[0], at=AT)
    folded = Ballot.objects.create(seat=opened.seats.first(), sealed="…")
    Round.objects.filter(pk=opened.pk).update(closed_at=AT)

    with refused("are opened"):
        Ballot.objects.filter(pk=folded.pk).update(sealed="autre")


@pytest.mark.django_db(transaction=True)
def test_an_objection_and_an_adoption_exclude_each_other():
    """I7."""
    text = version(proposal(circle()))
    opened = consent_round(text)
    everyone(opened)
    seat = opened.seats.last()

    def objects():
        Position.objects.create(seat=seat, kind=PositionKind.OBJECTION, by=seat.person, at=AT)

    def adopts():
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT FROM governance_round WHERE id = %s FOR UPDATE", [opened.pk])
            decide(text)
            Round.objects.filter(pk=opened.pk).update(closed_at=AT)

    raised = together(objects, adopts)

    assert len(raised) == 1
    assert Decision.objects.exists() != Position.objects.filter(kind="objection").exists()

"""How faithful the way of a decision was: done, late, skipped and with whose agreement (4.12)."""

from datetime import timedelta

import pytest

from governance.actions import consents
from governance.models import Decision
from governance.register.fidelity import fidelity_of
from governance.register.voices import colleges_of
from governance.states import RoundKind
from tests.governance.factories import AT, circle, people_of
from tests.governance.test_consents import drafted, facilitator, in_consent, say, seats
from tests.governance.test_consents_at_a_distance import at_a_distance, hours

pytestmark = pytest.mark.django_db


def adopted(proposal, *, at=None):
    for seat in seats(proposal):
        say(seat, at=at)
    return Decision.objects.get(proposal=proposal)


def lived(decision):
    """[(step, how)] of a decision."""
    return [(one.name, one.how) for one in way(decision)]


def way(decision):
    return fidelity_of(decision, colleges_of(decision)).steps


def straight_to_consent():
    """A proposal whose steps the circle of three agreed to skip, as Thomas asked."""
    proposal = drafted()
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)
    asked = consents.ask_to_skip(proposal, by=facilitator(proposal), at=AT)
    for seat in asked.seats.all():
        consents.agree(seat, by=seat.person, at=AT)
    return consents.open_consent(proposal, by=proposal.carrier, at=AT)


def test_each_step_that_was_lived_is_told():
    decision = adopted(in_consent())

    assert lived(decision) == [
        ("Présentation", "done"),
        ("Clarification", "done"),
        ("Réactions", "done"),
        ("Arbitrage", "done"),
        ("Consentement", "done"),
        ("Célébration", "absent"),
    ]
    assert way(decision)[1].facts == "Personne n’a parlé, le 5 octobre 2026."
    assert way(decision)[2].facts == "3 personnes ont parlé, le 5 octobre 2026."


def test_what_followed_the_reactions_is_told_of_who_did_it():
    amended, kept = arbitrating(), arbitrating(drafted(circle("Accueil", prefix="AC")))
    carrier, lead = amended.carrier, facilitator(kept)
    consents.amend(amended, by=carrier, at=AT, why="Plus clair.", text="Deux devis.")
    consents.open_consent(amended, by=facilitator(amended), at=AT)
    consents.open_consent(kept, by=lead, at=AT)

    told = [way(adopted(one))[3].facts.split(", le ")[0] for one in (amended, kept)]

    assert told == [
        f"Texte amendé par {carrier}",
        f"Texte maintenu ; tour de consentement ouvert par {lead}",
    ]


def arbitrating(proposal=None):
    """Its reactions are heard; what follows is not chosen yet."""
    proposal = proposal or drafted()
    lead = facilitator(proposal)
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)
    consents.present(proposal, by=lead, at=AT)
    for _ in range(2):
        consents.next_step(proposal, by=lead, at=AT)
    for seat in seats(proposal, RoundKind.REACTIONS):
        consents.react(seat, by=seat.person, at=AT, words="J’y respire.")
    return consents.next_step(proposal, by=lead, at=AT)


def test_a_step_that_was_skipped_says_who_asked_and_who_agreed():
    decision = adopted(straight_to_consent())

    assert lived(decision)[2] == ("Réactions", "skipped")
    assert way(decision)[2].facts == (
        "Demandé par Thomas Roux, avec l’accord de Fleur, Thomas, Aïcha, le 5 octobre 2026."
    )


def test_a_window_that_was_extended_is_late():
    proposal = at_a_distance()
    for seat in seats(proposal, RoundKind.CLARIFICATION)[1:]:
        consents.pass_turn(seat, by=seat.person, at=hours(1))
    consents.tend(proposal, at=hours(80))
    for seat in seats(proposal, RoundKind.REACTIONS):
        consents.react(seat, by=seat.person, at=hours(81), words="J’y respire.")
    consents.open_consent(proposal, by=proposal.carrier, at=hours(82))
    first, *others = seats(proposal)
    say(first, at=hours(83))
    proposal.refresh_from_db()
    consents.tend(proposal, at=hours(83 + 5 * 24))
    for seat in others:
        say(seat, at=hours(84 + 5 * 24))

    told = dict(lived(Decision.objects.get(proposal=proposal)))

    assert told["Réactions"] == "late"
    assert told["Consentement"] == "late"


def test_the_page_of_a_decision_tells_a_skipped_step(client):
    decision = adopted(straight_to_consent(), at=AT + timedelta(minutes=5))
    client.force_login(people_of(decision.circle)[0])

    told = client.get(decision.get_absolute_url()).content.decode()

    assert "sautée, avec accord" in told
    assert "avec l’accord de Fleur, Thomas, Aïcha" in told


def test_what_came_from_elsewhere_is_never_guessed():
    decision = adopted(in_consent(drafted(circle(people=2))))
    decision.proposal.rounds.filter(kind=RoundKind.REACTIONS).update(voided_at=AT)

    assert lived(decision)[2] == ("Réactions", "absent")

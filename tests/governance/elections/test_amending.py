"""A proposed name is written again: the person stays, and the mandate always ends (E8)."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.urls import reverse

from governance.actions import consents, elections
from governance.actions.elections.amending import AnotherName, TermIsElsewhere
from governance.actions.elections.proposing import EndsTooSoon
from governance.models import Mandate, Proposal
from governance.states import ElectionState, ProposalState, Strategy
from tests.governance.elections.story import (
    LATER,
    consent_seats,
    everybody_consents,
    fresh,
    proposed,
)
from tests.governance.elections.test_mandates import delegate_election
from tests.governance.factories import people_of

pytestmark = pytest.mark.django_db
SOONER = date(2027, 1, 4)


@pytest.fixture
def that_day(time_machine):
    time_machine.move_to(LATER, tick=False)


def with_an_objection(election=None):
    """The round is complete, and the last person who is not proposed objects."""
    election = election or proposed()
    proposal = election.proposals.get()
    first, *others = sorted(consent_seats(proposal), key=lambda one: one.speaks_last)
    consents.object(
        first, by=first.person, at=LATER, words="Un an, c’est long.", touches="Le but.", way=""
    )
    for seat in others:
        consents.consent(seat, by=seat.person, at=LATER)
    return Proposal.objects.get(pk=proposal.pk)


def address(proposal):
    return reverse("governance:proposal_text", args=[proposal.pk])


EMPTY = {"mesure-TOTAL_FORMS": "0", "mesure-INITIAL_FORMS": "0"}


def test_the_form_of_a_name_holds_neither_person_nor_needs(client, that_day):
    proposal = with_an_objection()
    client.force_login(proposal.carrier)
    page = client.get(address(proposal))
    assert [*page.context["form"].fields] == ["text", "term_on", "why", "integrates", "strategy"]
    assert f"{proposal.about_person} reste la personne proposée" in page.text


def test_a_version_without_term_is_refused_and_nothing_typed_is_lost(client, that_day):
    proposal = with_an_objection()
    client.force_login(proposal.carrier)
    sent = EMPTY | {"why": "Plus court", "text": "Avec un binôme.", "term_on": ""}
    answer = client.post(address(proposal), sent)
    assert answer.status_code == 422
    assert "Un mandat a toujours une échéance" in answer.text
    assert "Avec un binôme." in answer.text
    assert proposal.versions.count() == 1


def test_a_shorter_mandate_is_consented_to_and_begins_with_its_person(client, that_day):
    proposal = with_an_objection()
    nominee, objection = proposal.about_person, proposal.rounds.get().objections.get()
    other = next(one for one in people_of(proposal.circle) if one != nominee)
    client.force_login(proposal.carrier)
    sent = EMPTY | {
        "why": "Plus court", "text": "Avec un binôme.", "term_on": "04/01/2027",
        "integrates": [objection.pk], "strategy": Strategy.SHORTEN, "responsible": other.pk,
    }  # fmt: skip
    assert client.post(address(proposal), sent).status_code == 302
    version = proposal.versions.current()
    assert (version.term_on, version.responsible) == (SOONER, nominee)
    proposal.refresh_from_db()
    consents.explore(objection, by=nominee, at=LATER)
    objection.refresh_from_db()
    consents.integrate(objection, by=objection.author, at=LATER)
    consents.open_consent(Proposal.objects.get(pk=proposal.pk), by=proposal.carrier, at=LATER)
    assert everybody_consents(proposal).state == ProposalState.ADOPTED
    assert fresh(proposal.election).state == ElectionState.DONE
    assert Mandate.objects.get(election=proposal.election).until == SOONER


@pytest.mark.parametrize("term", [None, LATER.date()])
def test_a_mandate_ends_after_its_first_day(term):
    proposal = with_an_objection()
    with pytest.raises(EndsTooSoon):
        elections.amend(proposal, by=proposal.carrier, at=LATER, why="Plus court", term_on=term)


def test_another_person_is_another_proposal():
    proposal = with_an_objection()
    with pytest.raises(AnotherName):
        elections.amend(
            proposal, by=proposal.carrier, at=LATER, why="Une autre", responsible=proposal.carrier
        )


def test_the_other_circle_keeps_the_term_of_the_circle_that_elected(client, that_day):
    election = proposed(delegate_election())
    everybody_consents(election.proposals.get())
    asked = election.proposals.exclude(circle=election.circle).get()
    client.force_login(asked.carrier)
    assert "term_on" not in client.get(address(asked)).context["form"].fields
    with pytest.raises(TermIsElsewhere):
        elections.amend(asked, by=asked.carrier, at=LATER, why="Plus court", term_on=SOONER)


@pytest.mark.parametrize("fact", ["term_on", "responsible"])
def test_postgresql_keeps_the_person_and_the_end_of_a_name(fact):
    proposal = with_an_objection()
    with pytest.raises(IntegrityError, match="a proposed name keeps the person and an end"):
        consents.amend(proposal, by=proposal.carrier, at=LATER, why="Sans", **{fact: None})

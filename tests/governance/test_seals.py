"""What is said under a seal is nowhere, for nobody, until the seal opens; once open it stays so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from governance.actions import consents
from governance.actions.consents import opening
from governance.consents.unfolding.way import Way
from governance.models import Hesitation, Mandate, Objection, Round
from governance.states import ProposalState
from tests.governance.factories import circle, entrust, people_of, room_for
from tests.governance.test_consents import drafted, facilitator, fresh, say, seats
from tests.governance.test_consents import in_consent as in_a_live_round
from tests.governance.test_consents_at_a_distance import allowing, hours, in_consent
from tests.members.factories import administrator, member

S = ProposalState
WORDS = "Cela ferme la porte."
pytestmark = pytest.mark.django_db


def sealed():
    """A text at a distance in which Thomas has objected, the window still open today."""
    proposal = in_consent()
    objection = say(seats(proposal)[1], "objection", at=hours(4))
    Round.objects.filter(pk=objection.round_id).update(closes_at=timezone.now() + timedelta(days=3))
    return proposal, objection


def read(client, person, address):
    client.force_login(person)
    return client.get(address)


def test_a_sealed_objection_is_in_no_page_of_the_text(client):
    proposal, objection = sealed()
    address = f"/propositions/{proposal.pk}/texte/"

    answer = read(client, proposal.carrier, address)
    assert answer.status_code == 200
    assert WORDS not in answer.content.decode()
    assert read(client, people_of(proposal.circle)[2], address).status_code == 404
    assert read(client, member("Lou", "Petit"), address).status_code == 404

    consents.to_meeting(proposal, by=proposal.carrier, at=hours(5))
    assert WORDS not in read(client, proposal.carrier, address).content.decode()
    assert fresh(objection).ended_at is None


def test_a_sealed_word_is_in_no_page_sheet_or_pulse_around_it_even_for_an_administrator(client):
    proposal, _objection = sealed()
    carrier, _author, third = people_of(proposal.circle)
    here = f"/cercles/{proposal.circle_id}/"
    text = f"/propositions/{proposal.pk}/"
    around = (text, f"{text}pouls/?b=0", f"{text}rattrapage/", here, f"{here}panier/", "/",
              "/decisions/", "/decisions/tableau/?forme=csv&tous=1", "/journal/")  # fmt: skip

    for reader in (carrier, third, administrator()):
        told = [read(client, reader, one) for one in around]
        said = [one.getvalue().decode() if one.streaming else one.content.decode() for one in told]

        assert not [one for one in said if WORDS in one or "a une objection" in one]

    first, _said, last = seats(proposal)
    say(first, at=hours(5))
    say(last, at=hours(5))
    assert WORDS in read(client, third, text).content.decode()


def test_nobody_learns_from_an_address_that_a_sealed_objection_exists(client):
    proposal, objection = sealed()
    client.force_login(proposal.carrier)

    assert client.post(f"/objections/{objection.pk}/reconnue/").status_code == 404
    assert client.post(f"/objections/{objection.pk + 99}/reconnue/").status_code == 404


def test_an_objection_that_is_read_is_answered_from_its_address(client):
    proposal = in_a_live_round()
    first, second, third = seats(proposal)
    say(first)
    say(second)
    objection = say(third, "objection")
    client.force_login(third.person)

    assert client.post(f"/objections/{objection.pk}/reconnue/").status_code == 302


def test_a_seal_that_is_extended_never_opened_meanwhile():
    proposal = in_consent()
    first, second, _third = seats(proposal)
    say(second, "objection", at=hours(4))
    ends_at = first.round.closes_at

    def read_at(moment):
        way = Way(fresh(proposal), first.person, now=moment)
        return [one.state for one in way.held[0].faces], len(way.objections)

    shut = (["missing", "sealed", "missing"], 0)
    assert read_at(ends_at + timedelta(minutes=9)) == shut
    consents.tend(proposal, at=ends_at + timedelta(minutes=10))
    assert read_at(ends_at + timedelta(minutes=11)) == shut
    until = fresh(first.round).extended_to
    assert read_at(until) == shut
    assert read_at(until + timedelta(minutes=1)) == (["missing", "objection", "missing"], 1)


def test_a_round_is_not_begun_again_over_what_was_said_in_it():
    proposal, objection = sealed()

    with pytest.raises(opening.RoundGoesOn):
        consents.open_consent(proposal, by=proposal.carrier, at=hours(5))

    assert fresh(objection.round).voided_at is None


def test_an_adoption_under_reserve_is_not_begun_again_either():
    proposal = in_a_live_round()
    first, second, _third = seats(proposal)
    room_for(proposal, [first.person, second.person])
    say(first)
    say(second)
    consents.end_round(proposal, by=second.person, at=hours(1))

    with pytest.raises(opening.RoundGoesOn):
        consents.open_consent(proposal, by=proposal.carrier, at=hours(2))


def test_a_circle_without_the_policy_is_asked_in_its_own_meeting():
    top = circle()
    child = circle("Accueil", parent=top)
    allowing(top)
    proposal = drafted(top, concerns=[(child, True, "Son domaine.")])
    consents.put_in_basket(proposal, by=proposal.carrier, at=hours(0))
    consents.wish_async(proposal, by=proposal.carrier, at=hours(0))
    consents.open_async(proposal, by=facilitator(proposal), at=hours(0))
    for seat in seats(proposal, "clarification")[1:]:
        consents.pass_turn(seat, by=seat.person, at=hours(1))
    for seat in seats(proposal, "reactions"):
        consents.react(seat, by=seat.person, at=hours(2), words="Cela m’apaise.")
    consents.open_consent(proposal, by=proposal.carrier, at=hours(3))

    consents.open_consent(proposal, by=people_of(child)[0], at=hours(4), circle=child)

    assert [(one.circle, one.is_async) for one in proposal.rounds.open()] == [
        (top, True),
        (child, False),
    ]


def test_a_hesitation_is_read_by_who_facilitated_that_day_alone(client):
    proposal = in_a_live_round()
    first, second, third = seats(proposal)
    consents.hesitate(third.round, by=third.person, at=hours(1), words="Le prix m’inquiète.")
    Mandate.objects.update(until=hours(48).date())
    entrust(first.person, proposal.circle, since=hours(48).date())

    def told(person):
        return [one.words for one in Way(proposal, person, now=hours(72)).hesitations]

    assert Hesitation.objects.get().to == second.person
    assert told(first.person) == told(third.person) == []
    assert told(second.person) == ["Le prix m’inquiète."]


def test_an_hesitation_goes_to_nobody_when_nobody_facilitates():
    proposal = in_a_live_round()
    third = seats(proposal)[2]
    Mandate.objects.update(until=hours(0).date())

    with pytest.raises(consents.consenting.NobodyFacilitates):
        consents.hesitate(third.round, by=third.person, at=hours(1), words="J’hésite.")

    assert Hesitation.objects.count() == 0
    assert Objection.objects.count() == 0

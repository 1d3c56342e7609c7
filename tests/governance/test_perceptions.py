"""Positions de perception: felt from another's place, echoed by who holds it, counted nowhere."""

import pytest
from django.db import IntegrityError, transaction

from governance.actions import consents
from governance.actions.consents import perceiving
from governance.consents.unfolding.way import Way
from governance.home.words import awaited_of
from governance.models import Decision, Perception, Position, Turn
from governance.register.fidelity import fidelity_of
from governance.states import Echo, RoundKind
from tests.governance.factories import AT, circle, joins, people_of
from tests.governance.test_consents import drafted, facilitator, fresh, later, say, seats
from tests.governance.test_consents_at_a_distance import allowing
from tests.members.factories import member, person

pytestmark = pytest.mark.django_db


def presented(*, practice=True, holder=None, name="Cercle général"):
    """A text that is presented in a circle of three, with two places; the first has its holder."""
    made = circle(name)
    if practice:
        allowing(made, "places")
    by = people_of(made)[0]
    for name, held in [("équipe support", holder), ("cliente", None)]:
        consents.add_viewpoint(made, by=by, at=AT, name=name, holder=held)
    proposal = drafted(made)
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)
    return consents.present(proposal, by=facilitator(proposal), at=AT)


def given(proposal=None):
    proposal = proposal or presented(holder=member("Yann", "Colin"))
    return consents.give_places(proposal, by=facilitator(proposal), at=AT)


def felt(proposal):
    """One person wrote from the place of the support team."""
    one = proposal.perceptions.filter(viewpoint__name="équipe support").first()
    return consents.feel(one, by=one.person, at=later(1), words="De là, j’ai peur d’être oubliée.")


def adopted(proposal):
    lead = facilitator(proposal)
    for _ in range(2):
        consents.next_step(proposal, by=lead, at=later(2))
    for seat in seats(proposal, RoundKind.REACTIONS):
        consents.react(seat, by=seat.person, at=later(3), words="J’y respire.")
    consents.next_step(proposal, by=lead, at=later(4))
    consents.open_consent(proposal, by=proposal.carrier, at=later(4))
    for seat in seats(proposal):
        say(seat)
    return Decision.objects.get(proposal=proposal)


def step_of(decision):
    told = {one.name: one.says for one in fidelity_of(decision, []).steps}
    return told.get("Positions de perception")


def test_each_person_draws_a_place_and_is_told():
    proposal = given()

    assert proposal.perceptions.count() == 3
    assert {one.viewpoint.name for one in proposal.perceptions.all()} == {
        "équipe support",
        "cliente",
    }
    titles = [one.title for one in awaited_of(proposal.carrier, now=AT)]
    assert titles == ["Ressentir un texte depuis une autre place : Signer un devis à deux"]


def test_nobody_is_given_the_place_that_they_hold():
    made = circle()
    allowing(made, "places")
    first, second = people_of(made)[:2]
    own = consents.add_viewpoint(made, by=first, at=AT, name="porter", holder=first)
    proposal = drafted(made)
    consents.put_in_basket(proposal, by=first, at=AT)
    consents.present(proposal, by=second, at=AT)

    with pytest.raises(perceiving.NoOtherPlace):
        given(proposal)
    with pytest.raises(IntegrityError), transaction.atomic():
        Perception.objects.create(proposal=proposal, viewpoint=own, person=first)


def test_what_is_felt_is_neither_a_position_nor_a_reaction_of_its_writer():
    proposal = given()
    before = Position.objects.count(), Turn.objects.count()

    one = felt(proposal)

    assert f"{one}" == "Depuis la place de « équipe support »"
    assert (Position.objects.count(), Turn.objects.count()) == before
    for _ in range(2):
        consents.next_step(proposal, by=facilitator(proposal), at=later(2))
    awaited = [seat.person for seat in Way(fresh(proposal), one.person, now=later(2)).awaited]
    assert one.person in awaited


def test_it_is_written_before_the_reactions_and_once():
    proposal = given()
    one = felt(proposal)

    with pytest.raises(perceiving.AlreadyFelt):
        consents.feel(one, by=one.person, at=later(2), words="Autre chose.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Perception.objects.filter(pk=one.pk).update(words="Autre chose.")
    for _ in range(2):
        consents.next_step(proposal, by=facilitator(proposal), at=later(2))
    late = proposal.perceptions.filter(words="").first()
    with pytest.raises(perceiving.ReactionsHaveBegun):
        consents.feel(late, by=late.person, at=later(3), words="Trop tard.")


def test_only_who_holds_the_place_echoes_it_and_it_is_shown(client):
    proposal = given()
    one = felt(proposal)
    yann = one.viewpoint.holder
    with pytest.raises(perceiving.NotTheHolder):
        consents.echo(one, by=proposal.carrier, at=later(2), echo=Echo.NO)
    assert [line.title for line in awaited_of(yann, now=later(2))] == [
        "Dire si c’est bien ce que l’on ressent de votre place : Signer un devis à deux"
    ]
    client.force_login(yann)

    client.post(
        f"/propositions/{proposal.pk}/ressentis/{one.pk}/",
        {"echo": "almost", "mots": "Plutôt lassée."},
    )

    told = client.get(proposal.get_absolute_url()).content.decode()
    assert "Depuis la place de «\u202féquipe support\u202f»" in told
    assert "pas tout à fait." in told
    assert "Plutôt lassée." in told


def test_a_circle_that_did_not_consent_to_it_has_no_such_step():
    proposal = presented(practice=False)

    with pytest.raises(perceiving.NotAPractice):
        given(proposal)
    assert step_of(adopted(proposal)) is None


def test_a_decision_says_whether_the_step_was_done_or_skipped():
    done, skipped = given(), presented(name="Cercle voisin")
    felt(done)

    assert step_of(adopted(done)) == "étape vécue"
    assert step_of(adopted(skipped)) == "étape sautée"


def test_the_places_of_a_circle_are_named_by_its_page(client):
    made = circle()
    client.force_login(people_of(made)[0])
    there = f"/cercles/{made.pk}/places/"

    client.post(there, {"name": "bénéficiaire"})
    again = client.post(there, {"name": "bénéficiaire"})

    assert again.status_code == 422
    (place,) = made.viewpoints.all()
    assert place.name == "bénéficiaire"
    away = f"/places-de-cercle/{place.pk}/fin/"
    assert away in client.get(there).content.decode()
    client.force_login(member())
    assert client.post(there, {"name": "associée"}).status_code == 422
    assert away not in client.get(there).content.decode()
    client.force_login(people_of(made)[1])
    client.post(away)
    assert not made.viewpoints.filter(until=None).exists()


def test_a_guest_reads_the_places_of_their_circle_and_no_list_of_members(client):
    made, guest = circle(), person("Yann")
    member("Gwenaëlle", "Le Floc’h")
    joins(guest, made, standing="expert")
    client.force_login(guest)
    there = f"/cercles/{made.pk}/places/"

    told = client.get(there)
    client.post(there, {"name": "cliente", "holder": "Gwenaëlle Le Floc’h"})

    assert (told.status_code, "Gwenaëlle" in told.content.decode()) == (200, False)
    assert made.viewpoints.get().holder.first_name == "Gwenaëlle"


def test_a_text_that_came_before_the_practice_skipped_nothing():
    decision = adopted(presented(name="Cercle voisin"))
    own = Decision.objects.get(circle=decision.circle, version__allows="places")

    assert step_of(own) is None

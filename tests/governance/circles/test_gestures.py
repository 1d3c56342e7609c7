"""What one does on the pages of circles: each gesture from the form to the fact, and back."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.actions.circles import belonging
from governance.models import (
    Circle,
    CircleInvitation,
    CircleMember,
    CircleRole,
    Leave,
    Mandate,
    Proposal,
)
from governance.states import CircleState, OfficeKind, ProposalKind
from tests.governance.circles.deciding import decided
from tests.governance.factories import AT, FAR, circle, entrust, instance, people_of, proposal
from tests.members.factories import founder, member, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def above():
    return circle("Cercle Mission", prefix="CM", instance=instance("Institut"))


@pytest.fixture
def below(above):
    return circle("Accueil", parent=above, prefix="AC", instance=instance("Équipes"))


@pytest.fixture
def one(below):
    return people_of(below)[0]


def send(client, who, page, *args, **typed):
    client.force_login(who)
    return client.post(reverse(f"governance:{page}", args=args), typed)


def in_days(number):
    return f"{timezone.localdate() + timedelta(days=number):%Y-%m-%d}"


def test_a_founder_opens_the_founding_circle(client):
    member("Lan", "Roux")
    typed = {"name": "Cercle fondateur", "prefix": "CF", "aim": "Naître.", "people": "Lan Roux"}

    answer = send(client, founder(), "founding", **typed)

    assert answer.url == f"/cercles/{Circle.objects.get().pk}/"
    assert CircleInvitation.objects.get().person.first_name == "Lan"


def test_nothing_typed_is_lost_when_a_form_is_refused(client):
    typed = {"name": "Cercle fondateur", "prefix": "cf!", "aim": "Naître.", "people": "Personne"}

    answer = send(client, founder(), "founding", **typed)

    told = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Erreur" in told
    assert "Naître." in told
    assert "Deux à quatre capitales" in told


@pytest.mark.parametrize(("said", "comes"), [("oui", True), ("non", False)])
def test_one_answers_an_invitation(client, below, one, said, comes):
    lan = member("Lan", "Roux")
    belonging.invite_guest(below, lan, by=one, at=AT)
    client.force_login(lan)
    assert "J’accepte" in client.get(below.get_absolute_url()).content.decode()

    send(client, lan, "circle_answer", below.pk, reponse=said)

    assert CircleMember.objects.filter(person=lan).exists() == comes
    assert "J’accepte" not in client.get(below.get_absolute_url()).content.decode()


def test_one_takes_a_leave_and_comes_back(client, below, one):
    send(client, one, "circle_leave", below.pk, since=in_days(0), until=in_days(9))
    assert Leave.objects.get().person == one

    send(client, one, "circle_return", below.pk)

    assert Leave.objects.get().until == timezone.localdate()


def test_one_leaves(client, below, one):
    send(client, one, "circle_leaving", below.pk, why="")

    assert CircleMember.objects.get(circle=below, person=one).until == timezone.localdate()


def test_a_guest_is_invited(client, below, one):
    member("Lan", "Roux")

    send(client, one, "circle_guests", below.pk, person="Lan Roux")

    assert CircleInvitation.objects.get().told_at


def test_a_circle_is_proposed_and_its_text_is_drafted(client, above):
    typed = {
        "needs": "Personne n’ouvre la porte.", "kind": "working", "name": "Porte", "prefix": "PO",
        "instance": above.instance_id, "aim": "Ouvrir.", "decides": "La clé\nLe paillasson",
        "review_on": in_days(90),
    }  # fmt: skip

    answer = send(client, people_of(above)[0], "new_circle", above.pk, **typed)

    drafted = Proposal.objects.get()
    assert answer.url == drafted.get_absolute_url()
    assert drafted.kind == ProposalKind.CIRCLE
    assert drafted.about_circle.state == CircleState.PROJECT
    assert "- La clé\n- Le paillasson" in drafted.versions.get().text


def test_a_support_circle_has_its_end_and_its_referent(client, above):
    typed = {
        "needs": "Des statuts.", "kind": "support", "name": "Statuts", "prefix": "SS",
        "instance": above.instance_id, "aim": "Écrire.", "review_on": in_days(90),
    }  # fmt: skip

    answer = send(client, people_of(above)[0], "new_circle", above.pk, **typed)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"ends_on", "referent"}


def test_an_aim_is_proposed_and_both_circles_will_consent(client, above, below, one):
    typed = {"needs": "Trop vague.", "aim": "Recevoir.", "decides": "La porte",
             "review_on": in_days(90)}  # fmt: skip

    send(client, one, "circle_aim", below.pk, **typed)

    drafted = Proposal.objects.get()
    assert (drafted.kind, drafted.circle) == (ProposalKind.AIM, below)
    assert [(each.circle, each.must_consent) for each in drafted.concerns.all()] == [(above, True)]


def test_a_person_is_welcomed_by_a_proposal(client, below, one):
    member("Lan", "Roux")

    send(client, one, "circle_welcome", below.pk, person="Lan Roux", standing="member",
         needs="Des bras.")  # fmt: skip

    assert Proposal.objects.get().about_person.first_name == "Lan"
    assert CircleInvitation.objects.get().told_at is None


def test_a_departure_is_asked_for_a_time(client, below, one):
    other = people_of(below)[1]
    typed = {"person": other.pk, "needs": "Rien ne se décide.", "text": "Six mois.",
             "term_on": in_days(180)}  # fmt: skip

    send(client, one, "circle_exclusion", below.pk, **typed)

    assert Proposal.objects.get().about_person == other


def test_the_parent_welcomes_a_link(client, above, below, one):
    entrust(one, below, OfficeKind.DELEGATE, until=FAR)

    send(client, people_of(above)[0], "circle_link", below.pk, person=one.pk, ends="",
         needs="Entendre Accueil.")  # fmt: skip

    drafted = Proposal.objects.get()
    assert (drafted.kind, drafted.circle, drafted.about_circle) == ("link", above, below)


def test_the_closing_is_proposed_then_its_checklist_is_read(client, above, below, one):
    send(client, one, "circle_closing", below.pk, needs="Plus personne.", text="Fin mars.")
    assert Proposal.objects.get().kind == ProposalKind.CLOSING

    text = decided(below, kind=ProposalKind.POLICY)
    Circle.objects.filter(pk=below.pk).update(state=CircleState.CLOSING)
    told = client.get(reverse("governance:circle_closing", args=[below.pk])).content.decode()
    assert text.title in told

    send(client, one, "closing_text", below.pk, text.pk, to=above.pk)
    send(client, one, "closing_end", below.pk, became="")

    below.refresh_from_db()
    text.refresh_from_db()
    assert (below.state, text.kept_by) == (CircleState.CLOSED, above)


def test_the_checklist_tells_nobody_that_somebody_writes_a_draft(client, above, below, one):
    other = people_of(below)[1]
    proposal(below, carrier=other, title="Écrit en silence")
    proposal(below, carrier=other, title="Lu par le cercle", state="basket")
    Circle.objects.filter(pk=below.pk).update(state=CircleState.CLOSING)
    client.force_login(one)

    told = client.get(reverse("governance:circle_closing", args=[below.pk])).text

    assert "Lu par le cercle" in told
    assert "Écrit en silence" not in told


def test_a_refusal_is_said_and_nothing_is_done(client, below, one):
    decided(below, kind=ProposalKind.POLICY)
    Circle.objects.filter(pk=below.pk).update(state=CircleState.CLOSING)
    client.force_login(one)

    answer = client.post(reverse("governance:closing_end", args=[below.pk]), follow=True)

    below.refresh_from_db()
    assert below.state == CircleState.CLOSING
    assert "n’a pas encore trouvé de cercle" in answer.content.decode()


def test_a_role_is_described_then_given_back(client, below, one):
    send(client, one, "new_role", below.pk, name="Permanence", description="Ouvrir.", months=6)
    assert CircleRole.objects.get().months == 6

    mandate = entrust(one, below, OfficeKind.SECRETARY, since=date(2026, 3, 2), until=FAR)
    client.force_login(one)
    told = client.get(reverse("governance:circle_roles", args=[below.pk])).content.decode()
    assert "Rendre ce rôle" in told
    send(client, one, "mandate_end", mandate.pk, why="Je pars.")

    assert Mandate.objects.get().ended_on == timezone.localdate()


def test_a_stranger_to_the_circle_finds_no_gesture(client, below):
    told = member("Paul", "Dehors")
    client.force_login(told)

    page = client.get(below.get_absolute_url()).content.decode()

    assert "Quitter le cercle" not in page
    assert "Changer quelque chose" not in page


def test_the_story_is_read(client, below, one):
    belonging.invite_guest(below, person(first_name="Lan"), by=one, at=AT)
    client.force_login(one)

    told = client.get(reverse("governance:circle_story", args=[below.pk])).content.decode()

    assert "a fait une place à quelqu’un" in told

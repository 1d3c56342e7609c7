"""A proposal and a basket, seen and moved by the people of a circle, and by those who are not."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coopstudio.mail.models import Letter
from governance.actions import consents, meetings, urgent
from governance.meetings.drawing import waiting_first
from governance.models import Item, Meeting, Objection, Position, Proposal, Tension
from governance.states import OfficeKind, RoundKind
from tests.governance.factories import (
    TODAY,
    circle,
    entrust,
    meeting,
    people_of,
    proposal,
    tension,
)
from tests.governance.register_factories import decision
from tests.governance.test_consents import (
    AT,
    drafted,
    facilitator,
    fresh,
    in_consent,
    objected,
    seats,
)
from tests.members.factories import member, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def enter(client):
    def _enter(someone):
        client.force_login(someone)
        return client

    return _enter


def page(client, proposal):
    return client.get(proposal.get_absolute_url())


def test_strangers_find_nothing(enter):
    proposal = in_consent()
    client = enter(person())

    assert page(client, proposal).status_code == 404
    assert client.get(proposal.tension.get_absolute_url()).status_code == 404


def test_a_draft_is_read_by_who_writes_it_alone(enter):
    proposal = drafted()

    assert page(enter(facilitator(proposal)), proposal).status_code == 404
    assert page(enter(proposal.carrier), proposal).status_code == 200


@pytest.mark.parametrize(
    ("said", "where", "why"),
    [
        ({"review_on": ""}, "review_on", "Une règle se relit"),
        ({"responsible": ""}, "responsible", "répond d’une règle"),
        ({"effect_on": "2022-01-01"}, "effect_on", ""),
        ({"allows": "passive", "hours": ""}, "hours", "dites un délai"),
        ({"allows": "drawn"}, "term_on", "a un terme"),
        ({"kind": "act", "replaces": "@"}, "replaces", "ne remplace aucun texte"),
    ],
)
def test_what_the_round_would_refuse_is_said_while_one_writes(enter, said, where, why):
    made = circle()
    carrier = people_of(made)[0]
    kept = decision(made)
    given = {
        "title": "Ouvrir à huit heures", "kind": "policy", "needs": "On attend dehors.",
        "text": "La porte s’ouvre à huit heures.", "responsible": carrier.pk,
        "review_on": timezone.localdate() + timedelta(days=90), "mesure-TOTAL_FORMS": 0,
        "mesure-INITIAL_FORMS": 0,
    } | said  # fmt: skip
    given = {name: kept.pk if value == "@" else value for name, value in given.items()}

    answer = enter(carrier).post(
        reverse("governance:new_proposal", args=[tension(made, by=carrier).pk]), given
    )

    assert answer.status_code == 422
    assert why in " ".join(answer.context["form"].errors[where])
    assert "Ouvrir à huit heures" in answer.content.decode()


def test_a_measure_without_a_name_is_said_at_the_top(enter):
    made = circle()
    carrier = people_of(made)[0]
    given = {
        "title": "Ouvrir", "kind": "act", "needs": "On attend.", "text": "La porte s’ouvre.",
        "mesure-TOTAL_FORMS": 1, "mesure-INITIAL_FORMS": 0, "mesure-0-threshold": "3",
        "mesure-0-side": "above",
    }  # fmt: skip

    answer = enter(carrier).post(
        reverse("governance:new_proposal", args=[tension(made, by=carrier).pk]), given
    )

    told = answer.content.decode()
    assert answer.status_code == 422
    assert '<a href="#id_mesure-0-name">aller à cette ligne</a>' in told
    assert 'id="id_mesure-0-name"' in told
    assert "Dites ce que l’on compte, ou videz cette ligne" in told
    assert not Proposal.objects.exists()


def test_a_member_without_a_place_reads_and_is_asked_nothing(enter):
    proposal = in_consent()

    text = page(enter(member("Lou", "Petit")), proposal).content.decode()

    assert "Je consens</button>" not in text
    assert "Déposer une tension" in text


def test_a_tension_is_dropped_and_read(enter):
    made = circle()
    client = enter(member("Lou", "Petit"))

    answer = client.post(
        reverse("governance:new_tension", args=[made.pk]),
        {"subject": "Qui ouvre ?", "words": "J’attends dehors.", "wish": "explore"},
    )

    dropped = Tension.objects.get()
    assert answer.url == dropped.get_absolute_url()
    assert client.get(answer.url).status_code == 200
    assert client.get(reverse("governance:basket", args=[made.pk])).status_code == 200


def test_a_refused_tension_keeps_its_words(enter):
    made = circle()

    answer = enter(member("Lou", "Petit")).post(
        reverse("governance:new_tension", args=[made.pk]), {"words": "J’attends dehors."}
    )

    assert answer.status_code == 422
    assert "<title>Erreur : Déposer une tension" in answer.content.decode().replace("\xa0", " ")
    assert "J’attends dehors." in answer.content.decode()


def test_a_proposal_is_written_from_a_tension(enter):
    made = circle()
    fleur = people_of(made)[0]
    found = tension(made)
    review = timezone.localdate() + timedelta(days=180)
    client = enter(fleur)
    address = reverse("governance:new_proposal", args=[found.pk])
    assert client.get(address).status_code == 200

    client.post(
        address,
        {
            "title": "Ouvrir à tour de rôle",
            "kind": "policy",
            "needs": "Que personne n’attende.",
            "text": "Chacun et chacune ouvre une semaine.",
            "responsible": fleur.pk,
            "review_on": review.isoformat(),
            "mesure-TOTAL_FORMS": "1",
            "mesure-INITIAL_FORMS": "0",
            "mesure-0-name": "Jours d’attente",
            "mesure-0-who": fleur.pk,
            "mesure-0-threshold": "2,5",
            "mesure-0-side": "above",
        },
    )

    proposal = Proposal.objects.get()
    version = proposal.versions.current()
    assert version.review_on == review
    assert [one.name for one in version.measures.all()] == ["Jours d’attente"]
    assert page(client, proposal).status_code == 200
    assert client.get(reverse("governance:proposal_text", args=[proposal.pk])).status_code == 200


def test_one_consents_from_the_page(enter):
    proposal = in_consent()
    seat = seats(proposal)[0]
    client = enter(seat.person)
    text = page(client, proposal).content.decode()
    assert "Je consens" in text
    assert "J’ai une objection" in text

    client.post(reverse("governance:consent", args=[proposal.pk, seat.pk]))

    assert Position.objects.get().kind == "consent"


def test_one_objects_with_words_and_what_it_touches(enter):
    proposal = in_consent()
    seat = seats(proposal)[0]
    client = enter(seat.person)
    address = reverse("governance:objecting", args=[proposal.pk, seat.pk])
    assert client.get(address).status_code == 200

    refused = client.post(address, {"words": "Cela ferme la porte."})
    assert refused.status_code == 422
    client.post(address, {"words": "Cela ferme la porte.", "touches": "Notre but."})

    assert Objection.objects.get().author == seat.person


def test_nobody_consents_for_somebody_who_is_at_a_distance_of_the_round(enter):
    proposal = in_consent()
    seat = seats(proposal)[0]

    enter(member("Lou", "Petit")).post(reverse("governance:consent", args=[proposal.pk, seat.pk]))

    assert not Position.objects.exists()


def test_an_objection_is_heard_from_the_page(enter):
    proposal, objection = objected()
    client = enter(facilitator(proposal))
    client.post(
        reverse("governance:objection", args=[objection.pk, "reformulation"]),
        {"mots": "Tu crains que la porte se ferme."},
    )
    assert "Tu crains que la porte se ferme." in page(client, proposal).content.decode()

    author = enter(objection.author)
    assert "Votre objection, en d’autres mots" in page(author, proposal).content.decode()
    author.post(reverse("governance:objection", args=[objection.pk, "reconnue"]))

    assert fresh(objection).state == "heard"
    assert "Votre objection, en d’autres mots" not in page(author, proposal).content.decode()


def test_ones_own_objection_is_read_again_and_said_better_and_nobody_elses(enter):
    proposal = in_consent()
    first, second, _third = seats(proposal)
    consents.object(second, by=second.person, at=AT, words="Une seule clef.", touches="Accueillir.")
    address = reverse("governance:objecting", args=[proposal.pk, second.pk])

    mine = enter(second.person).get(address)
    told = page(enter(second.person), proposal).content.decode()
    theirs = enter(first.person).get(address)

    assert mine.context["form"]["words"].value() == "Une seule clef."
    assert f'<a href="{address}">La relire</a>' in told
    assert "Une seule clef." not in theirs.content.decode()


def test_words_that_are_refused_stay_in_their_field(enter):
    proposal = drafted()
    lead = facilitator(proposal)
    consents.put_in_basket(proposal, by=proposal.carrier, at=timezone.now())
    consents.present(proposal, by=lead, at=timezone.now())
    consents.next_step(proposal, by=lead, at=timezone.now())
    consents.next_step(proposal, by=lead, at=timezone.now())
    seat = seats(proposal, RoundKind.REACTIONS)[0]
    client = enter(seat.person)
    address = reverse("governance:word", args=[proposal.pk])
    client.post(address, {"mots": "Soulagée."})

    answer = client.post(address, {"mots": "Et encore ceci."})

    assert answer.status_code == 422
    assert "Et encore ceci." in answer.content.decode()
    for other in seats(proposal, RoundKind.REACTIONS):
        if other.person != seat.person:
            consents.react(other, by=other.person, at=timezone.now(), words="Bien.")
    consents.next_step(proposal, by=lead, at=timezone.now())
    late = client.post(address, {"mots": "Trop tard ?"})
    assert fresh(proposal).state == "arbitration"
    assert (late.status_code, "Trop tard ?" in late.content.decode()) == (422, True)


def test_the_pulse_says_nothing_when_nothing_moved(enter):
    proposal = in_consent()
    client = enter(seats(proposal)[0].person)
    page(client, proposal)
    address = reverse("governance:proposal_pulse", args=[proposal.pk])
    beat = fresh(proposal).beat

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(f"{address}?b={beat}")

    assert answer.status_code == 204
    assert sum("SELECT" in one["sql"] for one in asked) == 2  # the session, the person
    assert client.get(f"{address}?b=0").status_code == 200


def test_every_page_of_a_proposal_opens(enter):
    proposal, _objection = objected()
    client = enter(proposal.carrier)

    for name in ("proposal_postponing", "proposal_withdrawal", "proposal_referring",
                 "proposal_abandon", "catching_up", "proposal_text"):  # fmt: skip
        assert client.get(reverse(f"governance:{name}", args=[proposal.pk])).status_code == 200


@pytest.mark.parametrize("size", [3, 30])
def test_the_page_costs_the_same_for_three_and_for_thirty(
    enter, size, django_assert_max_num_queries
):
    made = circle(people=[member(f"Prénom{one}", "Roux") for one in range(size)])
    proposal = in_consent(drafted(made))
    for seat in seats(proposal)[:-1]:
        consents.consent(seat, by=seat.person, at=timezone.now())
    client = enter(seats(proposal)[0].person)
    page(client, proposal)

    with django_assert_max_num_queries(12 + 2):  # twelve, and the two words of a savepoint
        page(client, proposal)


def test_who_has_no_seat_is_told_so_before_writing_a_word(enter):
    need = tension(circle())
    client = enter(member())

    answer = client.get(f"/tensions/{need.pk}/proposition/", follow=True)

    assert answer.redirect_chain == [(f"/tensions/{need.pk}/", 302)]
    assert "demande d’avoir une place dans ce cercle" in answer.content.decode()


def test_distance_is_offered_only_where_the_circle_consented_to_it(enter):
    text = drafted()
    consents.put_in_basket(text, by=text.carrier, at=timezone.now())

    page = enter(text.carrier).get(text.get_absolute_url()).content.decode()

    assert "Demander à la traiter à distance" not in page


def test_its_title_is_put_right_by_who_carries_it_until_the_round_of_consent(enter):
    proposal = drafted()
    consents.put_in_basket(proposal, by=proposal.carrier, at=AT)
    there = reverse("governance:proposal_title", args=[proposal.pk])
    enter(facilitator(proposal)).post(there, {"titre": "Un autre"})
    client = enter(proposal.carrier)

    empty = client.post(there, {"titre": " "})
    client.post(there, {"titre": "Signer un devis à deux voix"})

    assert (empty.status_code, fresh(proposal).title) == (422, "Signer un devis à deux voix")
    told = page(client, proposal).content.decode()
    assert ("Corriger le titre" in told, "a changé le titre" in told) == (True, True)
    in_consent(proposal, is_in_basket=True)
    client.post(there, {"titre": "Trop tard"})
    assert fresh(proposal).title == "Signer un devis à deux voix"


def test_who_writes_is_told_at_once_that_another_text_of_this_need_is_in_consent(enter):
    proposal = in_consent()
    need, fleur = proposal.tension, proposal.carrier
    other = consents.draft(
        proposal.circle, by=fleur, at=AT, tension=need, title="À trois", needs="Savoir", text="Oui."
    )
    client = enter(fleur)

    for where in (
        need.get_absolute_url(),
        reverse("governance:new_proposal", args=[need.pk]),
        other.get_absolute_url(),
    ):
        told = client.get(where).content.decode()
        assert "déjà en consentement" in told or "est en consentement" in told
    assert "du même besoin" not in page(client, proposal).content.decode()


def test_once_reactions_are_said_each_person_reads_whose_turn_it_is(enter):
    proposal = drafted()
    Proposal.objects.filter(pk=proposal.pk).update(state="arbitration")
    aicha = people_of(proposal.circle)[2]

    assert "C’est à Fleur" in page(enter(aicha), proposal).content.decode()
    assert "C’est à Fleur" not in page(enter(proposal.carrier), proposal).content.decode()


@pytest.fixture
def led():
    """(a circle, its leader, a domain it holds)."""
    made = circle()
    leader = people_of(made)[0]
    entrust(leader, made, OfficeKind.LEADER)
    return made, leader, made.domains.create(words="Les clés", since=TODAY)


def test_the_leader_decides_in_a_hurry_and_the_next_meeting_takes_it_up(enter, led):
    """3.1, emergency: tagged, told to the circle the same day, on the agenda of the next one."""
    made, leader, door = led
    never_held, coming = meeting(made)[0], meeting(made)[0]
    Meeting.objects.filter(pk=never_held.pk).update(at=AT - timedelta(days=30))
    basket = reverse("governance:basket", args=[made.pk])
    there = f"{reverse('governance:new_tension', args=[made.pk])}?urgence"
    sent = {"subject": "Fermer ce soir", "words": "La serrure a cédé.", "domain": door.pk}
    client = enter(people_of(made)[1])
    assert there not in client.get(basket).content.decode()
    assert client.post(there, sent).status_code == 422
    assert not made.tensions.exists()

    client = enter(leader)
    assert there in client.get(basket).content.decode()
    gone = client.post(there, sent)

    told = made.tensions.get()
    assert (gone.status_code, gone.url) == (302, told.get_absolute_url())
    assert (told.domain, told.wish, told.settled_at) == (door, "decide", None)
    assert "décision d’exécution urgente" in client.get(basket).content.decode()
    assert coming.items.get(tension=told).carrier == leader
    letters = Letter.objects.filter(kind="governance.tension_dropped", text__contains="urgente")
    assert {one.to for one in letters} == {one.email for one in people_of(made)[1:]}


def test_no_one_person_takes_out_of_the_basket_what_was_decided_in_a_hurry(enter, led):
    """Neither silence nor a gesture of one ratifies it: a text that is left alone is no answer."""
    made, leader, door = led
    told = tension(made, by=leader, domain=door, wish="decide")
    proposal(made, tension=told, state="withdrawn", reason="Trop tôt.")

    client = enter(leader)
    assert "a trouvé sa suite" not in client.get(told.get_absolute_url()).content.decode()
    gone = client.post(reverse("governance:tension_end", args=[told.pk]), {"how": "C’est fait."})

    assert (gone.status_code, made.tensions.open().get()) == (422, told)
    assert [one.get("tension") for one in waiting_first(made, on=TODAY, today=TODAY)] == [told]


def test_the_meeting_that_lives_it_answers_a_decision_in_a_hurry(led):
    made, leader, door = led
    told = tension(made, by=leader, domain=door, wish="decide")
    _, item = meeting(made, opened=people_of(made))
    Item.objects.filter(pk=item.pk).update(tension=told, state="current")

    meetings.end_item(item, by=leader, at=timezone.now(), how="Ratifiée par le cercle")

    assert fresh(told).how == "Ratifiée par le cercle"


def test_nobody_decides_in_a_hurry_outside_of_the_circle_s_domain(led):
    made, leader, door = led
    elsewhere = circle("Ailleurs").domains.create(words="Les devis", since=TODAY)
    facts = {"by": leader, "at": AT, "subject": "Signer", "words": "Vite."}

    with pytest.raises(urgent.OutsideTheDomain):
        urgent.decide(made, domain=elsewhere, **facts)
    told = urgent.decide(made, domain=door, **facts)
    with pytest.raises(IntegrityError, match="of its circle"), transaction.atomic():
        Tension.objects.filter(pk=told.pk).update(domain=elsewhere)
    for undone in (lambda: told.delete(), lambda: Tension.objects.update(words="Rien.")):
        with pytest.raises(IntegrityError, match="as it was told"), transaction.atomic():
            undone()

    assert [one.get("tension") for one in waiting_first(made, on=TODAY, today=TODAY)] == [told]

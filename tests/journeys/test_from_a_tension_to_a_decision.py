"""Somebody from elsewhere drops a tension: the circle makes of it a text all consent to."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from coopstudio.mail.models import Letter
from governance.models import Decision, Objection, Proposal, Tension
from governance.states import RoundKind
from tests.governance.factories import circle, entrust, people_of
from tests.members.factories import member, person

pytestmark = pytest.mark.django_db


def entered(someone):
    client = Client()
    client.force_login(someone)
    return client


def letters(kind, to):
    return Letter.objects.filter(kind=f"governance.{kind}", to=to.email)


def place_of(proposal, someone, kind=RoundKind.CONSENT):
    """Where somebody sits in the round that is open."""
    return proposal.rounds.open().get(kind=kind).seats.get(person=someone).pk


def terms(responsible, **words):
    """What a form of a text asks besides its words."""
    review = timezone.localdate() + timedelta(days=180)
    return {
        "responsible": responsible.pk, "review_on": f"{review}",
        "mesure-TOTAL_FORMS": "1", "mesure-INITIAL_FORMS": "0",
    } | words  # fmt: skip


def test_a_tension_from_elsewhere_becomes_a_text_that_an_objection_made_better():
    office = circle("Cercle Général")
    fleur, thomas, aicha = people_of(office)
    entrust(thomas, office)
    lou = member("Lou", "Petit")
    of_fleur, of_thomas, of_aicha, of_lou = map(entered, (fleur, thomas, aicha, lou))

    # Lou sits nowhere in this circle, and may still say what pinches; a stranger finds no door.
    assert entered(person()).get(f"/cercles/{office.pk}/").status_code == 404
    pinch = {"subject": "Signer les devis", "words": "J’attends trois jours une réponse."}
    of_lou.post(f"/cercles/{office.pk}/tension/", pinch | {"wish": "decide"})
    tension = Tension.objects.get()
    assert pinch["subject"] in of_fleur.get(f"/cercles/{office.pk}/panier/").text

    # Fleur carries it: a text, who answers for it, when it is looked at again.
    words = {"title": "Signer un devis", "kind": "policy", "needs": "Répondre dans la journée."}
    text = {"text": "Au-delà de 800 €, deux personnes signent."}
    address = f"/tensions/{tension.pk}/proposition/"
    assert of_fleur.post(address, terms(fleur, **words)).status_code == 422
    of_fleur.post(address, terms(fleur, **words, **text))
    proposal = Proposal.objects.get()
    page = proposal.get_absolute_url()
    assert of_lou.get(page).status_code == 404  # a draft is its author's
    of_fleur.post(f"{page}etapes/panier/")
    assert of_lou.get(page).status_code == 200

    # Thomas facilitates: presented, clarified; everybody reacts, nobody replies.
    assert of_aicha.post(f"{page}etapes/presentation/", follow=True).text.count("facilite")
    of_thomas.post(f"{page}etapes/presentation/")
    of_thomas.post(f"{page}etapes/suite/")
    seat = place_of(proposal, aicha, RoundKind.CLARIFICATION)
    of_aicha.post(f"{page}parole/", {"place": seat, "mots": "Et pour un achat en ligne ?"})
    (asked,) = proposal.rounds.get(kind=RoundKind.CLARIFICATION).seats.get(person=aicha).turns.all()
    of_fleur.post(f"{page}questions/{asked.pk}/", {"mots": "De même."})
    of_thomas.post(f"{page}etapes/suite/")
    for client, someone in ((of_fleur, fleur), (of_thomas, thomas), (of_aicha, aicha)):
        seat = place_of(proposal, someone, RoundKind.REACTIONS)
        client.post(f"{page}parole/", {"place": seat, "mots": f"{someone.first_name} respire."})
    of_thomas.post(f"{page}etapes/suite/")
    assert "Aïcha respire." in of_lou.get(page).text

    # The round of consent: Lou has no button. One objects, and the round still goes to its end.
    of_fleur.post(f"{page}tour/")
    assert "Je consens</button>" not in of_lou.get(page).text
    of_fleur.post(f"{page}places/{place_of(proposal, fleur)}/accord/")
    said = {"words": "Les petits achats attendront.", "touches": "Répondre dans la journée."}
    against = f"{page}places/{place_of(proposal, aicha)}/objection/"
    assert of_aicha.post(against, said | {"touches": ""}).status_code == 422
    of_aicha.post(against, said)
    proposal.refresh_from_db()
    assert proposal.state == "consent"
    of_thomas.post(f"{page}places/{place_of(proposal, thomas)}/accord/")
    proposal.refresh_from_db()
    assert (proposal.state, Decision.objects.count()) == ("objections", 0)

    # Nobody lifts it but Aïcha. Heard, then a version that integrates it; she says that it does.
    objection = Objection.objects.get()
    of_thomas.post(f"/objections/{objection.pk}/retrait/")
    heard = {"mots": "Tu crains que deux signatures ralentissent le quotidien."}
    of_thomas.post(f"/objections/{objection.pk}/reformulation/", heard)
    of_aicha.post(f"/objections/{objection.pk}/reconnue/")
    of_thomas.post(f"/objections/{objection.pk}/exploration/")
    objection.refresh_from_db()
    assert objection.state == "explored"
    better = terms(
        fleur, needs=words["needs"], why="Les petits achats ne sont plus concernés.",
        text="Au-delà de 1 500 €, deux personnes signent.", integrates=[objection.pk],
        strategy="amend",
    )  # fmt: skip
    of_fleur.post(f"{page}texte/", better)
    of_aicha.post(f"/objections/{objection.pk}/integree/")
    objection.refresh_from_db()
    assert (objection.state, objection.integrated_in.number) == ("integrated", 2)

    # Every position is said again, on version 2: the last consent adopts, at once, under a number.
    of_fleur.post(f"{page}tour/")
    for client, someone in ((of_fleur, fleur), (of_thomas, thomas), (of_aicha, aicha)):
        assert not Decision.objects.exists()
        client.post(f"{page}places/{place_of(proposal, someone)}/accord/")
    decision = Decision.objects.get()
    assert (decision.version.number, decision.number) == (2, 1)
    tension.refresh_from_db()
    assert decision.code in tension.how
    assert letters("adopted", aicha).exists()

    # It is in the register, with the objection that it carries; and celebrated.
    of_thomas.post(f"{page}celebration/", {"mots": "Merci Aïcha."})
    told = of_lou.get(decision.get_absolute_url()).text
    assert "Au-delà de 1 500" in told.replace("\u202f", " ").replace("\xa0", " ")
    assert "Les petits achats attendront." in told
    assert decision.code in of_lou.get("/decisions/").text

"""Noémie reads the call one evening, writes, goes to bed, comes back by her letter, and sends."""

import re

import pytest
from django.core import mail

from applications.models import Application, Reaction
from applications.states import State
from coopstudio.documents.models import Document
from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from tests.applications.factories import call_version
from tests.members.factories import founder

pytestmark = pytest.mark.django_db


def test_noemie_applies_without_ever_making_an_account(client, django_capture_on_commit_callbacks):
    founder(first_name="Fleur", email="fleur@exemple.fr")
    version = call_version()
    passage = version.sections.get(slug="le-travail").passages.get()

    # She reads the call. Nothing is kept of her passage, not even an empty draft.
    page = client.get("/appel/")
    assert page.status_code == 200
    assert not Application.objects.exists()

    # A few words stop her: she answers them. A draft begins, held by her browser only.
    answer = client.post(
        f"/appel/passages/{passage.uid}/reaction/",
        {"kind": "like", "words": "C’est mon métier.", "quote": "œuvre commune", "near": "6"},
    )
    assert answer.status_code == 302
    reaction = Reaction.objects.get()
    assert (reaction.start, reaction.end) == (6, 19)
    assert "C’est mon métier." in client.get("/appel/").text

    # She says who she is; a letter leaves at once, with the link to take up her draft again.
    client.post(
        "/candidater/vous/",
        {
            "first_name": "Noémie",
            "last_name": "D’Almeida",
            "email": "Noemie@Exemple.fr",
            "postcode": "71000",
            "town": "Mâcon",
        },
    )
    letter = Letter.objects.get(kind="applications.resume")
    assert letter.to == "noemie@exemple.fr"

    # The offer, a little at a time: the first evening she only writes what she would bring.
    answer = client.post("/candidater/offre/", {"what": "J’anime des groupes.", "go": "pause"})
    assert answer.status_code == 302
    assert Application.objects.get().what == "J’anime des groupes."

    # The next day, on her telephone. A mail scanner looks at the link first: nothing happens.
    link = re.search(r"/candidater/reprise/\S+", letter.text)[0]
    phone = type(client)()
    assert phone.get(link).status_code == 200
    assert phone.get(link).status_code == 200
    answer = phone.post(link, follow=True)
    assert answer.redirect_chain[-1][0] == "/candidater/offre/"
    draft = Application.objects.get()
    assert draft.confirmed_at
    assert draft.person.email == "noemie@exemple.fr"

    # The link has served; the first browser does not hold the draft any more.
    assert type(client)().post(link).status_code == 410
    assert "J’anime des groupes." not in client.get("/candidater/offre/").text

    # She completes, reads herself again, and sends. Founders learn it; she receives her copy.
    phone.post("/candidater/offre/", {"what": "J’anime.", "trades": ["arts"], "coming": "yes"})
    phone.post("/candidater/parcours/", {"path": "Douze ans d’hôpital."})
    assert "Envoyer ma candidature" in phone.get("/candidater/relecture/").text
    answer = phone.post("/candidater/relecture/", {"agreement": "on"}, follow=True)
    assert answer.status_code == 200
    sent = Application.objects.get()
    assert (sent.state, sent.number) == (State.SUBMITTED, 1)
    assert "c’est bien arrivé" in answer.text
    kinds = Letter.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["applications.resume", "applications.received", "applications.alert"]
    assert Letter.objects.get(kind="applications.received").document == Document.objects.get()
    assert Entry.objects.get(event="applications.submitted").actor == sent.person

    # Later she changes her mind. One page, no reason to give.
    assert phone.get("/ma-candidature/1/retrait/").status_code == 200
    answer = phone.post("/ma-candidature/1/retrait/", follow=True)
    assert "Retirée à votre demande" in answer.text
    assert Letter.objects.filter(kind="applications.withdrawn").count() == 1
    assert mail.outbox == []  # the post leaves after commit, carried by a worker

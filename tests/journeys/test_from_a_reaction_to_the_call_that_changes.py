"""Noémie says what bothers her in the call; the call changes, and says why; she is thanked."""

import re

import pytest
from django.utils import timezone

from applications.actions import applications, readings
from applications.models import Application, CallVersion, Passage
from coopstudio.mail.models import Letter
from members.actions import consents
from members.states import Purpose
from tests.applications.factories import candidate
from tests.members.factories import founder

pytestmark = pytest.mark.django_db
CALL = """# L’offre

## Quoi

Un atelier où l’on dessine des façons de coopérer, à plusieurs et sans se presser.

# L’appel

## Comment

Le temps de la création, chacun et chacune donne le sien, sans compter.

Ce que nous fabriquons est une œuvre commune, et elle n’appartient à personne d’autre.
"""
CLEARER = CALL.replace("donne le sien, sans compter", "donne le sien, et nous le comptons")
EARLIER = CLEARER.replace(
    "## Comment\n", "## Comment\n\nNous avons déjà fondé deux lieux à deux.\n"
)


def publish(client, source):
    """A founder pastes the text, reads it again, publishes it."""
    words = {"title": "L’appel", "signature": "Fleur et Thomas", "dated_on": "2026-04-21"}
    preview = client.post("/appel/versions/nouvelle/", {**words, "source": source})
    shown = client.get(preview.url).text
    client.post(preview.url.replace("apercu", "publication"), {"act": "publish"})
    return shown


def saying(words):
    version = CallVersion.objects.current()
    return Passage.objects.get(section__version=version, text__contains=words)


def test_the_call_changes_thanks_to_somebody(client):
    fleur, noemie = founder(email="fleur@exemple.fr"), candidate()
    office, home = client, type(client)()
    office.force_login(fleur)
    home.force_login(noemie)
    publish(office, CALL)

    # One evening she reads, and two passages stop her: one pleases, one does not.
    bothers, pleases = saying("sans compter"), saying("œuvre commune")
    for passage, kind, words in (
        (bothers, "dislike", "Sans compter, les soignantes ne viendront pas."),
        (pleases, "like", "Voilà."),
    ):
        home.post(
            f"/appel/passages/{passage.uid}/reaction/",
            {"kind": kind, "words": words, "quote": passage.text.split(", ")[1].rstrip(".")},
        )
    mine = Application.objects.get()
    assert mine.reactions.count() == 2

    # Before she sends, the call is published anew: a passage comes above those she answered. Her
    # draft says so; nothing she reacted to has changed, and both her reactions follow.
    publish(office, CALL.replace("## Comment\n", "## Comment\n\nNous sommes deux.\n"))
    assert "L’appel a une nouvelle version" in home.get("/candidater/vous/").text
    choice = home.get("/candidater/version/").text
    assert "2 suivent leurs mots" in choice
    home.post("/candidater/version/", {"act": "move"})
    mine.refresh_from_db()
    assert mine.version == CallVersion.objects.current()
    assert {one.passage.section.version for one in mine.reactions.all()} == {mine.version}

    # She sends, and agrees that her words serve, and that she is told if they do.
    for purpose in (Purpose.QUOTES, Purpose.THANKS):
        consents.give(noemie, purpose, text="D’accord.", at=timezone.now())
    Application.objects.filter(pk=mine.pk).update(
        email=noemie.email, first_name="Noémie", last_name="D’Almeida", postcode="71000",
        town="Mâcon", what="Des groupes.", for_whom="Des équipes.", where="À Mâcon.",
        path="Douze ans d’hôpital.",
    )  # fmt: skip
    applications.submit(mine, by=noemie, at=timezone.now())

    # Fleur has not read her yet: the map counts her among « moins de 3 » and says nothing of hers.
    passage = saying("sans compter")
    page = office.get(f"/appel/carte/{passage.uid}/").text
    assert "moins de 3" in page
    assert "les soignantes ne viendront pas" not in page

    # Once she has, the words stand beside the passage, without a name. She notes what to change.
    mine.refresh_from_db()
    readings.write_reading(
        mine, by=fleur, at=timezone.now(), touches="", questions="", asks="", wish="yes", why=""
    )
    page = office.get(f"/appel/carte/{passage.uid}/").text
    assert "les soignantes ne viendront pas" in page
    assert "Almeida" not in page
    voice = re.search(r'name="reactions" value="(\d+)"', page)[1]
    office.post(
        f"/appel/carte/{passage.uid}/",
        {"words": "Dire que le temps donné se compte.", "reactions": [voice]},
    )

    # The note waits where the next version is prepared; the preview says what will be told.
    assert "Dire que le temps donné se compte." in office.get("/appel/versions/nouvelle/").text
    assert "Ce que la publication dira" in publish(office, EARLIER)

    # The public page says what moved and why; Noémie receives one letter; her dossier still shows
    # the version that she read.
    number = CallVersion.objects.current().number
    visitor = type(client)()
    assert (
        "Dire que le temps donné se compte."
        in visitor.get(f"/appel/versions/{number}/changements/").text
    )
    letter = Letter.objects.get(kind="applications.thanks")
    assert (letter.to, "Dire que le temps donné se compte." in letter.text) == (noemie.email, True)
    dossier = office.get(f"/candidatures/{mine.number}/").text
    assert "v2\u00a0: 2 passages modifiés depuis" in dossier
    assert "sans compter" in dossier

"""Mehdi leaves without a reason: a letter, a notice to run, what ends, what the register keeps."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from coopstudio.documents.models import Document
from coopstudio.mail.models import Letter
from members.actions.life import ending
from members.models import Person
from members.standing import standing_of
from members.states import Standing
from tests.members.factories import member, secretary, statutes

pytestmark = pytest.mark.django_db


def entered(person):
    client = Client()
    client.force_login(person)
    return client


def test_a_member_leaves_by_a_click_and_the_register_still_knows(settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False
    today, day = timezone.localdate(), timedelta(days=1)
    statutes(resignation_notice_days=30)
    blaise, mehdi = secretary(), member()
    of_blaise, of_mehdi = entered(blaise), entered(mehdi)
    of_mehdi.post("/profil/annuaire/", {"shown": ["town"]})

    # Nothing leaves by an accidental click; then one letter says until when, and what ends.
    assert of_mehdi.post("/adhesion/depart/", {"wished": ""}).status_code == 422
    of_mehdi.post("/adhesion/depart/", {"sure": "on"})
    membership = mehdi.memberships.get()
    last = today + 30 * day
    assert membership.ended_on == last
    told = Letter.objects.get(kind="members.resigned")
    assert (told.to, told.document) == (mehdi.email, Document.objects.get(kind__contains="ackn"))
    assert Letter.objects.filter(kind="members.departure", to=blaise.email).count() == 1

    # Until that day he is a member like any other; a second click says nothing twice.
    assert of_mehdi.get("/membres/").status_code == 200
    of_mehdi.post("/adhesion/depart/", {"sure": "on"})
    assert Letter.objects.filter(kind="members.resigned").count() == 1
    assert "Mehdi" in of_blaise.get("/registre/").text

    # The day after, the door of the members is closed and the goodbye is said, once.
    for _ in range(2):
        ending.part_due(at=timezone.now() + 32 * day)
    membership.refresh_from_db()
    assert Letter.objects.filter(kind="members.farewell", to=mehdi.email).count() == 1
    assert not Person.objects.members(on=last + day).filter(pk=mehdi.pk).exists()
    facts = list(membership.facts.all())
    assert standing_of(membership, facts, last) == Standing.RESIGNING
    assert standing_of(membership, facts, last + day) == Standing.RESIGNED

    # The register of that day knows him, the one of the next day tells when he left.
    assert "Mehdi" in of_blaise.get(f"/registre/?le={last}").text
    assert "Mehdi" not in of_blaise.get(f"/registre/?le={last + day}").text
    gone = of_blaise.get(f"/registre/?vue=departs&du={today}&le={last + 5 * day}")
    assert "Mehdi" in gone.text

"""Fleur says what the group needs; people take a place; it is proposed, objected to, launched."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from coopstudio.mail.models import Letter
from members.models import Cohort, ProposalAnswer
from tests.members.factories import founder, member

pytestmark = pytest.mark.django_db


def entered(person):
    client = Client()
    client.force_login(person)
    return client


def test_a_group_becomes_sufficient_and_nobody_is_launched_without_a_yes(settings):
    settings.PRIVILEGED_NEED_SECOND_FACTOR = False
    today, day = timezone.localdate(), timedelta(days=1)
    fleur, lan, odile = founder(), member("Lan", "Nguyễn"), member("Odile", "Roy")
    of_fleur, of_lan, of_odile = entered(fleur), entered(lan), entered(odile)

    # What the group needs is decided, with where it is written and when it is seen again.
    needs = {
        "least": "2", "most": "4", "days": "4", "variety": "0", "finance": "2",
        "sales": "0", "communication": "0", "employer": "0", "law": "0", "funding": "0",
        "decided_on": f"{today - day}", "reference": "cercle porteur, décision 11",
        "review_on": f"{today + 90 * day}",
    }  # fmt: skip
    of_fleur.post("/groupe/besoins/", needs)
    assert of_lan.post("/groupe/besoins/", needs).status_code == 404

    # Lan knows finance. With her alone it is not enough: the page says so, and nothing is proposed.
    for browser in (of_lan, of_odile):
        browser.post("/profil/savoir-faire/", {"finance": "do"})
        browser.post("/profil/annuaire/", {"shown": ["skills"]})
    of_fleur.post("/groupe/places/", {"person": "Lan Nguyễn", "days": "2"})
    of_fleur.post("/groupe/suffisance/")
    assert Cohort.objects.get().state == "forming"

    # To try somebody is only to look.
    of_fleur.get(f"/groupe/?avec={odile.pk}")
    assert Cohort.objects.get().places.count() == 1

    # With Odile it is: a founder confirms it, then proposes, in their own words.
    of_fleur.post("/groupe/places/", {"person": odile.email, "days": "2"})
    of_fleur.post("/groupe/suffisance/")
    assert Cohort.objects.get().state == "sufficient"
    of_fleur.post("/groupe/proposition/", {"words": "Nous croyons le moment venu."})
    told = Letter.objects.filter(to__in=[lan.email, odile.email]).values_list("text", flat=True)
    assert sum("Nous croyons le moment venu." in text for text in told) == 2

    # Lan consents. Odile objects, and says why: nothing is launched over it.
    of_lan.post("/groupe/reponse/", {"answer": "consent"})
    assert of_odile.post("/groupe/reponse/", {"answer": "objection"}).status_code == 422
    of_odile.post("/groupe/reponse/", {"answer": "objection", "words": "Sans local, je ne peux."})
    of_fleur.post("/groupe/lancement/")
    assert Cohort.objects.get().state != "launched"
    assert "Sans local, je ne peux." in of_fleur.get("/groupe/").text

    # A room is found: Odile consents in her turn. Then only, the group is launched.
    of_odile.post("/groupe/reponse/", {"answer": "consent"})
    assert set(ProposalAnswer.objects.values_list("answer", flat=True)) >= {"consent"}
    of_fleur.post("/groupe/lancement/")
    assert Cohort.objects.get().state == "launched"
    assert Letter.objects.filter(kind="members.group_launched").count() == 2
    assert "Odile" in of_lan.get("/groupe/").text

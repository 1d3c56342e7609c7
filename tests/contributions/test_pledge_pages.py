"""Promising from a phone, following it, valuing a thing: the pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contributions.models import Good, Pledge
from coopstudio.files.models import PrivateFile
from tests.contributions import factories
from tests.contributions.factories import Form
from tests.files.corpus import pdf
from tests.members.factories import founder, member, treasurer
from tests.members.test_photo import picture

pytestmark = pytest.mark.django_db
NO_PARTS = {"parts-TOTAL_FORMS": "4", "parts-INITIAL_FORMS": "0"}
SAID = {"form": "money", "cents": "1 500", "has_read": "on", **NO_PARTS}
LAPTOP = {"name": "Portable", "condition": "bon", "account": "21830000", "months": "36"}


def url(name, *args):
    return reverse(f"contributions:{name}", args=args)


def words(page):
    return page.content.decode().replace("\u202f", " ").replace("\xa0", " ")


@pytest.fixture
def salome(client):
    found = member("Salomé", "Kerdoncuff")
    client.force_login(found)
    return found


def test_a_member_promises_in_parts_confirms_shows_and_withdraws(client, salome):
    soon = timezone.localdate().replace(day=1) + timezone.timedelta(days=40)
    parts = {"parts-0-due_on": f"{soon}", "parts-0-cents": "1 000"}

    short = client.post(url("pledge"), SAID | parts)
    client.post(url("pledge"), SAID | parts | {"parts-1-due_on": f"{soon}", "parts-1-cents": "500"})
    pledge = Pledge.objects.get()
    for name in ("pledge_confirmation", "pledge_showing"):
        client.post(url(name, pledge.pk), {"montrer": "oui"})
    later = timezone.localdate() + timezone.timedelta(days=700)
    client.post(url("pledge_prolonging", pledge.pk), {"until": f"{later}"})
    pledge.refresh_from_db()
    shown = words(client.get(url("promise", pledge.pk)))
    asked = words(client.get(url("pledge_withdrawal", pledge.pk)))
    assert Pledge.objects.get().state == "confirmed"
    client.post(url("pledge_withdrawal", pledge.pk))

    assert short.status_code == 422
    assert "Vos versements font 1 000,00 €, et votre promesse 1 500,00 €" in words(short)
    assert 'value="1 000"' in words(short)
    assert (pledge.state, pledge.is_shown, pledge.expires_on) == ("confirmed", True, later)
    assert "Changer d’avis" in shown
    assert "Oui, je la retire" in asked
    assert Pledge.objects.get().state == "withdrawn"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"has_read": ""}, "Lisez d’abord ce qu’un apport peut devenir"),
        ({"cents": ""}, "Dites un montant"),
        ({"form": "work"}, "Dites ce que vous apportez"),
        ({"parts-0-cents": "10"}, "Dites quel jour"),
        ({"parts-0-due_on": "01/01/2020", "parts-0-cents": "1 500"}, 'href="#id_parts-0-due_on"'),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(client, salome, said, why):
    page = client.post(url("pledge"), SAID | said)

    assert page.status_code == 422
    assert why in words(page)
    assert "<title>Erreur" in words(page)
    assert Pledge.objects.count() == 0


def test_the_page_says_the_risk_before_anything(client, salome):
    page = words(client.get(url("pledge")))

    for truth in ("Il peut ne jamais être repris", "Ce n’est pas un placement", "une voix"):
        assert truth in page
    assert "prêt" not in page.replace("prête", "").replace("prêté", "")


def test_the_treasurer_notes_what_was_said_aloud(client):
    helene, zoe = treasurer(), member("Zoé", "Étienne")
    client.force_login(helene)

    client.post(url("pledge"), SAID | {"person": f"{zoe.pk}"})

    assert Pledge.objects.get().person == zoe


@pytest.mark.parametrize("many", [1, 12])
def test_the_list_costs_the_same_with_one_row_and_with_many(client, many):
    client.force_login(treasurer())
    for _ in range(many):
        thing = factories.pledge(member(), form=Form.IN_KIND)
        good = thing.goods.create(name="Vélo", condition="bon")
        good.valuations.create(method="market", cents=100, words="Annonces", by=thing.person)
        factories.pledge(member())

    with CaptureQueriesContext(connection) as seen:
        page = client.get(url("pledges"))

    assert page.status_code == 200
    assert len(seen) <= 12


def test_a_promise_is_nobody_elses(client, salome):
    other = factories.pledge(member())

    assert client.get(url("promise", other.pk)).status_code == 404
    assert client.post(url("pledge_withdrawal", other.pk)).status_code == 404
    assert client.get(url("pledges")).status_code == 404


@pytest.fixture
def laptop(client, salome):
    """A thing that Salomé described, with its photo, and valued on an invoice."""
    pledge = factories.pledge(salome, 90_000, form=Form.IN_KIND)
    photo = SimpleUploadedFile("p.jpg", picture(), "image/jpeg")
    client.post(url("new_good", pledge.pk), LAPTOP | {"photo": photo})
    good = Good.objects.get()
    told = {"method": "invoice", "cents": "899,90", "words": "La facture"}
    proof = SimpleUploadedFile("f.pdf", pdf(), "application/pdf")
    client.post(url("new_valuation", good.pk), told | {"proof": proof})
    return good


def test_a_photo_is_seen_once_it_is_verified_and_described_anew_it_stays(client, laptop):
    waiting = client.get(url("good_photo", laptop.pk)).status_code
    PrivateFile.objects.update(state=PrivateFile.State.CLEAN)
    seen = client.get(url("good_photo", laptop.pk))
    client.post(url("good_correction", laptop.pk), LAPTOP | {"serial": "PF-4K2"})
    bare = client.post(url("new_valuation", laptop.pk), {"method": "invoice", "cents": "1"})

    assert (waiting, seen.status_code, seen["Content-Type"]) == (404, 200, "image/jpeg")
    assert bare.status_code == 422
    fresh = Good.objects.get()
    assert (fresh.serial, fresh.photo_id) == ("PF-4K2", laptop.photo_id)


def test_two_voices_fix_its_value_and_nobody_else_opens_its_dossier(client, laptop):
    valuation = laptop.valuations.get()
    own = client.post(url("appraisal", valuation.pk), {"agrees": "oui"})
    for one in (treasurer(), founder()):
        client.force_login(one)
        client.post(url("appraisal", valuation.pk), {"agrees": "oui"})
    with CaptureQueriesContext(connection) as asked:
        page = words(client.get(url("good", laptop.pk)))
    PrivateFile.objects.update(state=PrivateFile.State.CLEAN)
    client.force_login(member())
    closed = [url("good", laptop.pk), reverse("files:file", args=[valuation.proof_id])]

    assert (own.status_code, "C’est votre bien" in words(own)) == (422, True)
    assert Good.objects.get().value == 89_990
    assert "Trouvée juste par deux personnes" in page
    assert len(asked) <= 12
    assert [client.get(path).status_code for path in closed] == [404, 404]


def test_who_sees_it_otherwise_says_why(client, salome):
    pledge = factories.pledge(salome, 90_000, form=Form.IN_KIND)
    good, valuation = factories.promised_thing(pledge.person, photo=None)
    client.force_login(treasurer())

    silent = client.post(url("appraisal", valuation.pk), {"agrees": "non", "words": ""})
    client.post(url("appraisal", valuation.pk), {"agrees": "non", "words": "Trop cher."})
    page = words(client.get(url("good", good.pk)))

    assert "Dites pourquoi : c’est de là que l’on repart." in words(silent)
    assert "À revoir" in page
    assert "Trop cher." in page

"""The pages of the plan: who writes it, what a member reads of it, and never somebody's amount."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contributions.actions import accounts, pledges, years
from contributions.actions.entries import credit, debit
from contributions.events import Event
from contributions.models import FiscalYear, Need, Opinion, Resource, Terms
from contributions.states import Nature
from coopstudio.journal.api import record
from tests.contributions import factories
from tests.contributions.factories import AT
from tests.contributions.round_factories import terms
from tests.contributions.test_plan import brought, need, spent
from tests.members.factories import PARIS, founder, member, treasurer

pytestmark = pytest.mark.django_db
LONG_AGO = date(2026, 1, 5)
RULES = {
    "statutes_article": "article 9", "accepting_organ": "conseil", "envelope_organ": "assemblée",
    "rule": "pro_rata", "minimum": "5", "dividend_percent": "50", "hardship_percent": "30",
    "treasury_floor": "6 000", "from_on": "2026-02-03", "validated_by": "Maître Arnoult, avocate",
}  # fmt: skip


def url(name, *args):
    return reverse(f"contributions:{name}", args=args)


def words(page):
    return page.content.decode().replace("\u202f", " ").replace("\xa0", " ")


def cost(client, path):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        page = client.get(path)
    assert page.status_code == 200
    return len(seen)


@pytest.fixture
def world():
    """Three people who brought, one of them 1 234,56 €, for a need that was partly spent."""
    factories.books()
    site = need("Site et identité", opened_on=LONG_AGO)
    secret = brought(123_456, 130_000, need=site, person=member("Salomé", "Kerdoncuff"))
    brought(70_000, 90_000)
    brought(50_000, 65_000)
    site.uses.create(entry=spent(40_000), cents=40_000, words="Le dessin")
    return site, secret


PAGES = ["plan", "board", "no_interest", "ending", "terms", "need"]


def test_no_page_tells_a_member_what_another_brought(client, world):
    site, secret = world
    client.force_login(member())
    for name in PAGES:
        page = words(client.get(url(name, *([site.pk] if name == "need" else []))))

        assert "1 234,56" not in page
        assert "1 300,00" not in page
        assert secret.reference not in page
        assert secret.person.full_name not in page


def test_who_brought_reads_what_their_own_euros_paid_and_the_treasurer_all(client, world):
    site, secret = world

    client.force_login(secret.person)
    mine = words(client.get(url("need", site.pk)))
    client.force_login(treasurer())
    whole = words(client.get(url("need", site.pk)))

    assert "Ce que vos euros ont payé" in mine
    assert secret.receipts.get().reference in mine
    assert secret.reference not in mine
    assert (secret.reference in whole, "1 234,56" in whole) == (True, True)


def test_the_plan_shows_its_bars_its_horizon_and_takes_assumptions(client, world):
    client.force_login(member())

    plain = words(client.get(url("plan")))
    turned = client.get(url("plan"), {"benefice": "0"})
    wrong = client.get(url("plan"), {"part": "beaucoup"})

    assert "79,17 % engagé" in plain
    assert "67,63 % encaissé" in plain
    assert ">jamais<" in words(turned)
    assert "Une hypothèse n’a pas été comprise" in words(wrong)
    assert "<title>Erreur" in words(wrong)


def test_each_assumption_says_where_it_starts_from(client, world):
    """The rules, then the dividend of the closed exercice; and the years follow."""
    client.force_login(treasurer())
    said = "hypothèse de départ, à changer"
    bare = words(client.get(url("plan")))
    terms(from_on=date(2026, 2, 3), treasury_floor=123_400, dividend_percent=40)

    with_rules = words(client.get(url("plan")))
    closed_with_a_dividend_of(450_000)
    told = words(client.get(url("plan")))

    assert [page.count(said) for page in (bare, with_rules, told)] == [5, 3, 2]
    assert with_rules.count("cadre du 03/02/2026") == 2
    assert "celui qui donne le dividende de l’exercice 2027, 4 500,00 €" in told
    assert 'value="10000"' in told
    ends = [page.split("</figure>")[0].split('id="horizon"')[1] for page in (with_rules, told)]
    assert ends[0] != ends[1]


def closed_with_a_dividend_of(cents):
    accounts.open_books()
    dividend = [debit("46710000", cents), credit("76100000", cents)]
    factories.posted(Nature.DIVIDEND, *dividend, on=date(2027, 5, 3))
    factories.at_once()
    founder("Thomas"), founder("Fleur")
    years.close_year(
        FiscalYear.objects.get(), by=treasurer("Ada"), at=datetime(2028, 2, 1, 9, tzinfo=PARIS)
    )


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_the_same_with_more_rows(client, world, name):
    site, _secret = world
    client.force_login(treasurer())
    path = url(name, *([site.pk] if name == "need" else []))
    client.get(path)
    before = cost(client, path)
    for _ in range(4):
        person = brought(10_000, need=site).person
        pledges.show(factories.pledge(person), by=person, shown=True)
        need("Un autre", opened_on=LONG_AGO)
        site.uses.create(entry=spent(100), cents=100, words="Encore")

    assert cost(client, path) == before
    assert before <= 18


def test_the_treasurer_writes_needs_and_resources(client):
    client.force_login(treasurer())
    told = {"label": "Site", "why": "", "cents": "3 600", "priority": "vital"}
    grant = {"kind": "grant", "label": "Région", "promised": "2000", "received": "", "paper": ""}

    refused = client.post(url("new_need"), told | {"cents": "zéro"})
    client.post(url("new_need"), told)
    site = Need.objects.get()
    client.post(url("change_need", site.pk), told | {"cents": "4 000"})
    client.post(url("new_resource"), grant)
    region = Resource.objects.get()
    more = client.post(url("change_resource", region.pk), grant | {"received": "2 000,01"})
    client.post(url("end_resource", region.pk), {"on": f"{region.on}"})
    client.post(url("close_need", site.pk), {"on": f"{site.opened_on}"})

    assert (refused.status_code, more.status_code) == (422, 422)
    assert 'value="Site"' in words(refused)
    site.refresh_from_db()
    region.refresh_from_db()
    assert (site.cents, site.closed_on, region.ended_on) == (400_000, site.opened_on, region.on)


def test_an_expense_is_attached_then_detached(client, world):
    site, _secret = world
    bill = spent(30_000)
    client.force_login(founder())
    told = {"entry": bill.pk, "cents": "300", "words": "Les photographies"}

    too_much = client.post(url("new_use", site.pk), told | {"cents": "300,01"})
    client.post(url("new_use", site.pk), told)
    used = site.uses.get(entry=bill)
    page = words(client.get(url("need", site.pk)))
    client.post(url("take_back_use", used.pk))

    assert "Il reste 300,00 €" in words(too_much)
    assert "Les photographies" in page
    assert not site.uses.filter(entry=bill).exists()


def test_the_rules_are_written_and_what_is_asked_is_answered(client):
    client.force_login(founder())

    nobody = client.post(url("new_terms"), RULES | {"validated_by": ""})
    client.post(url("new_terms"), RULES)
    earlier = client.post(url("new_terms"), RULES | {"from_on": "2026-02-02"})
    before = words(client.get(url("terms")))
    answer = {
        "point": "loan", "words": "Pas d’échéance ferme.", "given_by": "Maître Arnoult, avocate",
        "given_on": "2026-02-04",
    }  # fmt: skip
    client.post(url("new_opinion"), answer)
    after = words(client.get(url("terms")))

    assert (nobody.status_code, earlier.status_code) == (422, 422)
    assert "Un cadre plus récent est déjà inscrit" in words(earlier)
    terms = Terms.objects.on(AT.date())
    assert (terms.treasury_floor, terms.minimum, terms.rule) == (600_000, 500, "pro_rata")
    assert Opinion.objects.get().given_by == "Maître Arnoult, avocate"
    assert (before.count("À demander"), after.count("À demander")) == (11, 10)
    assert Terms.objects.on(AT.date().replace(year=2025)) is None


def test_an_end_pays_creditors_first_then_apports_to_the_cent(client, world):
    """9.12: 1 234,56 + 700,00 + 500,00 owed; 1 000,00 are left once the others are paid."""
    _site, secret = world
    end = {"actif": "1 500", "dettes": "400,50", "frais": "99,50"}
    client.force_login(secret.person)
    mine = client.get(url("ending"), end)
    client.force_login(treasurer())
    whole = client.get(url("ending"), end)

    assert [cents for _one, cents in mine.context["rows"]] == [507_10]
    assert sorted(cents for _one, cents in whole.context["rows"]) == [205_37, 287_53, 507_10]
    assert "41,08 %" in words(mine)
    nothing = client.get(url("ending"), {"actif": "300", "dettes": "400"}).context["ending"]
    assert (nothing.given, nothing.lacks) == (0, 100_00)
    all_back = client.get(url("ending"), {"actif": "3 000"}).context["ending"]
    assert (all_back.given, all_back.beyond) == (2_434_56, 3_000_00 - 2_434_56 - all_back.debts)
    assert "n’a pas été comprise" in words(client.get(url("ending"), {"frais": "trop"}))


def test_an_end_starts_from_what_the_books_owe_and_tells_nobodys_part(client, world):
    _site, secret = world
    terms(from_on=LONG_AGO)
    accounts.open_books()
    factories.posted(Nature.MISC, debit("62000000", 234_00), credit("40100000", 234_00))
    factories.decided(secret, 10_00)
    back = brought(50_00, 60_00)
    record(Event.CONTRACT_RETRACTED, back, by=back.person)

    assert what_one_starts_from(client, treasurer()) == (2_084_56, 294_00)
    assert len(client.get(url("ending")).context["rows"]) == 3
    assert what_one_starts_from(client, secret.person) == (2_084_56, 234_00)


def what_one_starts_from(client, person):
    client.force_login(person)
    known = client.get(url("ending")).context["form"].known
    return known["actif"], known["dettes"]


def test_an_end_tells_nothing_of_one_or_two_people(client):
    factories.books()
    alone = brought(123_456, 130_000)
    client.force_login(alone.person)

    page = client.get(url("ending"))

    assert "ending" not in page.context
    assert "Moins de trois personnes" in words(page)

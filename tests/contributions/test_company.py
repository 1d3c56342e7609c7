"""The sixth step: the company is registered, then it invoices; no fact without day and paper."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from contributions.actions.plan import company as acts
from contributions.models import CompanyFact
from contributions.states import CompanyStep
from tests.files.corpus import pdf
from tests.members.factories import founder, member, person, treasurer

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
REGISTERED, INVOICED = CompanyStep
DAY = date(2026, 9, 1)


def upload():
    return SimpleUploadedFile("kbis.pdf", pdf(), "application/pdf")


def told(step=REGISTERED, *, on=DAY, by=None, reference="123 456 782"):
    return acts.tell(step, by=by or treasurer(), at=AT, on=on, reference=reference, upload=upload())


def last_step(client, someone):
    client.force_login(someone)
    return client.get(reverse("steps")).context["steps"][5]["fact"]


def test_the_last_step_is_told_by_two_facts_and_done_by_both(client):
    helene, nobody = treasurer("Hélène"), person()

    before = last_step(client, nobody)
    told(by=helene)
    half = last_step(client, nobody)
    told(INVOICED, on=date(2026, 10, 5), by=helene, reference="F-1")
    outside, inside = last_step(client, nobody), last_step(client, member())

    assert (before.words, before.done) == ("Un jour", False)
    assert (half.words, half.done) == ("Société immatriculée le 1er septembre 2026", False)
    assert (outside.words, outside.done) == (
        "Première prestation facturée le 5 octobre 2026", True)  # fmt: skip
    assert outside.more[1] == "Première prestation facturée, le 5 octobre 2026."
    assert inside.more[1] == (
        f"Première prestation facturée, le 5 octobre 2026, pièce n° F-1, inscrite par {helene}."
    )


def test_what_was_written_by_mistake_is_taken_back_and_stays_readable(client):
    fact = told()

    acts.take_back(fact, by=founder(), at=AT, why="le Kbis d’une autre société")

    client.force_login(member())
    page = client.get(reverse("contributions:company")).content.decode()
    assert CompanyFact.objects.standing() == {}
    assert "le Kbis d’une autre société" in page
    assert last_step(client, member()).words == "Un jour"


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (lambda: told(on=AT.date() + timedelta(days=1)), acts.NotYet),
        (lambda: told(INVOICED), acts.NotRegistered),
        (lambda: (told(), told(INVOICED, on=DAY - timedelta(days=1))), acts.InvoicedBefore),
        (lambda: (told(), told()), acts.WrittenAlready),
        (lambda: (one := told(), told(INVOICED), gone(one)), acts.InvoiceStands),
        (lambda: (one := told(), gone(one), gone(one)), acts.TakenBack),
    ],
)
def test_facts_come_in_their_order_and_once(act, refusal):
    with pytest.raises(refusal):
        act()


def gone(fact):
    return acts.take_back(fact, by=None, at=AT, why="erreur")


def test_postgresql_keeps_a_fact_as_it_was_told():
    fact = told()

    for change in (
        {"on": date(2026, 1, 1)},
        {"ended_at": AT},  # without why
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            CompanyFact.objects.filter(pk=fact.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        fact.delete()


def test_the_page_takes_a_fact_with_its_paper_and_keeps_what_was_typed(client):
    client.force_login(treasurer())
    url = reverse("contributions:company_fact", args=["registered"])
    typed = {"on": "2026-09-01", "reference": "123 456 782"}

    without = client.post(url, typed)
    client.post(url, typed | {"upload": upload()})

    fact = CompanyFact.objects.get()
    assert (without.status_code, "123 456 782" in without.content.decode()) == (422, True)
    assert (fact.step, fact.on, fact.reference) == ("registered", DAY, "123 456 782")
    assert client.get(reverse("contributions:company_fact", args=["rien"])).status_code == 404


def test_its_paper_is_read_by_members_and_by_nobody_else(client):
    paper = reverse("files:file", args=[told().paper_id])
    answers = []

    for someone in (member(), person()):
        client.force_login(someone)
        answers.append(client.get(paper).status_code)

    assert answers == [409, 404]  # 409: being checked still


def test_money_is_gathered_when_what_came_in_covers_the_needs(client):
    from contributions.actions.plan import needs  # noqa: PLC0415
    from contributions.states import Priority, ResourceKind  # noqa: PLC0415

    facts = {"by": None, "at": AT}
    needs.open_need(label="Site", why="", cents=100_00, priority=Priority.VITAL,
                    opened_on=DAY, **facts)  # fmt: skip
    client.force_login(person())
    before = client.get(reverse("steps")).context["steps"][4]["fact"]
    needs.add_resource(kind=ResourceKind.GRANT, label="Région", promised=100_00, received=100_00,
                       paper="", on=DAY, **facts)  # fmt: skip
    after = client.get(reverse("steps")).context["steps"][4]["fact"]

    assert (before.words, before.done) == ("Le plan de financement est ouvert", False)
    assert (after.words, after.done) == ("C’est réuni", True)

"""Rounds come back from an archive: the same pages, the same statement, and not one IBAN."""

import re
import zipfile
from html import unescape

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils.html import strip_tags

from contributions.actions import batches, statements
from contributions.actions.batches.making import LeftElsewhere
from contributions.apports.statement import Statement
from contributions.archive import papers, proving, reading, writing
from contributions.archive.tables import AFTER, BEFORE, PROOFS, STAYS, questions
from contributions.documents.statements import STATEMENT
from contributions.documents.statements import of_year as statement_of_year
from contributions.models import Batch, Contract, RepaymentRound
from contributions.states import RoundState
from contributions.verifying import verify
from coopstudio.documents import press
from coopstudio.documents.models import Document
from coopstudio.journal.models import Entry
from members.models import Office, Person
from tests.contributions.archive_factories import empty_house
from tests.contributions.factories import year
from tests.contributions.round_factories import AT, IBANS, World, payout
from tests.contributions.test_batches import ON, ready, sent
from tests.members.factories import ADMITTED_ON, belongs, founder

pytestmark = pytest.mark.django_db
ITS_FILE = r"TOUR-[\d-]+\.xml"
"""It stayed in the house that wrote it."""
HERE_ONLY = "Elle se lit dans la maison d’où vient ce tour."


def given():
    """A round of three: two are paid, one transfer came back; a statement is in Alix's hands."""
    world = ready()
    facts = {"by": world.helene, "at": AT, "on": ON}
    for one in sent(world).transfers.order_by("pk"):
        batches.paid(one, source_key=f"bank:{one.pk}", **facts)
    batches.returned(one, why="compte clos", source_key="bank:back", **facts)
    statements.state(world.by_name("Alix"), year(2028), by=None, at=AT)
    for paper in Document.objects.all():
        press.produce(paper.pk)
    return world


def pages(client):
    """What the treasurer reads, then Alix: words alone."""
    tour, batch = RepaymentRound.objects.get(), Batch.objects.get()
    apports = [f"/apports/{one.pk}/" for one in Contract.objects.order_by("pk")]
    theirs = ["/tours/", f"/tours/{tour.pk}/", f"/tours/{tour.pk}/preuve/", "/plan/transparence/"]
    told = {}
    for name, rows in [
        ("Hélène", [*theirs, f"/lots/{batch.pk}/", *apports]),
        ("Alix", [*theirs, apports[0]]),
    ]:
        client.force_login(Person.objects.get(first_name=name))
        told |= {(name, one): words(client.get(one)) for one in rows}
    return told


def words(answer):
    assert answer.status_code == 200
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    said = unescape(strip_tags(main)).replace(HERE_ONLY, "")
    return " ".join(re.sub(ITS_FILE, "", said).split())


def again(archive):
    """Read into an empty house, to which Hélène and Alix belong anew."""
    empty_house()
    reading.read(archive)
    for name in ("Hélène", "Alix"):
        someone = Person.objects.get(first_name=name)
        belongs(someone)
    Office.objects.create(
        person=Person.objects.get(first_name="Hélène"), role="treasurer", started_on=ADMITTED_ON
    )


def told():
    return {name: b"".join(writing.lines_of(one)) for name, one in questions().items()}


@pytest.mark.django_db(transaction=True)
def test_a_round_comes_back_whole_and_its_pages_say_the_same(client):
    world = given()
    read, tables = pages(client), told()
    said = Statement(Contract.objects.get(pk=world.contracts[0].pk), year(2028))
    paper = Document.objects.get(kind=STATEMENT)
    archive = writing.made(at=AT)

    again(archive)

    found = told()
    assert [one for one in found if found[one] != tables[one]] == ["seal"]
    assert verify().wrong == []
    assert pages(client) == read
    fresh = Statement(Contract.objects.get(pk=world.contracts[0].pk), year(2028))
    assert (fresh.sums, fresh.round, fresh.rank) == (said.sums, said.round, said.rank)
    assert bytes(Document.objects.get(kind=STATEMENT).content) == bytes(paper.content)
    assert statement_of_year(fresh.contract, year(2028)).pk == paper.pk


@pytest.mark.django_db(transaction=True)
def test_what_is_still_due_is_paid_from_the_other_house_on_an_account_given_anew():
    """The transfer that came back stays due; the account that it went to is not usable there."""
    given()
    again(writing.made(at=AT))
    tour, helene = RepaymentRound.objects.get(), Person.objects.get(first_name="Hélène")
    (due,) = batches.waiting(tour)
    claire = founder("Claire-Lise", "Besson")

    assert [one.pk for one in batches.left_out(tour, AT)] == [due.pk]
    with pytest.raises(LeftElsewhere):
        batches.file_of(Batch.objects.get())
    payout(due.contract.person, IBANS["Chloé"], by=claire)
    second = batches.make(tour, by=helene, at=AT, on=ON)
    batches.send(second, by=claire, at=AT)
    batches.paid(second.transfers.get(), by=helene, at=AT, on=ON, source_key="bank:again")

    tour.refresh_from_db()
    assert tour.state == RoundState.PAID
    assert "CR-2028-001" in second.content
    assert verify().wrong == []


def test_no_account_leaves_but_for_its_country_and_its_last_four():
    given()
    with zipfile.ZipFile(writing.made(at=AT)) as bundle:
        whole = b"".join(bundle.read(one) for one in bundle.namelist() if "tables" in one)
        masked = {row["iban"] for row in proving.rows(bundle, "payoutaccount")}

    assert [one for one in IBANS.values() if one.encode() in whole] == []
    assert masked == {
        "FR00" + "X" * 19 + "2606",
        "DE00" + "X" * 14 + "3000",
        "BE00" + "X" * 8 + "7034",
    }


def test_nobody_tells_a_decision_that_no_circle_took():
    """Even who owns the base says first that an archive is being read."""
    world = World()
    tour = world.computed()

    with pytest.raises(IntegrityError, match="cited, not told"), transaction.atomic():
        RepaymentRound.objects.filter(pk=tour.pk).update(decided_elsewhere={"code": "CG-2028-001"})


def test_an_archive_names_no_column_of_its_own():
    """What somebody forged into it is neither run nor written."""
    told = {
        "event": "contributions.posted", "sentence": "a passé", "actor_id": None, "details": {},
        "subject_kind": "contributions.entry", "subject_id": 1, "at": f"{AT:%Y-%m-%dT%H:%MZ}",
        "id": 10**9, 'id") SELECT pg_sleep(9) --': 1,
    }  # fmt: skip

    with connection.cursor() as cursor:
        papers.bring_back(cursor, None, lambda _, name: [told] if name == "journal" else [])

    assert Entry.objects.latest("pk").pk < 10**9


def test_every_table_comes_back_or_says_why_not():
    named = {*BEFORE, *AFTER, *PROOFS, *STAYS, "entry", "line", "lettering"}
    ours = apps.get_app_config("contributions").get_models(include_auto_created=True)

    assert {one._meta.db_table.removeprefix("contributions_") for one in ours} == named

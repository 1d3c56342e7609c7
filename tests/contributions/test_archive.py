"""All that proves the apports leaves in one file, and comes back to the byte."""

import hashlib
import io
import json
import os
import zipfile
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from contributions.actions.entries import credit, debit
from contributions.archive import proving, reading, writing
from contributions.archive.tables import AFTER, BEFORE, KEPT_BACK, questions
from contributions.fec.reading import name_of
from contributions.fec.writing import written
from contributions.models import (
    Chain,
    Contract,
    ContractBalance,
    Entry,
    FiscalYear,
    Lettering,
    RepaymentRound,
    Share,
)
from contributions.states import Nature
from contributions.verifying import verify
from coopstudio.documents.models import Document
from coopstudio.start import rights
from members.models import Person
from tests.contributions import archive_factories as worlds
from tests.contributions.archive_factories import CLOSED, empty_house
from tests.contributions.factories import (
    AT,
    BANK,
    bank_line,
    posted,
    year,
)
from tests.contributions.round_factories import on_its_way
from tests.contributions.test_verifications import signed_in_as
from tests.members.factories import treasurer
from tests.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def lived():
    return worlds.lived()


@pytest.fixture
def whole(lived):
    worlds.whole(lived[0])


def told():
    """All that must come back the same."""
    return {
        "chain": list(Chain.objects.values_list("rank", "digest")),
        "entries": list(
            Entry.objects.order_by("pk").values_list(
                "pk", "book", "number", "on", "label", "source_key", "seal__digest", "reverses"
            )
        ),
        "balances": list(ContractBalance.objects.order_by("pk").values()),
        "contracts": [f"{one} {one.state}" for one in Contract.objects.order_by("pk")],
        "years": list(FiscalYear.objects.order_by("pk").values_list("code", "closed_at")),
        "letters": list(Lettering.objects.order_by("pk").values_list("line", "code")),
        "names": list(
            Person.objects.filter(contracts__isnull=False).order_by("pk").values_list("last_name")
        ),
        "files": [b"".join(written(one)) for one in FiscalYear.objects.order_by("pk")],
    }


# --- there and back ---


@pytest.mark.django_db(transaction=True)
def test_an_empty_house_reads_the_archive_and_says_the_same(whole, tmp_path, capsys, client):
    """To the byte of each table that comes back; and its pages open for whoever keeps its books."""
    before = told()
    path = tmp_path / "archive.zip"
    path.write_bytes(writing.made(at=CLOSED).read())
    lines = {one: b"".join(writing.lines_of(told)) for one, told in questions().items()}
    empty_house()

    call_command("import_ledger", str(path))

    again = {one: b"".join(writing.lines_of(told)) for one, told in questions().items()}
    assert [one for one in BEFORE | AFTER if not lines[one]] == []
    assert [one for one in again if lines[one] != again[one]] == ["seal"]
    assert told() == before
    assert verify().wrong == []
    assert "mêmes numéros, mêmes sceaux" in capsys.readouterr().out
    assert posted(Nature.MISC, debit(BANK, 1), credit("75411000", 1), on=date(2028, 2, 1)).pk
    client.force_login(treasurer())
    pages = [f"/apports/{one.pk}/" for one in Contract.objects.all()]
    pages += [f"/comptes/ecritures/{one.pk}/" for one in Entry.objects.all()]
    pages += [
        "/tresorerie/",
        "/comptes/",
        "/comptes/verification/",
        "/plan/",
        "/banque/",
        "/tours/",
    ]
    assert {one: client.get(one).status_code for one in pages} == dict.fromkeys(pages, 200)


def test_a_house_that_holds_apports_reads_no_archive(lived, tmp_path):
    path = tmp_path / "archive.zip"
    path.write_bytes(writing.made(at=CLOSED).read())

    with pytest.raises(CommandError, match="maison vide"):
        call_command("import_ledger", str(path))


@pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="needs the embedded server")
@pytest.mark.django_db(transaction=True)
def test_the_role_of_the_pages_makes_an_archive_and_reads_none_again(lived):
    rights.grant(connection, "coop_app")
    with signed_in_as("coop_app"):
        archive = writing.made(at=CLOSED)
    empty_house()

    with signed_in_as("coop_app"), pytest.raises(reading.NotTheOwner):
        reading.read(archive)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("name", "before", "after", "refusal"),
    [
        ("tables/entry.jsonl", b'"cents": 100000', b'"cents": 100001', proving.Altered),
        ("manifeste.json", b'"version": 3', b'"version": 9', reading.NotAnArchive),
    ],
)
def test_an_archive_that_was_touched_is_refused_and_nothing_stays(
    lived, name, before, after, refusal
):
    """The negative control: one cent, one figure."""
    touched = with_change(writing.made(at=CLOSED), name, before, after)
    empty_house()

    with pytest.raises(refusal):
        reading.read(touched)

    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_archive_rewritten_with_its_digests_does_not_find_its_chain(lived):
    """Who rewrites a line and its digest still does not hold the chain."""
    archive = writing.made(at=CLOSED)
    changed = with_change(archive, "tables/entry.jsonl", b"Saisi deux fois", b"Saisi trois foi")
    with zipfile.ZipFile(changed) as bundle:
        said = json.loads(bundle.read("manifeste.json"))
        text = bundle.read("tables/entry.jsonl")
    old = said["files"]["tables/entry.jsonl"].encode()
    new = hashlib.sha256(text).hexdigest().encode()
    changed.seek(0)
    forged = with_change(changed, "manifeste.json", old, new)
    empty_house()

    with pytest.raises(proving.NotTheSame, match="la chaîne"):
        reading.read(forged)


def with_change(archive, name, before, after):
    out = io.BytesIO()
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.namelist():
            content = old.read(one)
            if one == name:
                assert before in content
                content = content.replace(before, after, 1)
            new.writestr(one, content)
    out.seek(0)
    return out


def test_the_archive_holds_files_papers_and_no_confidence(lived):
    paper = Document.objects.create(
        kind="contributions.receipt", title="Reçu", template="x", data={}, content=b"%PDF-1.7",
        subject_kind="contributions.receipt", subject_id=1, state="issued", sha256="0" * 64,
        issued_at=AT,
    )  # fmt: skip
    with zipfile.ZipFile(writing.made(at=CLOSED)) as bundle:
        names = set(bundle.namelist())
        manifest = json.loads(bundle.read("manifeste.json"))

    assert {f"documents/{paper.pk}.pdf", "beancount/2027.beancount", "LISEZ-MOI.txt"} <= names
    assert f"fec/{name_of(year(2027))}" in names
    assert not [name for name in names if "hardship" in name]
    assert manifest["outstanding"] == 120_000


@pytest.mark.django_db(transaction=True)
def test_the_archive_says_one_instant_while_others_write(client, lived, monkeypatch):
    """An entry that is posted while the papers are copied is in the next archive, whole."""
    add_papers = writing._add_papers

    def meanwhile(bundle):
        legs = debit(BANK, 500), credit("75411000", 500)
        assert together(lambda: posted(Nature.MISC, *legs, on=date(2028, 1, 9))) == []
        add_papers(bundle)

    monkeypatch.setattr(writing, "_add_papers", meanwhile)
    client.force_login(lived[0])
    taken = client.post("/comptes/archive/")

    with zipfile.ZipFile(io.BytesIO(b"".join(taken.streaming_content))) as bundle:
        manifest = json.loads(bundle.read("manifeste.json"))
        assert proving.chain(bundle) == (manifest["rank"], manifest["digest"])
    assert Chain.objects.get().rank == manifest["rank"] + 1


def test_where_people_are_paid_and_who_was_in_difficulty_never_leave(lived):
    on_its_way(Contract.objects.first())
    RepaymentRound.objects.update(rule="hardship")
    Share.objects.update(fraction="20000 + 80000 × 1 / 2")
    bank_line(100, iban="FR1420041010050500013M02606")

    with zipfile.ZipFile(writing.made(at=CLOSED)) as bundle:
        told = {
            (name, column): [row[column] for row in proving.rows(bundle, name)]
            for name, columns in KEPT_BACK.items()
            for column in columns
        }

    assert told == {
        ("operation", "iban"): [""],
        ("batch", "content"): [""],
        ("share", "fraction"): [""],
        ("payoutaccount", "iban"): ["FR00XXXXXXXXXXXXXXXXXXX0189"],
        ("payoutaccount", "bic"): [""],
        ("payoutaccount", "ended_at"): ["2028-06-01T08:00:00+00:00"],
        ("repaymentround", "proposal_id"): [None],
        ("repaymentround", "decision_id"): [None],
        ("repaymentround", "decided_elsewhere"): [None],
    }

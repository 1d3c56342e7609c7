"""A batch of transfers is written once, to the cent, in letters that every bank reads."""

from datetime import UTC, date, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from defusedxml import ElementTree as Xml
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from contributions.bank.transfers import (
    SPACE,
    Account,
    Batch,
    Transfer,
    amount,
    bank_day,
    plain,
    written,
)
from contributions.forms.bank import BankForm
from contributions.forms.batches import BatchForm
from contributions.forms.payouts import PayoutForm
from tests.members.factories import PARIS

PAYER = Account("Institut de Santé Sociale", "FR7630006000011234567890189")
ROUND = (
    Transfer("APP-2027-0001-2027-1", Account("Alix Modèle", "FR1420041010050500013M02606"), 31036,
             "Reprise 2027, décision CG-2027-004"),
    Transfer("APP-2027-0002-2027-1", Account("Bastien Modèle", "DE89370400440532013000"), 10345,
             "Reprise 2027"),
    Transfer("APP-2027-0003-2027-1", Account("Chloé Œuvre", "BE68539007547034"), 18619,
             "Reprise 2027"),
)  # fmt: skip


def batch(transfers=ROUND, **facts):
    facts = {
        "key": "TOUR-2027-1",
        "payer": PAYER,
        "on": date(2027, 9, 22),
        "written_at": datetime(2027, 9, 20, 10, 0, tzinfo=PARIS),
    } | facts
    return Batch(transfers=tuple(transfers), **facts)


def said(path, content=None):
    """The texts found at this path of the file."""
    names = "/".join(f"{{{SPACE}}}{name}" for name in path.split("/"))
    return [one.text for one in Xml.fromstring(content or written(batch())).iterfind(f".//{names}")]


@cache
def schema():
    """What ISO 20022 publishes for this message, as a package that we declare carries it."""
    carried = Path(find_spec("sepaxml").origin).parent / "schemas" / "pain.001.001.09.xsd"
    return etree.XMLSchema(etree.parse(carried))


def refused(content):
    """What the schema says against this file; nothing is []."""
    schema().validate(etree.fromstring(content))
    return [fault.message for fault in schema().error_log]


def test_the_file_of_the_example_is_what_the_standard_describes():
    assert refused(written(batch())) == []


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        (b"<PmtMtd>TRF</PmtMtd>", b""),
        (b"310.36", b"310,36"),
        (b"310.36", b"-310.36"),
        (b"310.36", b"310.361234"),
        (b"2027-09-22", b"22/09/2027"),
        (b"FR7630006000011234567890189", b"FR76 3000"),
        (b"Reprise 2027<", b"Reprise " + b"2" * 140 + b"<"),
        (b"<BtchBookg>true</BtchBookg>", b"<BtchBookg>oui</BtchBookg>"),
    ],
)
def test_the_standard_says_no_to_what_it_does_not_describe(said, instead):
    whole = written(batch())

    assert said in whole
    assert refused(whole.replace(said, instead)) != []


named = st.text().filter(lambda words: plain(words, longest=70))
accounts = st.builds(
    Account, named, st.sampled_from([one.to.iban for one in ROUND]),
    st.sampled_from(["", "AGRIFRPP", "PSSTFRPPPAR"]),
)  # fmt: skip


@given(
    st.lists(st.tuples(accounts, st.integers(1, 999_999_999_99), st.text()), min_size=1), accounts
)
def test_any_batch_that_is_written_is_what_the_standard_describes(told, payer):
    whole = batch(
        [Transfer(f"APP-{rank}", to, cents, words) for rank, (to, cents, words) in enumerate(told)],
        payer=payer,
    )

    assert refused(written(whole)) == []


@pytest.mark.parametrize(("asked", "works"), [(20, 20), (21, 23), (22, 23), (23, 23)])
def test_a_batch_is_never_for_a_day_on_which_banks_rest(asked, works, time_machine):
    time_machine.move_to(date(2026, 11, 19))
    form = BatchForm({"on": date(2026, 11, asked).isoformat()})

    assert bank_day(date(2026, 11, asked)) == date(2026, 11, works)
    assert form.is_valid() == (asked == works)


@pytest.mark.parametrize("day", ["2026-11-18", "2062-11-20"])
def test_a_batch_is_neither_for_yesterday_nor_for_another_century(day, time_machine):
    time_machine.move_to(date(2026, 11, 19))

    assert "Choisissez une date" in BatchForm({"on": day}).errors["on"][0]


def test_the_example_of_the_specification():
    assert said("GrpHdr/NbOfTxs") == ["3"]
    assert said("GrpHdr/CtrlSum") == ["600.00"]
    assert said("Amt/InstdAmt") == ["310.36", "103.45", "186.19"]
    assert said("PmtId/EndToEndId") == [f"APP-2027-000{one}-2027-1" for one in (1, 2, 3)]
    assert said("Cdtr/Nm") == ["Alix Modele", "Bastien Modele", "Chloe OEuvre"]
    assert said("ReqdExctnDt/Dt") == ["2027-09-22"]


def test_no_address_of_anybody_leaves():
    assert b"PstlAdr" not in written(batch())


def test_the_same_batch_is_the_same_file():
    in_utc = batch(written_at=datetime(2027, 9, 20, 8, 0, tzinfo=UTC))

    assert written(batch()) == written(batch()) == written(in_utc)


def test_the_bank_of_a_payer_is_named_when_it_is_known():
    known = written(batch(payer=Account("Institut", PAYER.iban, "AGRIFRPP")))

    assert said("DbtrAgt/FinInstnId/BICFI", known) == ["AGRIFRPP"]
    assert said("DbtrAgt/FinInstnId/Othr/Id") == ["NOTPROVIDED"]


@pytest.mark.parametrize(
    "transfers",
    [
        (),
        (Transfer("A", ROUND[0].to, 0, "x"),),
        (Transfer("A", ROUND[0].to, -5, "x"),),
        (Transfer("A" * 36, ROUND[0].to, 5, "x"),),
        (Transfer("Clé", ROUND[0].to, 5, "x"),),
        (Transfer("", ROUND[0].to, 5, "x"),),
        (ROUND[0], ROUND[0]),
        (Transfer("A", Account("  ", PAYER.iban), 5, "x"),),
        (Transfer("A", Account("阮文安", PAYER.iban), 5, "x"),),
    ],
)
def test_what_no_bank_would_take_is_not_written(transfers):
    with pytest.raises(ValueError, match=r"batch|key|transfer|name"):
        written(batch(transfers))


@pytest.mark.parametrize(
    ("holder", "lost"),
    [
        ("Анна Roux", "Ана"),
        ("阮文安", "阮文安"),
        ("Nguyễn Thị Œuvre-D’Ar Łódź", ""),
        ("Ø. ß & Cie", ""),
    ],
)
def test_a_name_that_banks_do_not_read_is_refused_when_it_is_typed(holder, lost):
    for form in (PayoutForm({"holder": holder, "iban": PAYER.iban}), BankForm({"holder": holder})):
        said = " ".join(form.errors.get("holder", []))

        assert bool(said) == bool(lost)
        assert f": {lost}." in (said or ": .")


@given(st.text())
def test_any_words_are_written_in_letters_of_the_rulebook(words):
    said = plain(words)

    assert len(said) <= 140
    assert said == said.encode("ascii").decode()
    assert not set(said) & set('<>&"{}|')


@given(st.integers(1, 10**12))
def test_an_amount_is_read_back(cents):
    assert int(amount(cents).replace(".", "")) == cents

"""The file of entries is the one the law asks for, and our reading of it forgives nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contributions.fec.checking import check, is_siren
from contributions.fec.signs import ENCODING, plain
from contributions.fec.writing import FIELDS, amount, file_name, written
from contributions.models import Lettering, Line
from tests.contributions.factories import books, contract, decided, paid, received, year
from tests.members.factories import member

NAME = file_name("732829320", date(2027, 12, 31))


@pytest.fixture
def file(db):
    """A year with a receipt, a repayment decided, then paid and lettered."""
    books()
    brought = contract(150_000, person=member("Chloé", "Œuvré"))
    received(brought, 100_000, piece="RELEVE-3", label="Apport de Chloé – versement n°1")
    decided(brought, 30_000)
    paid(brought, 30_000)
    owed = Line.objects.filter(account_id="46880000")
    Lettering.objects.bulk_create(
        Lettering(line=one, code="AA", on=date(2027, 3, 2)) for one in owed
    )
    return b"".join(written(year(2027)))


def rows(file):
    return [line.split("\t") for line in file.decode(ENCODING).split("\r\n")[:-1]]


def rules(content, name=NAME, **more):
    return sorted({fault.rule for fault in check(content, name, **more)})


def test_the_heading_names_the_eighteen_fields(file):
    assert tuple(rows(file)[0]) == FIELDS


def test_a_line_says_what_was_posted(file):
    assert rows(file)[2] == [
        "BQ", "Banque", "1", "20270301", rows(file)[2][4], "Apport APP-2027-0001", "", "",
        "RELEVE-3", "20270301", "Apport de Chloé - versement n°1", "0,00", "1000,00", "", "",
        "20270301", "", "",
    ]  # fmt: skip


def test_a_third_party_is_named_on_its_account_alone(file):
    named = {row[4]: (row[6], row[7], row[13]) for row in rows(file)[1:] if row[6]}

    assert named == {"46880000": ("APP20270001", "Apport APP-2027-0001", "AA")}


def test_the_file_of_a_year_has_no_fault(file):
    assert check(file, NAME, apports=70_000) == []


def changed(file, line, **cells):
    """The file with some cells of one line changed."""
    told = rows(file)
    for name, value in cells.items():
        told[line][FIELDS.index(name)] = value
    return "".join("\t".join(row) + "\r\n" for row in told).encode(ENCODING)


MUTATIONS = {
    "montant": {"Debit": "1000.00"},
    "date": {"PieceDate": "20270231"},
    "exercice": {"EcritureDate": "20280101", "ValidDate": "20280101"},
    "validation": {"ValidDate": "20270101"},
    "absent": {"PieceRef": ""},
    "compte": {"CompteNum": "X1200000"},
    "sens": {"Debit": "0,00", "Credit": "0,00"},
    "équilibre": {"Debit": "999,99"},
    "libellé": {"CompteLib": "Autre banque"},
    "numéro": {"EcritureNum": "BQ-1"},
    "tiers": {"CompAuxNum": "C1"},
    "lettrage": {"EcritureLet": "ZZ"},
    "pièce": {"PieceDate": "20271230"},
    "une date": {"EcritureDate": "20270228"},
    "ordre": {"ValidDate": "20271231"},
    "débiteur": {"CompteNum": "10349999", "CompteLib": "Apport"},
    "une ligne": {"EcritureNum": "9"},
    "résultat": {"CompteNum": "86400000", "CompteLib": "Secours en nature"},
}


@pytest.mark.parametrize("rule", MUTATIONS)
def test_each_mistake_is_seen_and_said(file, rule):
    line = 1 if rule not in ("libellé",) else 5

    assert rule in rules(changed(file, line, **MUTATIONS[rule]))


def test_letters_answer_each_other_and_have_their_day(file):
    (first, *_rest) = [line for line, row in enumerate(rows(file)) if row[13] == "AA"]

    assert rules(file) == []
    assert rules(changed(file, first, EcritureLet="AB")) == ["lettrage"]
    assert rules(changed(file, first, EcritureLet="")) == ["lettrage"]


def test_a_number_is_never_smaller_than_that_of_what_was_validated_before(file):
    told = file.decode(ENCODING).split("\r\n")
    turned = {"BQ\tBanque\t1": "BQ\tBanque\t2", "BQ\tBanque\t2": "BQ\tBanque\t1"}
    slipped_in = "\r\n".join(turned.get(line[:11], line[:11]) + line[11:] for line in told)

    assert rules(slipped_in.encode(ENCODING)) == ["ordre"]


@pytest.mark.parametrize(("days", "found"), [(1, []), (2, ["ordre"])])
def test_only_a_midnight_turns_numbers_round(file, days, found):
    """The second entry of the bank is validated some days before the first."""
    told = rows(file)
    for row in told[1:]:
        day = 5 if row[:3] != ["BQ", "Banque", "2"] else 5 - days
        row[FIELDS.index("ValidDate")] = f"2027030{day}"
    told[1:] = sorted(told[1:], key=lambda row: (row[FIELDS.index("ValidDate")], row[0], row[2]))

    assert rules("".join("\t".join(row) + "\r\n" for row in told).encode(ENCODING)) == found


def test_letters_of_another_encoding_are_seen(file):
    """ISO 8859-15 reads any bytes: neither UTF-8 nor the apostrophe of windows-1252 stops it."""
    in_utf8 = file.decode(ENCODING).encode()

    assert rules(in_utf8) == rules(b"\xef\xbb\xbf" + in_utf8) == ["encodage"]
    assert rules(file.replace(b"Apport de Chlo", b"L\x92apport de Chlo")) == ["caractères"]


def test_a_missing_field_is_seen(file):
    assert "champs" in rules(file.replace(b"\tRELEVE-3\t", b"\t", 1))


def test_a_hole_is_seen(file):
    told = file.decode(ENCODING).split("\r\n")
    without = "\r\n".join(line for line in told if not line.startswith("BQ\tBanque\t1\t"))

    assert "trou" in rules(without.encode(ENCODING))


def test_lines_of_an_entry_stand_together(file):
    told = file.split(b"\r\n")
    told.insert(5, told.pop(2))

    assert "suite" in rules(b"\r\n".join(told))


def test_a_file_that_forgets_an_apport_is_seen(file):
    assert rules(file, apports=70_001) == ["apports"]


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("FEC.txt", "nom"),
        ("732829321FEC20271231.txt", "siren"),
        ("732829320FEC20270231.txt", "nom"),
    ],
)
def test_the_name_of_the_file_is_read_too(file, name, rule):
    assert rule in rules(file, name)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "vide"),
        ("\t".join(FIELDS).encode() + b"\r\n", "vide"),
        (b"JournalCode\tJournalLib\r\nBQ\tBanque\r\n", "en-tête"),
        (b"a\x00b\r\nc\r\n", "caractères"),
    ],
)
def test_what_is_no_file_of_entries_is_said(content, rule):
    assert rule in rules(content)


def test_a_year_that_ends_in_summer_begins_twelve_months_before(file):
    assert rules(file, "732829320FEC20270831.txt") == []
    assert rules(file, "732829320FEC20280630.txt") == ["exercice"]


@pytest.mark.parametrize(
    ("number", "holds"),
    [("732829320", True), ("732829321", False), ("12345678", False), ("abcdefghi", False)],
)
def test_a_siren_has_its_key(number, holds):
    assert is_siren(number) == holds


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("l’été – 1\u202f234 €", "l'été - 1 234 €"),
        ("Œuvre, cœur, Ÿ", "Œuvre, cœur, Ÿ"),
        ("Łódź\tici|là", "Lódz ici là"),
        ("1½ journée, 5 m² ¼, ½ part", "1 1/2 journée, 5 m² 1/4, 1/2 part"),
        ("10⁴ → 3‰, CO₂ ≤ 2, porte‑monnaie", "10^4 -> 3 pour mille, CO2 <= 2, porte-monnaie"),
        ("Ив D’Arc 🌱", "?? D'Arc"),
    ],
)
def test_words_fit_the_encoding(words, said):
    assert plain(words) == said


@given(st.text())
def test_any_words_fit_on_one_line(words):
    said = plain(words)

    assert said.encode(ENCODING).decode(ENCODING) == said
    assert not set(said) & set("\t|\r\n")


@given(st.integers(0, 10**13))
def test_an_amount_is_read_back(cents):
    assert int(amount(cents).replace(",", "")) == cents

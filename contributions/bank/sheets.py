"""The lines of an account that a bank gives as a sheet (CSV, ODS, XLSX), whatever it calls them.

Banks agree on nothing: one column of amounts or two, a sign or none, days of a spreadsheet or
words. Nothing is guessed: a line that does not read stops the file, with its number.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError

from contributions.bank.statements import Movement, Statement, Unreadable
from coopstudio.french.fields.moments import DAY_MESSAGES, read_day

COLUMNS = {
    "on": ("date", "date operation", "date de l operation", "date d operation", "date comptable",
           "date de comptabilisation", "jour", "booking date"),
    "value_on": ("date de valeur", "date valeur", "valeur", "value date"),
    "words": ("libelle", "libelle operation", "libelle de l operation", "libelle complet",
              "libelle simplifie", "operation", "description", "motif", "details", "label"),
    "who": ("contrepartie", "tiers", "nom", "nom de la contrepartie", "emetteur", "beneficiaire"),
    "iban": ("iban", "iban contrepartie", "compte contrepartie", "iban de la contrepartie"),
    "reference": ("reference", "ref", "reference operation", "numero d operation", "piece"),
    "cents": ("montant", "montant eur", "montant euros", "montant en euros", "montant en eur",
              "amount", "somme"),
    "debit": ("debit", "debit euros", "debit eur", "montant debit", "retraits"),
    "credit": ("credit", "credit euros", "credit eur", "montant credit", "depots"),
}  # fmt: skip
AMOUNT = re.compile(r"([+-]?)([0-9]+)(?:[.,]([0-9]{1,2}))?(?:EUR|€)?")
SPACES = re.compile(r"[\s\u00a0\u202f']+")


def statement(sheet, *, account):
    """The Statement of a sheet (``coopstudio.sheets``) about ``account``, an IBAN. Amounts in
    cents. Raises Unreadable, in French."""
    places = _places(sheet.head)
    seen, movements = Counter(), []
    for row in sheet.rows:
        facts = _facts(row, places, account)
        if facts:
            movements.append(Movement(**facts, identity=_identity(facts, seen)))
    if not movements:
        raise Unreadable("Aucune opération ne se lit dans ce tableau.")
    return Statement(account, "", None, None, tuple(movements))


def _places(head):
    """{fact: rank of its column}."""
    plain = [_plain(title) for title in head]
    found = {
        fact: next(rank for rank, title in enumerate(plain) if title in titles)
        for fact, titles in COLUMNS.items()
        if any(title in titles for title in plain)
    }
    missing = [
        word
        for word, here in (
            ("la date", "on" in found),
            ("le libellé", "words" in found),
            (
                "le montant (ou débit et crédit)",
                "cents" in found or {"debit", "credit"} <= {*found},
            ),
        )
        if not here
    ]
    if missing:
        raise Unreadable(
            f"Une colonne manque dans ce tableau : {', '.join(missing)}. Nommez-la dans votre "
            "tableur, ou demandez à la banque un relevé camt.053."
        )
    return found


def _facts(row, places, account):
    """What a line says; None for a line of sums, without a day."""
    said = {fact: row.cells[rank] for fact, rank in places.items()}
    if not said["on"]:
        return None
    on = _day(said["on"], row.number)
    cents = _cents(said, row.number)
    if not cents:
        return None
    words = " ".join(f"{said['words']}".split())
    return {
        "account": account,
        "on": on,
        "value_on": _day(said["value_on"], row.number) if said.get("value_on") else on,
        "cents": cents,
        "words": words[:400],
        "who": f"{said.get('who', '')}"[:140],
        "iban": SPACES.sub("", f"{said.get('iban', '')}").upper()[:34],
        "reference": f"{said.get('reference', '')}"[:80],
        "end_to_end": "",
        "is_return": False,
    }


def _day(said, number):
    if isinstance(said, datetime):
        return said.date()
    if isinstance(said, date):
        return said
    try:
        return read_day(said, DAY_MESSAGES)
    except ValidationError as error:
        raise Unreadable(f"La date de la ligne {number} ne se lit pas : « {said} ».") from error


def _cents(said, number):
    """Above zero when money arrives. Two columns: what leaves stands in the first one."""
    if said.get("cents"):
        return _amount(said["cents"], number)
    leaves, comes = said.get("debit"), said.get("credit")
    return (abs(_amount(comes, number)) if comes else 0) - (
        abs(_amount(leaves, number)) if leaves else 0
    )


def _amount(said, number):
    text = SPACES.sub("", f"{said}").replace("\u2212", "-")
    found = AMOUNT.fullmatch(text)
    if found is None:
        raise Unreadable(f"Le montant de la ligne {number} ne se lit pas : « {said} ».")
    sign, whole, rest = found.groups()
    cents = int(Decimal(f"{whole}.{rest or 0}") * 100)
    return -cents if sign == "-" else cents


def _identity(facts, seen):
    """The same line of the same day has the same identity; twins are told apart by their rank."""
    told = "|".join(f"{facts[name]}" for name in sorted(facts))
    seen[told] += 1
    return hashlib.sha256(f"sheet|{told}|{seen[told]}".encode()).hexdigest()


def _plain(title):
    bare = unicodedata.normalize("NFKD", f"{title}").encode("ascii", "ignore").decode().lower()
    return " ".join(re.sub(r"[^a-z]+", " ", bare).split())

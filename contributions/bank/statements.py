"""What the bank says has moved: camt.053 files, whatever their version, as plain lines.

The same line of the same statement always has the same ``identity``: a file given twice, or two
files that overlap, bring nothing twice. Nothing here knows of contracts.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from defusedxml import ElementTree as Xml
from defusedxml.common import DefusedXmlException

LARGEST_FILE = 20_000_000


class Unreadable(ValueError):  # noqa: N818 (a fact, told in French)
    """The file is no statement that one can trust; its message says why, in French."""


@dataclass(frozen=True)
class Movement:
    """One movement of the account. ``cents``: above zero when it arrives, below when it leaves.

    ``end_to_end``: the key of a transfer of ours, when the bank repeats it; ``is_return``: it comes
    back because it could not be delivered.
    """

    account: str
    on: date
    value_on: date
    cents: int
    words: str
    who: str
    iban: str
    reference: str
    end_to_end: str
    is_return: bool
    identity: str


@dataclass(frozen=True)
class Statement:
    """One statement: what stood before and after, in cents (None when the bank does not say)."""

    account: str
    number: str
    opening: int | None
    closing: int | None
    movements: tuple

    @property
    def is_whole(self):
        """Do the movements lead from the opening to the closing?"""
        if self.opening is None or self.closing is None:
            return True
        return self.opening + sum(one.cents for one in self.movements) == self.closing


def read(content):
    """Every statement of this camt.053 file (bytes), in its order. Raises Unreadable."""
    if len(content) > LARGEST_FILE:
        raise Unreadable("Ce fichier est trop lourd pour un relevé : vingt mégaoctets au plus.")
    try:
        root = Xml.fromstring(content, forbid_dtd=True)
    except (Xml.ParseError, DefusedXmlException, ValueError) as error:
        raise Unreadable("Ce fichier n’est pas un XML que l’on puisse lire.") from error
    found = [one for one in root.iter() if _name(one) == "Stmt"]
    if not found:
        raise Unreadable("Ce fichier ne contient aucun relevé (camt.053).")
    return [_statement(one) for one in found]


def _statement(node):
    account = _text(node, "Acct/Id/IBAN") or _text(node, "Acct/Id/Othr/Id")
    if not account:
        raise Unreadable("Un relevé ne dit pas de quel compte il parle.")
    seen, movements = Counter(), []
    for entry in _all(node, "Ntry"):
        if _text(entry, "Sts/Cd") not in ("", "BOOK") or _text(entry, "Sts") in ("PDNG", "INFO"):
            continue
        movements += _movements(account, entry, seen)
    return Statement(
        account=account,
        number=_text(node, "ElctrncSeqNb") or _text(node, "Id"),
        opening=_balance(node, "OPBD"),
        closing=_balance(node, "CLBD"),
        movements=tuple(movements),
    )


def _movements(account, entry, seen):
    """One entry of the statement: one movement, or one for each transfer that it groups, when they
    make its amount."""
    whole = _signed(entry, entry)
    details = [one for many in _all(entry, "NtryDtls") for one in _all(many, "TxDtls")]
    if len(details) > 1 and all(_first(one, "Amt") is not None for one in details):
        told = [(one, _signed(one, entry)) for one in details]
        if sum(cents for _one, cents in told) == whole:
            return [_movement(account, entry, one, cents, seen) for one, cents in told]
    return [_movement(account, entry, next(iter(details), entry), whole, seen)]


def _signed(node, entry):
    """The cents of this node, below zero when they leave. A side is always the one of the movement
    itself: a reversal that is credited did arrive, whatever it reverses."""
    side = _text(node, "CdtDbtInd") or _text(entry, "CdtDbtInd")
    if side not in ("CRDT", "DBIT"):
        raise Unreadable("Un mouvement du relevé ne dit pas s’il arrive ou s’il part.")
    return _cents(node) if side == "CRDT" else -_cents(node)


def _movement(account, entry, detail, cents, seen):
    party, iban = ("Dbtr", "DbtrAcct") if cents > 0 else ("Cdtr", "CdtrAcct")
    on = _day(entry, "BookgDt") or _day(entry, "ValDt")
    if on is None:
        raise Unreadable("Un mouvement du relevé n’a pas de date.")
    words = [*(_said(one) for one in _all(_first(detail, "RmtInf"), "Ustrd"))]
    facts = {
        "account": account,
        "on": on,
        "value_on": _day(entry, "ValDt") or on,
        "cents": cents,
        "words": " ".join(" ".join([*words, _text(entry, "AddtlNtryInf")]).split()),
        "who": _text(detail, f"RltdPties/{party}/Nm") or _text(detail, f"RltdPties/{party}/Pty/Nm"),
        "iban": _text(detail, f"RltdPties/{iban}/Id/IBAN"),
        "reference": _text(detail, "Refs/AcctSvcrRef") or _text(entry, "AcctSvcrRef"),
        "end_to_end": _end_to_end(detail),
        "is_return": _first(detail, "RtrInf") is not None
        or _text(entry, "RvslInd") in ("true", "1"),
    }
    return Movement(**facts, identity=_identity(facts, seen))


def _end_to_end(detail):
    key = _text(detail, "Refs/EndToEndId")
    return "" if key == "NOTPROVIDED" else key


def _identity(facts, seen):
    """What a line is, whatever file brings it; twins of one day are told apart by their rank."""
    told = "|".join(f"{facts[name]}" for name in sorted(facts))
    seen[told] += 1
    return hashlib.sha256(f"{told}|{seen[told]}".encode()).hexdigest()


def _balance(node, code):
    for one in _all(node, "Bal"):
        if _text(one, "Tp/CdOrPrtry/Cd") == code:
            cents = _cents(one)
            return cents if _text(one, "CdtDbtInd") == "CRDT" else -cents
    return None


def _cents(node):
    amount = _first(node, "Amt")
    if amount is None or amount.get("Ccy") != "EUR":
        raise Unreadable("Un montant du relevé manque, ou n’est pas en euros.")
    try:
        cents = Decimal(_said(amount)) * 100
    except InvalidOperation as error:
        raise Unreadable("Un montant du relevé ne se lit pas.") from error
    if cents != cents.to_integral_value() or cents < 0:
        raise Unreadable("Un montant du relevé n’est pas un nombre entier de centimes.")
    return int(cents)


def _day(node, name):
    said = _text(node, f"{name}/Dt") or _text(node, f"{name}/DtTm")[:10]
    if not said:
        return None
    try:
        return date.fromisoformat(said[:10])
    except ValueError as error:
        raise Unreadable("Une date du relevé n’existe pas.") from error


def _text(node, path):
    for name in path.split("/"):
        node = _first(node, name)
        if node is None:
            return ""
    return _said(node)


def _said(node):
    return " ".join((node.text or "").split())


def _first(node, name):
    return next(iter(_all(node, name)), None)


def _all(node, name):
    return [] if node is None else [one for one in node if _name(one) == name]


def _name(node):
    """The name of an element, whatever the version of the format it belongs to."""
    return node.tag.rpartition("}")[2]

"""A batch of transfers for the bank: pain.001.001.09, the same bytes for the same batch.

No postal address is sent: since November 2026 unstructured ones are refused (EPC), and none is
asked. Names are written in the letters that every bank reads. Amounts are whole cents.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from xml.etree import ElementTree as Xml

from django.utils import timezone

SPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
ALLOWED = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")
LIGATURES = str.maketrans(
    {"Œ": "OE", "œ": "oe", "Æ": "AE", "æ": "ae", "ß": "ss", "’": "'", "Ø": "O", "ø": "o"}
    | {"Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "ı": "i"}
)
FRIDAY = 4
LONGEST_NAME, LONGEST_WORDS, LONGEST_KEY = 70, 140, 35


def bank_day(day):
    """That day, or the Monday after a Saturday or a Sunday: banks execute nothing meanwhile."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() > FRIDAY else 0)


@dataclass(frozen=True)
class Account:
    """Somebody's account: the name that the bank knows, and the IBAN without spaces."""

    name: str
    iban: str
    bic: str = ""


@dataclass(frozen=True)
class Transfer:
    """One transfer. ``key``: the EndToEndId, by which a return is recognised."""

    key: str
    to: Account
    cents: int
    words: str


@dataclass(frozen=True)
class Batch:
    """What leaves together. ``key``: the MsgId, stable: the bank refuses the same one twice."""

    key: str
    payer: Account
    on: date
    written_at: datetime
    transfers: tuple

    @property
    def total(self):
        """The sum of the batch, in cents."""
        return sum(one.cents for one in self.transfers)


def written(batch):
    """The XML of this batch (bytes). Raises ValueError for what no bank would take."""
    _check(batch)
    document = Xml.Element("Document", xmlns=SPACE)
    whole = _in(document, "CstmrCdtTrfInitn")
    _heading(_in(whole, "GrpHdr"), batch)
    payment = _in(whole, "PmtInf")
    _payment(payment, batch)
    for one in batch.transfers:
        _transfer(_in(payment, "CdtTrfTxInf"), one)
    Xml.indent(document)
    return Xml.tostring(document, encoding="utf-8", xml_declaration=True) + b"\n"


def plain(words, *, longest=LONGEST_WORDS):
    """« Chloé Œuvre » → « Chloe OEuvre »: the letters of the SEPA rulebook, and no others."""
    bare = unicodedata.normalize("NFKD", words.translate(LIGATURES))
    bare = "".join(one for one in bare if not unicodedata.combining(one))
    return " ".join(ALLOWED.sub(" ", bare).split())[:longest].strip()


def unsaid(words):
    """The letters of these words that no bank reads, each once: « Анна Roux » → « Ана »."""
    return "".join(dict.fromkeys(one for one in words if one.isalnum() and not plain(one)))


def amount(cents):
    """« 310.36 » for 31036 cents."""
    return f"{cents // 100}.{cents % 100:02}"


def _check(batch):
    keys = [batch.key, *(one.key for one in batch.transfers)]
    if not batch.transfers:
        raise ValueError("a batch holds one transfer at least")
    if any(not key or len(key) > LONGEST_KEY or plain(key) != key for key in keys):
        raise ValueError("a key is at most 35 plain letters and figures")
    if len(set(keys)) != len(keys):
        raise ValueError("each transfer has its own key")
    if any(one.cents <= 0 for one in batch.transfers):
        raise ValueError("a transfer is above zero")
    if not all(plain(one.name) for one in (batch.payer, *(one.to for one in batch.transfers))):
        raise ValueError("whoever pays or is paid has a name")


def _heading(heading, batch):
    _in(heading, "MsgId", batch.key)
    written = timezone.localtime(batch.written_at)  # said without a zone, banks read it as ours
    _in(heading, "CreDtTm", f"{written:%Y-%m-%dT%H:%M:%S}")
    _in(heading, "NbOfTxs", str(len(batch.transfers)))
    _in(heading, "CtrlSum", amount(batch.total))
    _in(_in(heading, "InitgPty"), "Nm", plain(batch.payer.name, longest=LONGEST_NAME))


def _payment(payment, batch):
    _in(payment, "PmtInfId", batch.key)
    _in(payment, "PmtMtd", "TRF")
    _in(payment, "BtchBookg", "true")
    _in(payment, "NbOfTxs", str(len(batch.transfers)))
    _in(payment, "CtrlSum", amount(batch.total))
    _in(_in(_in(payment, "PmtTpInf"), "SvcLvl"), "Cd", "SEPA")
    _in(_in(payment, "ReqdExctnDt"), "Dt", batch.on.isoformat())
    _in(_in(payment, "Dbtr"), "Nm", plain(batch.payer.name, longest=LONGEST_NAME))
    _account(payment, "DbtrAcct", batch.payer)
    _bank(payment, "DbtrAgt", batch.payer)
    _in(payment, "ChrgBr", "SLEV")


def _transfer(node, one):
    _in(_in(node, "PmtId"), "EndToEndId", one.key)
    _in(_in(node, "Amt"), "InstdAmt", amount(one.cents), Ccy="EUR")
    if one.to.bic:
        _bank(node, "CdtrAgt", one.to)
    _in(_in(node, "Cdtr"), "Nm", plain(one.to.name, longest=LONGEST_NAME))
    _account(node, "CdtrAcct", one.to)
    if words := plain(one.words):  # an empty one is refused with the whole file
        _in(_in(node, "RmtInf"), "Ustrd", words)


def _account(node, name, account):
    _in(_in(_in(node, name), "Id"), "IBAN", account.iban)


def _bank(node, name, account):
    """The bank's BIC, or the word that says that none is given."""
    bank = _in(_in(node, name), "FinInstnId")
    if account.bic:
        _in(bank, "BICFI", account.bic)
    else:
        _in(_in(bank, "Othr"), "Id", "NOTPROVIDED")


def _in(node, name, text=None, **attributes):
    child = Xml.SubElement(node, name, attributes)
    child.text = text
    return child

"""A file of entries read as severely as a good accountant would, line by line, in French.

The tool of the administration accepts files that do not balance, that have holes, and days that do
not exist: passing it is necessary and never enough. Nothing is known here but the file and its
name: it may come from anywhere.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from contributions.fec.signs import ENCODING
from contributions.fec.writing import FIELDS
from coopstudio.french.money import euros

NAME = re.compile(r"^(?P<siren>\d{9})FEC(?P<ends_on>\d{8})\.txt$")
AMOUNT = re.compile(r"^\d{1,13},\d{2}$")
NEEDED = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib",
    "PieceRef", "PieceDate", "EcritureLib", "ValidDate",
)  # fmt: skip
DAYS = ("EcritureDate", "PieceDate", "DateLet", "ValidDate")
MOST_FAULTS = 200


@dataclass(frozen=True)
class Fault:
    """What is wrong, at which line of the file (1 is the heading, 0 the file itself)."""

    line: int
    rule: str
    says: str


@dataclass
class _Entry:
    """What was read of one entry: its first line, its day, the balance of its lines."""

    line: int
    day: str
    validated: str
    last: int
    lines: int = 0
    balance: int = 0


@dataclass
class _Reading:
    """Everything that is known of the file once its last line was read."""

    starts_on: date | None = None
    ends_on: date | None = None
    faults: list = field(default_factory=list)
    entries: dict = field(default_factory=dict)
    names: dict = field(default_factory=lambda: {"JournalCode": {}, "CompteNum": {}})
    numbers: dict = field(default_factory=lambda: defaultdict(set))
    classes: int = 0
    results: int = 0
    apports: int = 0
    validated: str = ""

    def wrong(self, line, rule, says):
        self.faults.append(Fault(line, rule, says))


def check(content, name, *, starts_on=None, apports=None):
    """Every fault of this file (bytes), in the order of its lines; none is [].

    ``starts_on``: the first day of the exercice (a year before its end otherwise). ``apports``:
    what is outstanding on all contracts on its last day, in cents, when the file holds them.
    """
    reading = _Reading()
    _check_name(name, starts_on, reading)
    lines = _lines(content, reading)
    if lines:
        _check_heading(lines[0], reading)
        for number, line in enumerate(lines[1:], start=2):
            _check_line(number, line, reading)
        _check_whole(reading, apports)
    return sorted(reading.faults, key=lambda fault: fault.line)[:MOST_FAULTS]


def is_siren(number):
    """Nine figures whose key holds (Luhn)."""
    if not re.fullmatch(r"\d{9}", number):
        return False
    doubled = (int(one) * (1 + rank % 2) for rank, one in enumerate(number))
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0


def _check_name(name, starts_on, reading):
    found = NAME.match(name)
    ends_on = found and _day(found["ends_on"])
    if not ends_on:
        says = "Le nom du fichier est le SIREN, « FEC », puis le dernier jour de l’exercice (.txt)."
        reading.wrong(0, "nom", says)
        return
    if not is_siren(found["siren"]):
        reading.wrong(0, "siren", f"{found['siren']} n’est pas un SIREN : sa clé ne tient pas.")
    reading.ends_on = ends_on
    reading.starts_on = starts_on or _year_before(ends_on)


def _year_before(day):
    """The first day of the twelve months that end on ``day``."""
    after = day + timedelta(days=1)
    return after.replace(year=after.year - 1, day=min(after.day, 28))


def _lines(content, reading):
    try:
        text = content.decode(ENCODING)
    except UnicodeDecodeError:
        reading.wrong(0, "encodage", "Le fichier n’est pas en ISO 8859-15.")
        return []
    if any(ord(one) < 32 and one not in "\t\r\n" for one in text):
        reading.wrong(0, "caractères", "Le fichier contient des caractères de contrôle.")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    if len(lines) < 2:
        reading.wrong(0, "vide", "Le fichier ne contient aucune écriture.")
    return lines


def _check_heading(line, reading):
    if tuple(line.split("\t")) != FIELDS:
        reading.wrong(1, "en-tête", "La première ligne nomme les dix-huit champs, dans leur ordre.")


def _check_line(number, line, reading):
    cells = line.split("\t")
    if len(cells) != len(FIELDS):
        says = f"La ligne a {len(cells)} champs au lieu de dix-huit."
        reading.wrong(number, "champs", says)
        return
    row = dict(zip(FIELDS, cells, strict=True))
    for name in NEEDED:
        if not row[name].strip():
            reading.wrong(number, "absent", f"{name} est vide.")
    _check_days(number, row, reading)
    _check_account(number, row, reading)
    cents = _check_amounts(number, row, reading)
    _check_entry(number, row, cents, reading)


def _check_days(number, row, reading):
    for name in DAYS:
        if row[name] and not _day(row[name]):
            reading.wrong(number, "date", f"{name} : « {row[name]} » n’est pas un jour (AAAAMMJJ).")
    day, piece = _day(row["EcritureDate"]), _day(row["PieceDate"])
    validated = _day(row["ValidDate"])
    if day and reading.ends_on and not reading.starts_on <= day <= reading.ends_on:
        reading.wrong(number, "exercice", "EcritureDate est en dehors de l’exercice.")
    if day and validated and validated < day:
        reading.wrong(number, "validation", "ValidDate vient avant EcritureDate.")
    if piece and validated and piece > validated:
        reading.wrong(number, "pièce", "PieceDate vient après la validation.")
    if row["EcritureLet"] and not row["DateLet"]:
        reading.wrong(number, "lettrage", "Une ligne lettrée a sa date de lettrage.")
    if row["ValidDate"] < reading.validated:
        reading.wrong(number, "ordre", "Les écritures se suivent dans l’ordre de leur validation.")
    reading.validated = max(reading.validated, row["ValidDate"])


def _check_account(number, row, reading):
    if not re.match(r"^[1-8]\d{2}", row["CompteNum"]):
        reading.wrong(number, "compte", f"« {row['CompteNum']} » n’est pas un compte du plan.")
    if bool(row["CompAuxNum"]) != bool(row["CompAuxLib"]):
        reading.wrong(number, "tiers", "CompAuxNum et CompAuxLib vont ensemble.")
    for code, label in (("JournalCode", "JournalLib"), ("CompteNum", "CompteLib")):
        known = reading.names[code].setdefault(row[code], row[label])
        if known != row[label]:
            says = f"{code} {row[code]} porte deux libellés : « {known} », « {row[label]} »."
            reading.wrong(number, "libellé", says)


def _check_amounts(number, row, reading):
    """The cents of the line, debit above zero; None when they cannot be read."""
    sides = []
    for name in ("Debit", "Credit"):
        if not AMOUNT.match(row[name]):
            says = f"{name} : « {row[name]} » s’écrit avec une virgule et deux décimales."
            reading.wrong(number, "montant", says)
            return None
        sides.append(int(row[name].replace(",", "")))
    debit, credit = sides
    if bool(debit) == bool(credit):
        reading.wrong(number, "sens", "Une ligne a un débit ou un crédit, et un seul.")
    return debit - credit


def _check_entry(number, row, cents, reading):
    key = (row["JournalCode"], row["EcritureNum"])
    entry = reading.entries.setdefault(
        key, _Entry(number, row["EcritureDate"], row["ValidDate"], last=number - 1)
    )
    if entry.day != row["EcritureDate"] or entry.validated != row["ValidDate"]:
        reading.wrong(number, "une date", f"L’écriture {key[0]} {key[1]} porte deux dates.")
    if entry.last != number - 1:
        reading.wrong(number, "suite", f"Les lignes de l’écriture {key[0]} {key[1]} sont séparées.")
    entry.last = number
    entry.lines += 1
    entry.balance += cents or 0
    if row["EcritureNum"].isdecimal():
        reading.numbers[key[0]].add(int(row["EcritureNum"]))
    else:
        reading.wrong(number, "numéro", f"« {row['EcritureNum']} » n’est pas un numéro.")
    _sum(row["CompteNum"], cents or 0, reading)


def _sum(account, cents, reading):
    if account[:1] in "12345":
        reading.classes += cents
    elif account[:1] in "67":
        reading.results += cents
    if account.startswith("1034"):
        reading.apports -= cents


def _check_whole(reading, apports):
    for (book, number), entry in reading.entries.items():
        if entry.balance:
            says = f"L’écriture {book} {number} n’est pas équilibrée : {euros(entry.balance)}."
            reading.wrong(entry.line, "équilibre", says)
        if entry.lines < 2:
            reading.wrong(entry.line, "une ligne", f"L’écriture {book} {number} n’a qu’une ligne.")
    for book, numbers in reading.numbers.items():
        if missing := sorted(set(range(1, max(numbers) + 1)) - numbers)[:3]:
            told = ", ".join(map(str, missing))
            reading.wrong(0, "trou", f"Dans le journal {book}, il manque les numéros : {told}.")
    if reading.classes + reading.results:
        says = "Le bilan et le résultat ne se répondent pas : "
        reading.wrong(0, "résultat", says + euros(reading.classes + reading.results) + ".")
    if apports is not None and reading.apports != apports:
        says = (
            f"Les comptes 1034 du fichier disent {euros(reading.apports)}, "
            f"les contrats {euros(apports)}."
        )
        reading.wrong(0, "apports", says)


def _day(words):
    if not re.fullmatch(r"\d{8}", words):
        return None
    try:
        return date(int(words[:4]), int(words[4:6]), int(words[6:]))
    except ValueError:
        return None

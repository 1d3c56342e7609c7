"""What a file of entries says as a whole, once its last line was read: sums, letters, numbers."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from coopstudio.french.dates import short_day
from coopstudio.french.money import euros

OF_CONTRACTS = ("1034", "4688")
"""What is left to take back, and what is due: owed by the association, never to it."""


@dataclass(frozen=True)
class Fault:
    """What is wrong, at which line of the file (1 is the heading, 0 the file itself)."""

    line: int
    rule: str
    says: str


@dataclass
class EntryRead:
    """What was read of one entry: its first line, its day, the balance of its lines."""

    line: int
    day: str
    validated: str
    last: int
    lines: int = 0
    balance: int = 0


@dataclass
class Reading:
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
    last: dict = field(default_factory=dict)
    letters: dict = field(default_factory=dict)
    owed: dict = field(default_factory=dict)

    def wrong(self, line, rule, says):
        self.faults.append(Fault(line, rule, says))


def add(number, row, cents, reading):
    """Count a line of the file: its letter, its account, its class."""
    account, third = row["CompteNum"], row["CompAuxNum"]
    if row["EcritureLet"]:
        letter = reading.letters.setdefault((account, third, row["EcritureLet"]), [number, 0])
        letter[1] += cents
    if account.startswith(OF_CONTRACTS):
        days = reading.owed.setdefault((account, third), (number, defaultdict(int)))[1]
        days[row["EcritureDate"]] += cents
    if account[:1] in "12345":
        reading.classes += cents
    elif account[:1] in "67":
        reading.results += cents
    if account.startswith("1034"):
        reading.apports -= cents


def check_whole(reading, apports):
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
    _check_letters(reading)
    _check_apports(reading, apports)


def _check_letters(reading):
    for (account, _third, letter), (line, left) in reading.letters.items():
        if left:
            says = f"Les lignes lettrées {letter} du compte {account} ne s’égalisent pas :"
            reading.wrong(line, "lettrage", f"{says} {euros(left)}.")


def _check_apports(reading, apports):
    """Nobody ever took back more than they brought, nor was paid more than was decided."""
    for (account, third), (line, days) in reading.owed.items():
        left = 0
        for day in sorted(days):
            left += days[day]
            if left > 0:
                says = f"Le compte {' '.join(filter(None, (account, third)))} est débiteur"
                reading.wrong(line, "débiteur", f"{says} de {euros(left)} le {_said(day)}.")
                break
    if apports is not None and reading.apports != apports:
        says = (
            f"Les comptes 1034 du fichier disent {euros(reading.apports)}, "
            f"les contrats {euros(apports)}."
        )
        reading.wrong(0, "apports", says)


def _said(day):
    """« 20271231 » as people say it; as it stands when it is no day."""
    found = day_of(day)
    return short_day(found) if found else f"« {day} »"


def day_of(words):
    """« 20271231 » as a date; None when there is no such day."""
    if not re.fullmatch(r"\d{8}", words):
        return None
    try:
        return date(int(words[:4]), int(words[4:6]), int(words[6:]))
    except ValueError:
        return None

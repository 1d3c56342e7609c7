"""A file of entries read as severely as a good accountant would, line by line, in French.

The tool of the administration accepts files that do not balance, that have holes, and days that do
not exist: passing it is necessary and never enough. Nothing is known here but the file and its
name: it may come from anywhere.
"""

import re
from datetime import timedelta

from contributions.fec.signs import ENCODING
from contributions.fec.sums import EntryRead, Reading, add, check_whole, day_of
from contributions.fec.writing import FIELDS

NAME = re.compile(r"^(?P<siren>\d{9})FEC(?P<ends_on>\d{8})\.txt$")
CONTROL = re.compile(r"[^\t\r\n -~\xa0-\U0010ffff]")
AMOUNT = re.compile(r"^\d{1,13},\d{2}$")
NEEDED = (
    "JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib",
    "PieceRef", "PieceDate", "EcritureLib", "ValidDate",
)  # fmt: skip
DAYS = ("EcritureDate", "PieceDate", "DateLet", "ValidDate")
MOST_FAULTS = 200


def check(content, name, *, starts_on=None, apports=None):
    """Every fault of this file (bytes), in the order of its lines; none is [].

    ``starts_on``: the first day of the exercice (a year before its end otherwise). ``apports``:
    what is outstanding on all contracts on its last day, in cents, when the file holds them.
    """
    reading = Reading()
    _check_name(name, starts_on, reading)
    lines = _lines(content, reading)
    if lines:
        _check_heading(lines[0], reading)
        for number, line in enumerate(lines[1:], start=2):
            _check_line(number, line, reading)
        check_whole(reading, apports)
    return sorted(reading.faults, key=lambda fault: fault.line)[:MOST_FAULTS]


def is_siren(number):
    """Nine figures whose key holds (Luhn)."""
    if not re.fullmatch(r"\d{9}", number):
        return False
    doubled = (int(one) * (1 + rank % 2) for rank, one in enumerate(number))
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0


def _check_name(name, starts_on, reading):
    found = NAME.match(name)
    ends_on = found and day_of(found["ends_on"])
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
    text = _text(content, reading)
    if CONTROL.search(text):
        reading.wrong(0, "caractères", "Le fichier contient des caractères de contrôle.")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    if len(lines) < 2:
        reading.wrong(0, "vide", "Le fichier ne contient aucune écriture.")
    return lines


def _text(content, reading):
    """ISO 8859-15 reads any bytes: accents that are whole in UTF-8 were not written in it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode(ENCODING)
    if not content.isascii():
        says = "Le fichier est en UTF-8, et non en ISO 8859-15 : ses accents se liraient « Ã© »."
        reading.wrong(0, "encodage", says)
    return text


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
        if row[name] and not day_of(row[name]):
            reading.wrong(number, "date", f"{name} : « {row[name]} » n’est pas un jour (AAAAMMJJ).")
    day, piece = day_of(row["EcritureDate"]), day_of(row["PieceDate"])
    validated = day_of(row["ValidDate"])
    if day and reading.ends_on and not reading.starts_on <= day <= reading.ends_on:
        reading.wrong(number, "exercice", "EcritureDate est en dehors de l’exercice.")
    if day and validated and validated < day:
        reading.wrong(number, "validation", "ValidDate vient avant EcritureDate.")
    if piece and validated and piece > validated:
        reading.wrong(number, "pièce", "PieceDate vient après la validation.")
    if bool(row["EcritureLet"]) != bool(row["DateLet"]):
        reading.wrong(number, "lettrage", "EcritureLet et DateLet vont ensemble.")
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
        key, EntryRead(number, row["EcritureDate"], row["ValidDate"], last=number - 1)
    )
    if entry.day != row["EcritureDate"] or entry.validated != row["ValidDate"]:
        reading.wrong(number, "une date", f"L’écriture {key[0]} {key[1]} porte deux dates.")
    if entry.last != number - 1:
        reading.wrong(number, "suite", f"Les lignes de l’écriture {key[0]} {key[1]} sont séparées.")
    entry.last = number
    entry.lines += 1
    entry.balance += cents or 0
    _check_number(number, row, reading)
    add(number, row, cents or 0, reading)


def _check_number(line, row, reading):
    """Numbers go up as entries are validated: none was slipped in afterwards. Two people who write
    on both sides of midnight may take theirs the other way round: the eve does not count."""
    book, number, day = row["JournalCode"], row["EcritureNum"], day_of(row["ValidDate"])
    if not number.isdecimal():
        reading.wrong(line, "numéro", f"« {number} » n’est pas un numéro.")
        return
    found = int(number)
    seen = reading.last.setdefault(book, {})
    eve = day - timedelta(days=1) if day else None
    if found < max((highest for on, highest in seen.items() if on != eve), default=0):
        says = f"L’écriture {book} {number} est validée après une écriture qui porte un numéro plus"
        reading.wrong(line, "ordre", f"{says} grand.")
    for old in [on for on in seen if on and eve and on < eve]:
        seen[None] = max(seen.get(None, 0), seen.pop(old))
    seen[day] = max(seen.get(day, 0), found)
    reading.numbers[book].add(found)

"""What the cells of one line say: facts, what is wrong with the way out, what was guessed."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from coopstudio.french.dates import digits
from coopstudio.french.fields import AddressField, EuroField, LineField, PhoneField, PostcodeField
from coopstudio.french.fields.moments import DAY_MESSAGES, read_day
from coopstudio.french.names import FULL_NAME_LENGTH, NAME_LENGTH
from members.importing.asked import ASKED
from members.importing.columns import BY_CODE, FEE, plain
from members.states import Means

AGREEMENTS = {
    "f": {"f", "feminin", "au feminin", "femme", "mme", "madame", "mlle", "elle", "mesdames"},
    "m": {"m", "masculin", "au masculin", "homme", "mr", "monsieur", "il", "h"},
    "both": {"les deux", "les deux formes", "mx", "neutre", "autre", "x", "non binaire", "iel"},
}
READERS = {
    "first_name": LineField(max_length=NAME_LENGTH, required=False),
    "last_name": LineField(max_length=NAME_LENGTH, required=False),
    "civil_first_name": LineField(max_length=NAME_LENGTH, required=False),
    "civil_last_name": LineField(max_length=NAME_LENGTH, required=False),
    "name": LineField(max_length=FULL_NAME_LENGTH, required=False),
    "email": AddressField(required=False),
    "phone": PhoneField(required=False),
    "street": LineField(max_length=120, required=False),
    "postcode": PostcodeField(required=False),
    "town": LineField(max_length=80, required=False),
    "headline": LineField(max_length=120, required=False),
    "organ": LineField(max_length=120, required=False),
    "reference": LineField(max_length=120, required=False),
}
DAYS = {"since", "until", "paid_on"}
MEANS = {
    Means.TRANSFER: ("virement", "vir", "transfert"),
    Means.CHEQUE: ("cheque", "chq", "ch"),
    Means.CASH: ("espece", "liquide", "cash", "esp"),
    Means.CARD: ("carte", "cb", "helloasso", "en ligne"),
}
SHORT = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{2})")
SERIAL = re.compile(r"([1-9][0-9]{4})(?:[.,][0-9]+)?")
EPOCH = date(1899, 12, 30)
"""The day before the first of spreadsheets, whose calendar counts a 29 February 1900 too many:
from March 1900 on, their number of a day is counted from here (45292 is 1 January 2024)."""
CORRECT = "Corrigez la case dans votre tableur, puis redonnez le fichier."
NOTHING = {"-", "–", "—", "/", "néant", "neant", "nc", "n/a", "#n/a", "?", "inconnu", "inconnue"}
"""What people write in a cell to say that they have nothing to write."""
NO_MAIL = {
    "non", "sans", "aucun", "aucune", "pas de mail", "pas d e mail", "pas d email", "sans mail",
    "sans e mail", "sans email", "papier", "courrier", "poste", "par la poste",
}  # fmt: skip
"""The same, in the cell of an e-mail address."""


@dataclass
class Told:
    """``facts``: by code. ``problems``: (cause, way out). ``guesses``: sentences to check.

    ``misread``: codes of the cells that say something that could not be read. ``is_shifted``: no
    cell stands under its title, so that nothing else may be said of the line."""

    facts: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)
    guesses: list = field(default_factory=list)
    misread: set = field(default_factory=set)
    is_shifted: bool = False

    def says(self, code):
        return self.facts.get(code, "")

    @property
    def is_by_post(self):
        """Whether it says no e-mail, not even one that cannot be read."""
        return not self.says("email") and "email" not in self.misread

    @property
    def pays(self):
        """Whether it says that some fee was paid."""
        return any(code.startswith(FEE) for code in self.facts)

    @property
    def called(self):
        return f"{self.says('first_name')} {self.says('last_name')}".strip()


def told(cells, columns, *, title_of_name="", today):
    """What ``cells`` say under ``columns``. ``title_of_name``: of the column that holds both names;
    ``today``: two figures are the year that is not after it."""
    line = Told()
    if len(cells) > len(columns):
        line.problems.append((
            "Cette ligne a plus de cases que la ligne des titres.",
            "Un point-virgule ou une virgule y coupe sans doute un texte en deux : mettez ce texte "
            "entre guillemets.",
        ))  # fmt: skip
        line.is_shifted = True
        return line
    for code, cell in sorted(zip(columns, cells, strict=False), key=_is_street):
        if code == "street" and not line.is_by_post:
            continue
        if code and cell and not _says_nothing(code, cell):
            _read(line, code, cell, today)
    if name := line.facts.pop("name", ""):
        _split(line, name, title_of_name)
    return line


def _is_street(pair):
    """Read last: of those who have an e-mail it is not kept, for nobody writes there."""
    code, _cell = pair
    return code == "street"


def _says_nothing(code, cell):
    return plain_sign(cell) in NOTHING or (code == "email" and plain(cell) in NO_MAIL)


def plain_sign(cell):
    return cell.strip().lower()


def _read(line, code, cell, today):
    try:
        if code in DAYS:
            line.facts[code] = _day(line, cell, today)
        elif code == "agreement":
            line.facts[code] = _agreement(line, cell)
        elif code.startswith(FEE):
            line.facts[code] = EuroField(minimum=0).clean(cell)
        elif code == "paid_by":
            line.facts[code] = _means(line, cell)
        elif code == "category" or code.startswith(ASKED):
            line.facts[code] = " ".join(cell.split())
        else:
            line.facts[code] = READERS[code].clean(_mended(line, code, cell))
    except ValidationError as error:
        word = BY_CODE[code].label if code in BY_CODE else "Cotisation"
        line.problems.append((f"{word}, « {cell[:60]} » : {error.messages[0]}", CORRECT))
        line.misread.add(code)


def _mended(line, code, cell):
    """What a spreadsheet took away is given back: the first zero of a postcode or a telephone."""
    figures = re.sub(r"[\s.]", "", cell)
    if code == "postcode" and re.fullmatch(r"[1-9][0-9]{3}", figures):
        line.guesses.append(f"Code postal lu 0{figures} : le tableur a dû ôter son zéro.")
        return f"0{figures}"
    if code == "phone" and re.fullmatch(r"[1-9][0-9]{8}", figures):
        return f"0{figures}"
    if code == "street":
        return ", ".join(part.strip() for part in cell.splitlines() if part.strip())
    return cell


def _day(line, cell, today):
    if serial := SERIAL.fullmatch(cell.strip()):
        return _counted(line, int(serial[1]))
    short = SHORT.fullmatch(cell.strip())
    if not short:
        return read_day(cell, DAY_MESSAGES)
    day, month, year = map(int, short.groups())
    century = 2000 if 2000 + year <= today.year else 1900
    try:
        found = date(century + year, month, day)
    except ValueError as error:
        raise ValidationError(DAY_MESSAGES["no_such_day"]) from error
    line.guesses.append(f"Date lue {digits(found)} : l’année n’avait que deux chiffres.")
    return found


def _counted(line, number):
    """The day of which a spreadsheet only left its own number."""
    found = EPOCH + timedelta(days=number)
    line.guesses.append(
        f"Date lue {digits(found)} : la case ne contient que {number}, le numéro de ce jour dans "
        "le calendrier des tableurs. Vérifiez-la, ou donnez à la colonne le format « date »."
    )
    return found


def _agreement(line, cell):
    words = plain(cell)
    found = next((code for code, said in AGREEMENTS.items() if words in said), None)
    if found is None:
        line.guesses.append(f"Accord « {cell[:40]} » pas compris : les deux formes seront écrites.")
    return found or "both"


def _means(line, cell):
    words = plain(cell)
    found = next((means for means, said in MEANS.items() if words.startswith(said)), "")
    if not found:
        line.guesses.append(f"Moyen de règlement « {cell[:40]} » pas compris.")
    return found


def _split(line, name, title):
    """« PERRIN Noémie » and « Perrin, Noémie » say which is which; two words do by their title."""
    first, last = _parted(name, title)
    if not (first and last):
        line.problems.append((
            f"« {name} » : on ne sait pas où finit le nom et où commence le prénom.",
            "Écrivez le nom en capitales (PERRIN Noémie), ou séparez-les en deux colonnes.",
        ))  # fmt: skip
        line.misread.add("name")
        return
    line.facts.setdefault("first_name", first)
    line.facts.setdefault("last_name", last)


def _parted(name, title):
    if name.count(",") == 1:
        last, first = (part.strip() for part in name.split(","))
        return first, last
    words = name.split()
    loud = [word for word in words if word.isupper() and len(word) > 1]
    if loud and len(loud) < len(words):
        quiet = [word for word in words if word not in loud]
        return " ".join(quiet), " ".join(_calm(word) for word in loud)
    if len(words) != 2:
        return "", ""
    return words if plain(title).startswith("prenom") else reversed(words)


def _calm(word):
    """A name in capitals as it is written in a sentence: « D’ALMEIDA » is « D’Almeida »."""
    return re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), word)

"""A line without e-mail: what it must say instead, and what it has in common with somebody. Pure.

By its address one knows whose a line is; without it there are a name, a telephone, a house. None
of them proves anything: who resembles is shown, and a person says.
"""

from members.importing.columns import plain
from members.states import Priority

HOUSE = ("street", "postcode", "town")
NAMES = ("first_name", "last_name")
NO_WAY = (
    "Il manque de quoi joindre cette personne.",
    "Ajoutez son adresse e-mail. Si elle n’en a pas : sa rue, son code postal et sa commune, ou au "
    "moins un téléphone.",
)
HALF_A_NAME = (
    "Sans adresse e-mail, il faut le prénom et le nom.",
    "Ajoutez celui qui manque : c’est par eux que la maison voit si elle connaît déjà la personne.",
)
TO_POST = "Sans e-mail : ses lettres seront à poster."
TO_HAND = (
    "Sans e-mail : ses lettres seront à poster, ou à remettre. Son adresse postale manque encore."
)


def lacks(told):
    """(what, way out) of all that a line without e-mail must say, and does not."""
    if not told.is_by_post:
        return []
    found = []
    if told.called and not all(told.says(code) for code in NAMES):
        found.append(HALF_A_NAME)
    written = told.facts.keys() | told.misread  # what is misread is told already
    if "phone" not in written and not written.issuperset(HOUSE):
        found.append(NO_WAY)
    return found


def has_house(told):
    """Whether the line says all that stands on an envelope."""
    return all(told.says(code) for code in HOUSE)


def way_to(told):
    """How the house will write to somebody without e-mail."""
    return TO_POST if has_house(told) else TO_HAND


def house_key(street, postcode):
    return f"{plain(street)}|{postcode}" if street and postcode else ""


def is_called(person, told):
    """Which of the two names are the same: under one roof, one of them is often a family."""
    return [plain(told.says(code)) == plain(getattr(person, code)) != "" for code in NAMES]


def nearness(person, told):
    """Those who resemble are shown in this order: the nearest first, then the oldest."""
    house = house_key(person.street, person.postcode)
    return (
        not person.phone or person.phone != told.says("phone"),
        not house or house != house_key(told.says("street"), told.says("postcode")),
        not person.postcode or person.postcode != told.says("postcode"),
        person.pk,
    )


def likeness(person, told):
    """What a person and a line have in common, as the report says it."""
    same = "le même nom" if all(is_called(person, told)) else "la même adresse postale"
    if person.phone and person.phone == told.says("phone"):
        same = "le même téléphone"
    other = " et une autre adresse" if person.email and told.says("email") else ""
    return f"a {same}{other}"


def shown(person):
    """Enough to tell somebody of the register from a namesake; of the frozen, their name."""
    if person.frozen_since:
        return f"{person}"
    if person.email:
        return f"{person}, {person.email},"
    return f"{', '.join([f'{person}', 'sans e-mail', *person.postal_lines])},"


def pointed_at(person):
    """How a sheet may mean this one, among several who resemble."""
    said = "son adresse" if person.email else "son téléphone ou sa rue, comme le registre les dit,"
    return f"Si c’est elle, écrivez {said} dans la feuille, et redonnez-la."


def moves(person, told):
    """Whether a line says of somebody without e-mail another house than the one we write to: its
    parts are then taken together or not at all, for an envelope is no mixture."""
    if person.email:
        return False
    pairs = [(plain(told.says(code)), plain(getattr(person, code))) for code in HOUSE]
    return any(said and known and said != known for said, known in pairs)


def takes_house(told, priority):
    """Whether the house that a line says replaces the one we know."""
    return priority == Priority.SHEET and has_house(told)

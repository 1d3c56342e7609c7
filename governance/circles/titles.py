"""What somebody is called by what they hold in a circle, as they wish to be written of."""

from governance.states import OfficeKind

TITLES = {
    OfficeKind.LEADER: ("leader", "leader", "leader"),
    OfficeKind.DELEGATE: ("déléguée", "délégué", "délégué-e"),
    OfficeKind.FACILITATOR: ("facilitatrice", "facilitateur", "facilitateur-trice"),
    OfficeKind.SECRETARY: ("secrétaire", "secrétaire", "secrétaire"),
    OfficeKind.LOG_KEEPER: (
        "gardienne du journal de bord",
        "gardien du journal de bord",
        "gardien-ne du journal de bord",
    ),
}


def words_of(kind, name):
    """(feminine, masculine, both) for an office; the name of the role itself for any other."""
    return TITLES.get(kind) or (name, name, name)


def title_of(mandate, person):
    """« facilitatrice », « secrétaire par intérim », « permanence du jeudi »."""
    word = person.agreed(*words_of(mandate.kind, mandate.role.name))
    return f"{word} par intérim" if mandate.is_interim else word

"""How circles and elections are spoken of: « le cercle Accueil », « Qui facilitera… ? »."""

from governance.states import OfficeKind

QUESTIONS = {
    OfficeKind.LEADER: "Qui sera leader {of} ?",
    OfficeKind.DELEGATE: "Qui portera la voix {of} {to} ?",
    OfficeKind.FACILITATOR: "Qui facilitera les réunions {of} ?",
    OfficeKind.SECRETARY: "Qui tiendra le secrétariat {of} ?",
    OfficeKind.LOG_KEEPER: "Qui gardera le journal de bord {of} ?",
    OfficeKind.ROLE: "{role} : qui tiendra ce rôle {of} ?",
}


def the(circle):
    """« le cercle Accueil »; a name that begins with « Cercle » is not told twice."""
    return f"le {_named(circle)}"


def of_the(circle):
    """« du cercle Accueil »."""
    return f"du {_named(circle)}"


def to_the(circle):
    """« au cercle Accueil »."""
    return f"au {_named(circle)}"


def _named(circle):
    return circle.name if circle.name.lower().startswith("cercle") else f"cercle {circle.name}"


def question(election):
    """The title of an election, as its circle would say it."""
    role, parent = election.role, election.role.circle.parent
    words = {"of": of_the(role.circle), "to": to_the(parent) if parent else "", "role": role.name}
    return QUESTIONS[role.kind].format(**words)

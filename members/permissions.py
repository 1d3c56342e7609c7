"""Who may do what with people: plain predicates. Rights come from offices and membership."""


def is_member(person):
    return person.is_member


def keeps_register(person):
    """Reads membership requests and records what the organ decided."""
    return bool(person.roles & {"founder", "secretary"})

"""Who may do what with applications: plain predicates."""


def is_founder(person):
    """Founders prepare the call, read applications and answer them; nobody else does."""
    return person.is_founder

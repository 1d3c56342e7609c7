"""Who may do what with applications: plain predicates."""


def acts_for_foundation(person):
    """Founders prepare the call, read applications and answer them; while fewer than two are in
    office, who stands in does it with them. Nobody else does."""
    return person.acts_for_foundation

"""Who may look at governance, and speak: plain predicates. Voices come from ``college`` alone."""


def sees_governance(person):
    """Members and founders read the circles, the register and the minutes: nothing is kept apart.

    A technical administrator, a treasurer or a secretary of the Institut has no right here as such.
    """
    return person.is_member or person.is_founder


def drops_tensions(person):
    """Whoever reads may drop a tension into any circle: it is how one weighs in elsewhere."""
    return sees_governance(person)

"""Nobody decides alone of money that they receive (specification, 9.9)."""

from coopstudio.refusals import Refused


class BothSides(Refused):
    message = (
        "Ce tour vous rend quelque chose : une autre personne signe, qui n’y reçoit rien, sauf si "
        "l’assemblée en a décidé."
    )


def is_paid_by(person, tour):
    """Does this round give this person something?"""
    return tour.shares.filter(contract__person=person, cents__gt=0).exists()


def assembly_decided(tour):
    return bool(tour.act) and tour.act.is_of_the_assembly


def check_receives_nothing(person, tour):
    """Raises BothSides, unless the assembly of all decided of this round."""
    if not assembly_decided(tour) and is_paid_by(person, tour):
        raise BothSides

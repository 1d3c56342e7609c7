"""Nobody stands on both sides of their own apport: somebody else writes down what happens to it."""

from contributions.states import ContractState
from coopstudio.refusals import Refused


class TheirOwn(Refused):
    message = (
        "Il s’agit de votre propre apport : une autre personne l’inscrit, pour que personne ne se "
        "trouve des deux côtés."
    )


class NotInForce(Refused):
    message = "Cet apport n’est pas en vigueur : rien ne s’y inscrit plus, ou pas encore."


def refuse_both_sides(contract, by):
    """``by``: who writes; None is the clock."""
    if by is not None and by.pk == contract.person_id:
        raise TheirOwn


def refuse_unless_in_force(contract):
    if contract.state != ContractState.IN_FORCE:
        raise NotInForce

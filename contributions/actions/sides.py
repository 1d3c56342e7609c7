"""Nobody stands on both sides of their own apport: somebody else writes down what happens to it."""

from contributions.models import Contract, RepaymentRound
from contributions.states import ContractState
from coopstudio.refusals import Refused


class TheirOwn(Refused):
    message = (
        "Il s’agit de votre propre apport : une autre personne l’inscrit, pour que personne ne se "
        "trouve des deux côtés."
    )


class NotInForce(Refused):
    message = "Cet apport n’est pas en vigueur : rien ne s’y inscrit plus, ou pas encore."


class Retracted(Refused):
    message = (
        "La personne qui apporte a changé d’avis : il ne reste qu’à rendre ce qui était arrivé."
    )


class SharedSince(Refused):
    message = (
        "Un tour a été partagé depuis, sans ce droit : cette écriture ne se contre-passe plus. "
        "Écrivez à la personne ; un nouvel apport peut se convenir."
    )


def refuse_both_sides(contract, by):
    """``by``: who writes; None is the clock."""
    if by is not None and by.pk == contract.person_id:
        raise TheirOwn


def refuse_unless_in_force(contract):
    if contract.state != ContractState.IN_FORCE:
        raise NotInForce


def refuse_unless_kept(contract):
    """In force, and its contributor did not change their mind."""
    refuse_unless_in_force(contract)
    if Contract.objects.retracted().filter(pk=contract.pk).exists():
        raise Retracted


def refuse_once_shared(entry):
    """A round that was posted after this entry shared what it said."""
    if RepaymentRound.objects.posted().filter(entry__pk__gt=entry.pk).exists():
        raise SharedSince

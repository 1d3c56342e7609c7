"""Whose turn it is: the contributor first, the association last, and nobody for somebody else."""

from django.utils import timezone

from contributions.states import ContractState, Party
from coopstudio.refusals import Refused


class NotYourSignature(Refused):
    message = "Cette signature est celle d’une autre personne."


class SignedBefore(Refused):
    message = "Cette signature est déjà donnée."


class TheContributorSignsFirst(Refused):
    message = "La personne qui apporte signe la première ; l’association signe ensuite."


class NotToBeSigned(Refused):
    message = "Ce contrat ne se signe plus : il est resté sans suite."


class NotAMemberAnyMore(Refused):
    message = (
        "La personne qui apporte n’est pas membre le jour de cette signature : un apport avec "
        "droit de reprise se fait entre membres."
    )


def refuse_unless_their_turn(signatory, by, at):
    """``by`` may sign this, now."""
    if by != signatory.person:
        raise NotYourSignature
    refuse_unless_awaited(signatory, timezone.localdate(at))


def refuse_unless_awaited(signatory, on):
    """This signature is the one that the contract waits for; ``on``: the day it was given."""
    version = signatory.version
    contract = version.contract
    if hasattr(signatory, "signature"):
        raise SignedBefore
    if contract.state not in (
        ContractState.ISSUED, ContractState.SIGNED, ContractState.IN_FORCE,
    ):  # fmt: skip
        raise NotToBeSigned
    is_ours = signatory.party == Party.ASSOCIATION
    if is_ours and not version.signatory_of(Party.CONTRIBUTOR).has_signed:
        raise TheContributorSignsFirst
    if not contract.person.memberships.active(on=on).exists():
        raise NotAMemberAnyMore

"""Fourteen days to change one's mind: the contract ends, and what came is given back (8.1, 23)."""

from datetime import timedelta

from django.utils import timezone

from contributions import emails
from contributions.actions import entries, goods_in, settling
from contributions.actions.sides import refuse_both_sides, refuse_unless_kept
from contributions.events import Event
from contributions.models import Contract, Entry, Instalment
from contributions.states import ContractState, Nature, Party
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.models import Person
from members.states import Role


class NotTheirs(Refused):
    message = "Seule la personne qui apporte peut se rétracter."


class TheDaysAreOver(Refused):
    message = (
        "Le délai pour changer d’avis est passé. Écrivez à la trésorerie : on se parle, et l’on "
        "regarde ce qui est possible."
    )


class NotOffered(Refused):
    message = "Ce contrat n’offre pas de délai pour changer d’avis."


class TakenAlready(Refused):
    message = (
        "Une partie de cet apport a déjà été reprise, abandonnée ou transmise : il ne se rend plus "
        "en entier. La trésorerie défait d’abord ce qui fut écrit depuis, ou l’on se parle."
    )


class NothingToGiveBack(Refused):
    message = "Rien n’est à rendre pour ce contrat."


def until(contract):
    """The last day to change one's mind; None when it is not offered, or not signed yet."""
    version = contract.versions.order_by("number").first()
    if version is None:
        return None
    signature = getattr(version.signatory_of(Party.CONTRIBUTOR), "signature", None)
    if not days_offered(version) or signature is None:
        return None
    return timezone.localdate(signature.signed_at) + timedelta(days=days_offered(version))


def days_offered(version):
    """The days that its contributor has, once they signed it; 0 for a change of the contract."""
    offers = version.number == 1 and any(one["code"] == "reflexion" for one in version.clauses)
    return version.facts["cooling_off_days"] if offers else 0


def retract(contract, *, by, at):
    """« J’ai changé d’avis. » No reason is asked; nothing is expected any more."""
    if by != contract.person:
        raise NotTheirs
    with locked(contract) as contract:
        last = until(contract)
        if last is None or contract.state != ContractState.IN_FORCE:
            raise NotOffered
        refuse_unless_kept(contract)
        if timezone.localdate(at) > last:
            raise TheDaysAreOver
        _refuse_unless_whole(contract)
        contract.waivers.open().update(taken_back_at=at)
        waiting = Instalment.objects.filter(contract=contract, lapsed_at=None)
        waiting.update(lapsed_at=at, lapsed_by=by)
        record(Event.CONTRACT_RETRACTED, contract, by=by)
        keepers = Person.objects.holding(Role.TREASURER, on=timezone.localdate(at))
        emails.contract_retracted(contract, cents=contract.balance.outstanding, keepers=keepers)
        return settling.settle(contract, by=by, at=at)


def give_back(contract, *, by, at, on):
    """What came of it went back: each of its entries is answered by its mirror, dated ``on``."""
    refuse_both_sides(contract, by)
    with locked(contract) as contract:
        came = Entry.objects.filter(
            lines__contract=contract, nature__in=[Nature.RECEIPT, Nature.IN_KIND], reversed_by=None
        )
        if not came or not Contract.objects.retracted().filter(pk=contract.pk).exists():
            raise NothingToGiveBack
        _refuse_unless_whole(contract)
        for entry in came.distinct():
            label = f"{contract.reference}, rétractation"
            mirror = entries.reverse(entry, by=by, at=at, on=on, label=label)
            if hasattr(entry, "good"):
                goods_in.undo(entry.good, mirror, by=by, at=at)
        record(Event.RETRACTED_GIVEN_BACK, contract, by=by, on=on.isoformat())
        return settling.settle(contract, by=by, at=at)


def _refuse_unless_whole(contract):
    """All that came is still there to give back."""
    contract.balance.refresh_from_db()
    if contract.balance.outstanding < contract.balance.received + contract.balance.taken_on:
        raise TakenAlready

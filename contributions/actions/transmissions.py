"""A right passes to heirs, or to somebody that the association accepted: same sum, same rank."""

from django.utils import timezone

from contributions import documents, emails
from contributions.actions import entries, settling
from contributions.actions.accounts import account_of
from contributions.actions.entries import credit, debit
from contributions.actions.sides import (
    TheirOwn,
    refuse_both_sides,
    refuse_once_shared,
    refuse_unless_kept,
)
from contributions.events import Event
from contributions.models import Contract, ContractBalance, Transmission
from contributions.states import ContractState, Nature
from coopstudio.db import locked
from coopstudio.french.money import euros
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.models import Person


class ToNobody(Refused):
    message = "Dites à qui passe ce droit, et pour combien."


class ToThemselves(Refused):
    message = "Un droit se transmet à quelqu’un d’autre que la personne qui l’a déjà."


class Twice(Refused):
    message = "La même personne est écrite deux fois : une ligne suffit, pour le tout."


class NotAll(Refused):
    """At a death the whole right passes on."""

    def __init__(self, told, left):
        super().__init__(
            f"Les parts font {euros(told)}, et il reste {euros(left)} à reprendre : à un décès, "
            "tout le droit passe aux ayants droit, au centime près."
        )


class MoreThanLeft(Refused):
    def __init__(self, left):
        super().__init__(f"Il reste {euros(left)} à reprendre : on ne transmet pas plus.")


class NotAMember(Refused):
    message = "Un apport ne se cède qu’à un membre de l’association."


class LivedSince(Refused):
    """What passed on was taken back, given up or passed on again."""

    def __init__(self, heir):
        super().__init__(
            f"Depuis, le droit {heir.reference} a vécu : il a été repris, abandonné ou transmis, "
            "en tout ou en partie. Il ne revient que par une autre transmission."
        )


class InTheFuture(Refused):
    message = "La date de la transmission est dans le futur."


def pass_on(contract, shares, *, by, at, on, why, deed):
    """Each of ``shares``, [(person, cents)], holds from that day a contract of their own that
    follows this one: what is left to take back is the same, and so is its rank.

    ``deed``: the notary's deed, or the decision that accepted the assignment. What was promised
    and never came is expected of nobody.
    """
    with locked(contract) as contract:
        _refuse_unless_right(contract, shares, by=by, on=on, at=at, why=why)
        heirs = [(_follow(contract, person, on=on), cents) for person, cents in shares]
        total = sum(cents for _heir, cents in heirs)
        entry = entries.post(
            [debit(account_of(contract).number, total, contract)]
            + [credit(account_of(heir).number, cents, heir) for heir, cents in heirs],
            by=by, at=at, on=on, nature=Nature.TRANSMISSION, book_id="OD",
            piece=contract.reference, label=f"{contract.reference}, droit transmis",
            source_key=f"transmission:{heirs[0][0].pk}",
        )  # fmt: skip
        facts = {"why": why, "deed": deed, "on": on, "entry": entry, "by": by, "at": at}
        made = [
            Transmission.objects.create(contract=contract, to=heir, cents=cents, **facts)
            for heir, cents in heirs
        ]
        _tell(contract, made, by=by)
        _let_go(contract, by=by, at=at)
    return made


def undo(entry, *, by, at, on, why):
    """It passed to somebody else, or for another sum, than the deed says: it comes back whole to
    whom it came from, as long as nobody lived on it since."""
    passed = list(entry.transmissions.select_related("contract", "to__person").order_by("to"))
    with locked(passed[0].contract) as contract:
        _lock_heirs(contract)
        _refuse_unless_undone(contract, passed, by=by)
        refuse_once_shared(entry)
        mirror = entries.reverse(entry, by=by, at=at, on=on, label=why)
        for one in passed:
            one.to.waivers.open().update(taken_back_at=at)
            settling.settle(one.to, by=by, at=at)
            record(Event.PASSED_BACK, one.to, by=by, from_contract=contract.pk, cents=one.cents)
            emails.transmission_undone(one, one.to, why)
        settling.live_again(contract, by=by)
        if passed[0].why == Transmission.Why.ASSIGNMENT:
            emails.transmission_undone(passed[0], contract, why)
    return mirror


def _lock_heirs(contract):
    """Nobody gives up, or is given back, what is just being taken from them."""
    heirs = Contract.objects.filter(follows=contract).order_by("pk")
    list(heirs.select_for_update(of=("self",)).values_list("pk"))


def _refuse_unless_undone(contract, passed, *, by):
    refuse_both_sides(contract, by)
    if contract.state != ContractState.PASSED_ON:
        refuse_unless_kept(contract)
    for one in passed:
        refuse_both_sides(one.to, by)
        balance = ContractBalance.objects.get(pk=one.to_id)
        if balance.outstanding != one.cents or balance.due:
            raise LivedSince(one.to)


def _tell(contract, made, *, by):
    for one in made:
        record(Event.PASSED_ON, one.to, by=by, from_contract=contract.pk, cents=one.cents)
        emails.transmission_told(one, documents.transmission(one))
    if made[0].why == Transmission.Why.ASSIGNMENT:
        emails.transmission_left(contract, made)


def _let_go(contract, *, by, at):
    """When all of it has passed: what was wished or expected of who held it is over."""
    contract.balance.refresh_from_db()
    if not contract.balance.outstanding:
        contract.waivers.open().update(taken_back_at=at)
        settling.settle(contract, by=by, at=at)


def _follow(contract, person, *, on):
    """The contract of somebody to whom a right passes; it commits to nothing more."""
    heir = Contract.objects.create(
        year=on.year, number=0, person=person, form=contract.form, committed=0, follows=contract,
        state=ContractState.IN_FORCE, in_force_on=contract.in_force_on,
    )  # fmt: skip
    heir.refresh_from_db(fields=["number"])
    return heir


def _refuse_unless_right(contract, shares, *, by, on, at, why):
    refuse_both_sides(contract, by)
    refuse_unless_kept(contract)
    people = [person.pk for person, _cents in shares]
    if not shares or any(cents <= 0 for _person, cents in shares):
        raise ToNobody
    if contract.person_id in people:
        raise ToThemselves
    if len(set(people)) < len(people):
        raise Twice
    if by is not None and by.pk in people:
        raise TheirOwn
    if on > timezone.localdate(at):
        raise InTheFuture
    _refuse_unless_it_adds_up(contract, shares, why)
    if why == Transmission.Why.ASSIGNMENT and _members(people, on=on) < len(people):
        raise NotAMember


def _refuse_unless_it_adds_up(contract, shares, why):
    told, left = sum(cents for _person, cents in shares), contract.balance.outstanding
    if told > left:
        raise MoreThanLeft(left)
    if why == Transmission.Why.DEATH and told != left:
        raise NotAll(told, left)


def _members(people, *, on):
    return Person.objects.members(on=on).filter(pk__in=people).count()

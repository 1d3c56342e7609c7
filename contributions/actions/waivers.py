"""Somebody gives up a part of their right: they ask, may change their mind, and it is written."""

from django.utils import timezone

from contributions import documents, emails
from contributions.actions import entries, settling
from contributions.actions.accounts import account_of
from contributions.actions.entries import credit, debit
from contributions.actions.sides import (
    refuse_both_sides,
    refuse_once_shared,
    refuse_unless_kept,
)
from contributions.chart import WITHOUT_RIGHT
from contributions.events import Event
from contributions.models import Waiver
from contributions.states import ContractState, Nature
from coopstudio.db import locked
from coopstudio.french.money import euros
from coopstudio.journal.api import record
from coopstudio.refusals import Refused


class NotTheirs(Refused):
    message = "On ne renonce qu’à son propre droit, et de sa propre main."


class MoreThanLeft(Refused):
    """One gives up at most what one may still take back."""

    def __init__(self, left):
        super().__init__(
            f"Il reste {euros(left)} à reprendre : on ne renonce pas à plus."
            if left
            else "Il ne reste rien à quoi renoncer sur cet apport."
        )


class AlreadyDue(Refused):
    """What a round decided is a debt of the association: it is paid first."""

    def __init__(self, left, due):
        super().__init__(
            f"Sur cet apport, {euros(due)} vous sont déjà dus : un tour les a décidés. Cette somme "
            "vous est d’abord versée ; vous en ferez ensuite ce que vous voudrez. Vous pouvez "
            f"renoncer à {euros(left)} au plus."
        )


class NoLongerAsked(Refused):
    message = "Cette renonciation n’attend plus : elle a été reprise, ou elle est déjà inscrite."


class BeforeItWasAsked(Refused):
    message = "Une renonciation ne s’inscrit pas avant le jour où elle a été demandée."


def ask(contract, *, by, at, cents, words=""):
    """I give up ``cents`` of what I may take back. It waits to be written, and I may change my
    mind until then."""
    with locked(contract) as contract:
        if by is None or by.pk != contract.person_id:
            raise NotTheirs
        refuse_unless_kept(contract)
        _refuse_beyond(contract, cents)
        waiver = Waiver.objects.create(contract=contract, cents=cents, words=words, asked_at=at)
        record(Event.WAIVER_ASKED, contract, by=by, waiver=waiver.pk, cents=cents)
        emails.waiver_noted(waiver)
        emails.waiver_waits(waiver, on=at)
    return waiver


def take_back(waiver, *, by, at):
    """I changed my mind: I give up nothing."""
    with locked(waiver) as waiver:
        if by is None or by.pk != waiver.contract.person_id:
            raise NotTheirs
        _refuse_unless_open(waiver)
        waiver.taken_back_at = at
        waiver.save(update_fields=["taken_back_at"])
        record(Event.WAIVER_TAKEN_BACK, waiver.contract, by=by, waiver=waiver.pk)
    return waiver


def write_down(waiver, *, by, at, on):
    """What was given up leaves the apports with a right, and stays in the equity without one: no
    income, no gift, and no tax receipt."""
    with locked(waiver.contract) as contract, locked(waiver) as waiver:
        refuse_both_sides(contract, by)
        refuse_unless_kept(contract)
        _refuse_unless_open(waiver)
        _refuse_before(waiver, on)
        if waiver.cents > (left := contract.balance.outstanding):
            raise MoreThanLeft(left)
        legs = [debit(account_of(contract).number, waiver.cents, contract)]
        waiver.entry = entries.post(
            [*legs, credit(WITHOUT_RIGHT, waiver.cents)], by=by, at=at, on=on, book_id="OD",
            nature=Nature.WAIVER, source_key=f"waiver:{waiver.pk}", piece=contract.reference,
            label=f"{contract.reference}, renonciation",
        )  # fmt: skip
        waiver.recorded_by = by
        waiver.save(update_fields=["entry", "recorded_by"])
        record(Event.WAIVER_WRITTEN, contract, by=by, waiver=waiver.pk, cents=waiver.cents)
        emails.waiver_written(waiver, documents.waiver(waiver))
        settling.settle(contract, by=by, at=at)
    return waiver


def undo(entry, *, by, at, on, why):
    """It was written for a wrong sum, or for somebody else: the right is whole again, unless a
    round was shared without it since."""
    with locked(entry.waiver.contract) as contract:
        refuse_both_sides(contract, by)
        if contract.state != ContractState.WAIVED:
            refuse_unless_kept(contract)
        refuse_once_shared(entry)
        mirror = entries.reverse(entry, by=by, at=at, on=on, label=why)
        record(Event.WAIVER_UNDONE, contract, by=by, waiver=entry.waiver.pk)
        settling.live_again(contract, by=by)
        emails.waiver_undone(entry.waiver, why)
    return mirror


def _refuse_beyond(contract, cents):
    waiting = sum(contract.waivers.open().values_list("cents", flat=True))
    left = max(contract.balance.outstanding - waiting, 0)
    if cents > left:
        due = contract.balance.due
        raise AlreadyDue(left, due) if due else MoreThanLeft(left)


def _refuse_unless_open(waiver):
    if waiver.taken_back_at or waiver.entry_id:
        raise NoLongerAsked


def _refuse_before(waiver, on):
    if on < timezone.localdate(waiver.asked_at):
        raise BeforeItWasAsked

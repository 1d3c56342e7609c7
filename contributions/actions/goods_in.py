"""A thing that is brought enters the books, wears out there, and may go back as it is."""

from django.db import transaction

from contributions import documents, emails
from contributions.actions import entries, payments, settling
from contributions.actions.accounts import account_of
from contributions.actions.entries import credit, debit
from contributions.actions.sides import (
    refuse_both_sides,
    refuse_once_shared,
    refuse_unless_in_force,
    refuse_unless_kept,
)
from contributions.apports import things
from contributions.chart import DEPRECIATION_COST, RETURN_GAIN, WEAR
from contributions.events import Event
from contributions.models import Receipt
from contributions.states import ContractState, Nature
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused


class NotValued(Refused):
    message = "La valeur de ce bien n’a pas encore été trouvée juste par deux autres personnes."


class AlreadyBroughtIn(Refused):
    message = "Ce bien est déjà entré dans les comptes."


class NotBroughtIn(Refused):
    message = "Ce bien n’est pas entré dans les comptes."


class AlreadyGone(Refused):
    message = "Ce bien est déjà reparti chez la personne qui l’a apporté."


class NothingWorn(Refused):
    message = "À cette date, ce bien n’a rien perdu de plus que ce qui est déjà écrit."


class BeforeItWore(Refused):
    message = "Une dotation est déjà écrite après ce jour : choisissez une date plus récente."


class WoreSince(Refused):
    message = "Une dotation plus récente compte avec celle-ci : contre-passez-la d’abord."


class LessThanItsValue(Refused):
    message = (
        "Une partie de cet apport a déjà été reprise ou abandonnée : le bien vaut plus que ce qui "
        "reste à reprendre. Il ne se rend pas tel quel ; convenez d’un remplacement."
    )


def bring_in(good, *, by, at, on):
    """The thing enters the books for the value that two others found right, with its receipt."""
    with locked(good.pledge.contract) as contract, locked(good) as good:
        refuse_both_sides(contract, by)
        refuse_unless_in_force(contract)
        value = _to_enter(good, contract)
        entry = entries.post(
            [debit(good.account, value), credit(account_of(contract).number, value, contract)],
            by=by, at=at, on=on, nature=Nature.IN_KIND, book_id="OD", piece=contract.reference,
            source_key=f"good:{good.pk}", label=f"{contract.reference}, bien apporté",
        )  # fmt: skip
        good.entry, good.in_service_on = entry, good.in_service_on or on
        good.save(update_fields=["entry", "in_service_on"])
        record(Event.GOOD_CAME_IN, contract, by=by, good=good.pk, cents=value)
        payments.give_receipt(
            contract, entry, means=Receipt.Means.IN_KIND, cents=value, by=by, at=at
        )
    return good


def depreciate(good, *, by, at, on):
    """Write down what the thing lost until that day, over what is written already."""
    with locked(good) as good:
        _refuse_unless_here(good)
        if things.worn_after(good, on):
            raise BeforeItWore
        lost = _lost(good, until=on)
        if lost <= 0:
            raise NothingWorn
        entry = entries.post(
            [debit(DEPRECIATION_COST, lost), credit(WEAR[good.account[:4]], lost)],
            by=by, at=at, on=on, nature=Nature.DEPRECIATION, book_id="OD",
            piece=good.pledge.contract.reference, label=f"Dotation, {_named(good)}",
            source_key=things.next_key(good),
        )  # fmt: skip
        record(Event.GOOD_WORE, good.pledge.contract, by=by, good=good.pk, cents=lost)
    return entry


def unwear(entry, *, by, at, on, why):
    """What was written of its wear was wrong: the last first, as long as the thing is here."""
    with locked(things.worn_by(entry)) as good:
        _refuse_unless_here(good)
        if things.wear_of(good).filter(pk__gt=entry.pk).exists():
            raise WoreSince
        mirror = entries.reverse(entry, by=by, at=at, on=on, label=why)
        record(Event.GOOD_UNWORN, good.pledge.contract, by=by, good=good.pk)
    return mirror


def give_back(good, *, by, at, on):
    """The thing goes back as it is: what it was brought for is taken back, its wear is undone.

    What it had lost stays a gain of the association, told apart (golden example G9).
    """
    with locked(good.pledge.contract) as contract, locked(good) as good:
        refuse_both_sides(contract, by)
        refuse_unless_kept(contract)
        _refuse_unless_here(good)
        if contract.balance.outstanding < things.value(good):
            raise LessThanItsValue
        if _lost(good, until=on):
            depreciate(good, by=by, at=at, on=on)
        good.returned_entry = _returned(good, contract, by=by, at=at, on=on)
        good.save(update_fields=["returned_entry"])
        record(Event.GOOD_WENT_BACK, contract, by=by, good=good.pk, cents=things.value(good))
        emails.good_returned(good, documents.good_return(good))
        settling.settle(contract, by=by, at=at)
    return good


def keep_here(entry, *, by, at, on, why):
    """It had not gone: the entry of its return was a mistake. What it wore stays written."""
    good = entry.returned_good
    with locked(good.pledge.contract) as contract, locked(good) as good:
        refuse_both_sides(contract, by)
        if contract.state != ContractState.SETTLED:
            refuse_unless_kept(contract)
        refuse_once_shared(entry)
        mirror = entries.reverse(entry, by=by, at=at, on=on, label=why)
        good.returned_entry = None
        good.save(update_fields=["returned_entry"])
        record(Event.GOOD_STAYED, contract, by=by, good=good.pk)
        settling.live_again(contract, by=by)
        emails.good_stayed(good, entry, why)
    return mirror


def undo(good, mirror, *, by, at):
    """The thing went home with its contributor's change of mind, by the ``mirror`` of the entry
    that brought it: what it wore is undone too, and it wears no more."""
    with locked(good) as good:
        for entry in things.wear_of(good):
            label = f"Dotation défaite, {_named(good)}"
            entries.reverse(entry, by=by, at=at, on=mirror.on, label=label)
        good.returned_entry = mirror
        good.save(update_fields=["returned_entry"])
    return good


def _returned(good, contract, *, by, at, on):
    value, wear = things.value(good), things.worn_so_far(good)
    legs = [debit(account_of(contract).number, value, contract), credit(good.account, value)]
    if wear:
        legs += [debit(WEAR[good.account[:4]], wear), credit(RETURN_GAIN, wear)]
    return entries.post(
        legs, by=by, at=at, on=on, nature=Nature.RETURN_IN_KIND, book_id="OD",
        piece=contract.reference, source_key=things.back_key(good),
        label=f"{contract.reference}, bien rendu tel quel",
    )  # fmt: skip


def _to_enter(good, contract):
    """Its value, in cents; or what forbids it to enter."""
    if good.entry_id:
        raise AlreadyBroughtIn
    if good.value is None:
        raise NotValued
    if good.value > (left := payments.room(contract)):
        raise payments.MoreThanCommitted(good.value, left)
    return good.value


def _refuse_unless_here(good):
    if good.entry_id is None:
        raise NotBroughtIn
    if good.returned_entry_id:
        raise AlreadyGone


def _lost(good, *, until):
    return things.lost(good, until=until) - things.worn_so_far(good)


def _named(good):
    return " ".join(good.name.replace("|", " ").split())[:90]


@transaction.atomic
def depreciate_all(*, by, at, on):
    """Write down what each thing lost until that day. Those that lost nothing more are left alone;
    raises NothingWorn when that is all of them."""
    written = []
    for thing in things.here(today=on):
        if thing.to_write and not things.worn_after(thing.good, on):
            written.append(depreciate(thing.good, by=by, at=at, on=on))
    if not written:
        raise NothingWorn
    return written

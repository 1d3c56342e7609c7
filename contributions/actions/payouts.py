"""Where somebody is repaid: given by them alone, confirmed by another, used two days on (I17)."""

from datetime import UTC, timedelta

from django.db.models import DateTimeField

from contributions import emails
from contributions.bank.ibans import checked
from contributions.events import Event
from contributions.models import BankAccount, PayoutAccount
from contributions.models.transfers import QUARANTINE
from contributions.permissions import confirms_money
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.prepared import Among, Given, prepared
from coopstudio.refusals import Refused

FRESH = timedelta(minutes=15)
"""How long a proof of identity counts for giving an account."""


class ProveAgain(Refused):
    message = "Prouvez de nouveau que c’est vous, puis donnez votre compte."


class OnlyTheirOwn(Refused):
    message = "On ne donne que son propre compte."


class NotOurs(Refused):
    message = (
        "C’est le compte de l’association : donnez le vôtre, où vous serez remboursé ou remboursée."
    )


class HeardOtherwise(Refused):
    message = (
        "Ce ne sont pas les quatre derniers signes de ce compte : réécoutez la personne, ou "
        "écartez-le."
    )


class SomebodyElseConfirms(Refused):
    message = "Une autre personne confirme ce compte : jamais celle qui le donne."


class NoLongerWaits(Refused):
    message = "Ce compte n’attend plus : il est confirmé, ou remplacé."


class AlreadyEnded(Refused):
    message = "Ce compte n’est plus utilisé."


def ask(person, *, by, at, holder, iban, proved_at, bic=""):
    """Give one's account. One that waited is replaced; one in use stays meanwhile."""
    if by != person:
        raise OnlyTheirOwn
    if proved_at is None or not timedelta(0) <= at - proved_at <= FRESH:
        raise ProveAgain
    iban = checked(iban)
    if BankAccount.objects.filter(iban=iban).exists():
        raise NotOurs
    with locked(person) as person:
        person.payout_accounts.filter(confirmed_at=None, ended_at=None).update(ended_at=at)
        made = PayoutAccount.objects.create(
            person=person, holder=holder, iban=iban, bic=bic, asked_at=at, proved_at=proved_at
        )
        record(Event.PAYOUT_GIVEN, made, by=by)
        emails.payout_given(made)
    return made


def confirm(payout, *, by, at, heard):
    """A second person writes the last four signs that they heard its owner say, without reading
    them anywhere; it is used two days from now."""
    with locked(payout.person) as person, locked(payout) as payout:
        if by == person or not confirms_money(by):
            raise SomebodyElseConfirms
        if payout.confirmed_at or payout.ended_at:
            raise NoLongerWaits
        if "".join(heard.split()).upper() != payout.iban[-4:]:
            raise HeardOtherwise
        person.payout_accounts.exclude(pk=payout.pk).filter(ended_at=None).update(ended_at=at)
        payout.confirmed_by, payout.confirmed_at = by, at
        payout.usable_from = at.astimezone(UTC) + QUARANTINE  # forty-eight hours, in spring too
        payout.save(update_fields=["confirmed_by", "confirmed_at", "usable_from"])
        record(Event.PAYOUT_CONFIRMED, payout, by=by)
        emails.payout_confirmed(payout)
    return payout


def end(payout, *, by, at):
    """Stop using an account: its owner changes their mind, or somebody doubts it."""
    with locked(payout) as payout:
        if payout.person_id != by.pk and not confirms_money(by):
            raise OnlyTheirOwn
        if payout.ended_at:
            raise AlreadyEnded
        payout.ended_at = at
        payout.save(update_fields=["ended_at"])
        record(Event.PAYOUT_ENDED, payout, by=by)
        emails.payout_ended(payout)
    return payout


def payout_of(person, at):
    """The account that may be used at this hour, or None."""
    return usable({person.pk}, at).get(person.pk)


def usable(people, at):
    """{person: PayoutAccount} of those who have one that may be used at this hour."""
    return {one.person_id: one for one in _usable(people=list(people), at=at)}


@prepared
def _usable():
    found = PayoutAccount.objects.filter(Among("person", "people"), ended_at=None)
    return found.filter(usable_from__lte=Given("at", DateTimeField()))

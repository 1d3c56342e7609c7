"""A round enters the books: one person, then another, and one entry for all."""

from django.db import transaction

from contributions import documents, emails
from contributions.actions import entries
from contributions.actions.entries import credit, debit
from contributions.actions.rounds.deciding import check_base
from contributions.actions.rounds.preparing import check_guards
from contributions.actions.rounds.reopening import take_back
from contributions.chart import OWED
from contributions.events import Event
from contributions.models import Hardship
from contributions.permissions import confirms_money, keeps_books
from contributions.rounds.conflicts import check_receives_nothing
from contributions.states import Nature, RoundState
from coopstudio.db import locked
from coopstudio.french import dates
from coopstudio.journal.api import record
from coopstudio.refusals import Refused


class NoDecision(Refused):
    message = "Aucun cercle n’a encore décidé de ce tour : rien ne s’écrit sans sa décision."


class NotTheirs(Refused):
    message = "Qui tient les comptes comptabilise un tour ; une autre personne le confirme."


class AnotherConfirms(Refused):
    message = "Une autre personne confirme : personne ne fait sortir de l’argent sans l’autre."


class NotSignedYet(Refused):
    message = "Qui tient les comptes comptabilise d’abord ; vous confirmez ensuite."


class AlreadySigned(Refused):
    message = "Ce tour attend déjà la deuxième personne."


class BeforeItsBase(Refused):
    def __init__(self, tour):
        super().__init__(
            f"La base de ce tour est arrêtée au {dates.short_day(tour.cut_off_on)} : son écriture "
            "n’est pas plus ancienne."
        )


class AlreadyLeft(Refused):
    message = (
        "Des virements sont déjà partis : ce tour ne s’annule plus. Un virement revenu reste dû."
    )


def post(tour, *, by, at):
    """The first of two people: what will be written was read again, and is right."""
    if not keeps_books(by):
        raise NotTheirs
    with locked(tour) as tour:
        _check_consented(tour, by)
        if tour.posted_by_id:
            raise AlreadySigned
        check_guards(tour, check_base(tour))
        tour.posted_by = by
        tour.save(update_fields=["posted_by"])
        record(Event.ROUND_SIGNED, tour, by=by)
    return tour


def confirm(tour, *, by, at, on):
    """The second person: the entry is written, dated ``on``; each is told what is theirs."""
    if not confirms_money(by):
        raise NotTheirs
    with locked(tour) as tour:
        _check_consented(tour, by)
        _check_second(tour, by)
        if on < tour.cut_off_on:
            raise BeforeItsBase(tour)
        check_guards(tour, check_base(tour))
        given = list(tour.shares.filter(cents__gt=0).select_related("contract__account"))
        entry = entries.post(
            _legs(given), by=by, at=at, nature=Nature.REPAYMENT_DECIDED, on=on, book_id="OD",
            source_key=f"round:{tour.pk}", piece=tour.act.code,
            label=f"Tour de reprises {tour}",
        )  # fmt: skip
        check_base(tour, but=entry)  # what slipped in before it held the balances it moves
        tour.entry, tour.confirmed_by = entry, by
        tour.move_to(RoundState.POSTED)
        tour.save(update_fields=["entry", "confirmed_by", "state"])
        _forget_reasons(tour)
        record(Event.ROUND_POSTED, tour, by=by, entry=entry.pk)
        for share in _told(tour):
            emails.repayment_notice(share, documents.repayment_notice(share))
    return tour


@transaction.atomic
def cancel(tour, *, by, at, on, why):
    """Give a round up; once posted, by the mirror of its entry, before any transfer has left."""
    take_back(tour, by=by, at=at, why=why)
    with locked(tour) as tour:
        was_posted = tour.state == RoundState.POSTED
        if tour.batches.exclude(sent_at=None).exists():
            raise AlreadyLeft
        tour.move_to(RoundState.CANCELLED)
        if was_posted:
            entries.reverse(tour.entry, by=by, at=at, on=on, label=f"Annulation du tour {tour}")
        tour.save(update_fields=["state"])
        _forget_reasons(tour)
        record(Event.ROUND_CANCELLED, tour, by=by)
        if was_posted:
            for share in tour.shares.filter(cents__gt=0).select_related("contract__person"):
                emails.round_cancelled(share, why)
    return tour


def _check_consented(tour, by):
    if tour.act is None or tour.state != RoundState.CONSENTED:
        raise NoDecision
    check_receives_nothing(by, tour)


def _check_second(tour, by):
    if tour.posted_by_id is None:
        raise NotSignedYet
    if tour.posted_by_id == by.pk:
        raise AnotherConfirms


def _legs(given):
    """Each their own line of 1034, and the same sum owed to them."""
    return [
        leg
        for share in given
        for leg in (
            debit(share.contract.account.number, share.cents, share.contract),
            credit(OWED, share.cents, share.contract),
        )
    ]


def _told(tour):
    """What each is given, with what is left of their apport now that it is written."""
    found = tour.shares.filter(cents__gt=0).order_by("rank")
    return found.select_related("contract__person", "contract__balance")


def _forget_reasons(tour):
    """Why somebody asked to be served first is effaced as soon as it serves no more."""
    Hardship.objects.filter(round=tour).update(reason=b"")

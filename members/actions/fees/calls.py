"""Calls: a year is called, for everybody once; a person chooses; an organ waives."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from coopstudio.alarm import ring_after_commit
from coopstudio.db import locked
from coopstudio.french.money import short_euros
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import documents, emails
from members.actions.fees.payments import use_advance
from members.events import Event
from members.fees.due import to_call
from members.fees.periods import years_after
from members.fees.tariffs import TariffBook, called, least
from members.models import BankDetails, FeeCall, FeeTerm
from members.querysets.fees import EVER
from members.states import TariffKind, TermKind

AT_ONCE = 40
"""How many calls leave while somebody waits for the page; the rest leaves behind it."""

LOT = 250


class NoTariff(Refused):
    message = "Aucun tarif n’est encore inscrit pour cet exercice : commencez par là."


class NoWayToPay(Refused):
    message = "Dites d’abord comment régler : l’appel doit donner l’IBAN de l’association."


class NothingToChoose(Refused):
    message = "Ce montant ne se choisit pas : écrivez à la trésorerie, elle vous répondra."


class BelowMinimum(Refused):
    message = "Ce montant est en dessous du minimum de l’année."


class BelowPaid(Refused):
    message = (
        "Vous avez déjà réglé davantage. Pour revenir dessus, écrivez à la trésorerie : son "
        "adresse est sur cette page."
    )


class AlreadyPaid(Refused):
    message = "Un règlement plus élevé est déjà inscrit : contre-passez-le d’abord."


class NothingCalled(Refused):
    message = "Cette personne n’est pas membre sur cet exercice : il n’y a rien à dispenser."


class DecidedLater(Refused):
    message = "La date de la décision est dans le futur : l’organe doit d’abord se réunir."


class OwnFee(Refused):
    message = "Il s’agit de votre cotisation : une autre personne de la trésorerie l’inscrit."


def call_year(year, *, by, at):
    """Call a year: whoever is a member and was not called is, once. Pressing twice changes nothing.

    The first calls leave at once, the others behind the page. Returns how many left at once.
    """
    today = timezone.localdate(at)
    with locked(year) as year:
        if not year.tariffs.exists():
            raise NoTariff
        if not BankDetails.objects.in_force(on=today):
            raise NoWayToPay
        if not year.called_on:
            year.called_on, year.called_by = today, by
            year.save(update_fields=["called_on", "called_by"])
        record(Event.FEES_CALLED, year, by=by)
        ring_after_commit("members.tasks.call_fees")
    return call_those_due(year, by=by, at=at, most=AT_ONCE)


def call_those_due(year, *, at, by=None, most=LOT):
    """Call those of a called year who were not called yet, ``most`` at once. Returns how many."""
    with locked(year) as year:
        found = to_call(year, on=timezone.localdate(at))[:most]
        for due in found:
            _call(year, due, by=by, at=at)
        year.save(update_fields=["calls_made"])
    return len(found)


def choose(call, *, by, at, amount):
    """The person chooses their fee, at or above the minimum."""
    tariff = call.tariff
    if tariff.kind != TariffKind.FREE:
        raise NothingToChoose
    return _say(call, TermKind.CHOSEN, amount, least(tariff, call), by=by, at=at)


def declare(call, *, by, at):
    """The person says that they need the reduced tariff. No proof is asked, no reason kept."""
    tariff = TariffBook(call.year).reduced_for(call.tariff.category_id)
    if tariff is None:
        raise NothingToChoose
    amount = called(tariff, call.months, call.months_of_year)
    return _say(call, TermKind.DECLARED, amount, amount, by=by, at=at)


def waive(person, year, *, by, at, organ, decided_on, reference, amount=0):
    """Record that an organ asks nothing of this person for the year, or only ``amount`` (cents)."""
    today = timezone.localdate(at)
    _refuse_own_fee(person.pk, by)
    if decided_on > today:
        raise DecidedLater
    with locked(year) as year:
        call, due = year.calls.filter(person=person).first(), None
        if call is None:
            call, due = _silent_call(year, person, at=at)
        term = _ask(
            call, TermKind.WAIVED, amount, by=by, at=at, organ=organ, decided_on=decided_on,
            reference=reference,
        )  # fmt: skip
        uses = due and due.advance and amount
        used = use_advance(call, replace(due, amount=amount), at=at) if uses else 0
        record(Event.FEE_WAIVED, call, by=by, amount=amount, decided_on=f"{decided_on}")
        emails.fee_changed(call, term, paid=used)
    return call


def correct(call, *, by, at, amount, reason):
    """The treasurer puts right what was asked by mistake, and says why."""
    _refuse_own_fee(call.person_id, by)
    with locked(call.year):
        term = _ask(call, TermKind.CORRECTED, amount, by=by, at=at, reference=reason)
        record(Event.FEE_CORRECTED, call, by=by, amount=amount)
        emails.fee_changed(call, term)
    return call


def _refuse_own_fee(person, by):
    """Nobody changes what is asked of themselves by the office that they hold."""
    if by and by.pk == person:
        raise OwnFee


def _say(call, kind, amount, minimum, *, by, at):
    """What the person says of their own call, between what is due at least and what is paid."""
    event = Event.FEE_CHOSEN if kind == TermKind.CHOSEN else Event.FEE_DECLARED
    with locked(call.year):
        standing = FeeCall.objects.standing(on=EVER).get(pk=call.pk)
        if standing.why == TermKind.WAIVED:
            raise NothingToChoose
        if amount < minimum:
            raise BelowMinimum(f"Le minimum de l’année est de {short_euros(minimum)}.")
        if amount < standing.paid:
            raise BelowPaid
        FeeTerm.objects.create(
            call=call, kind=kind, amount=amount, said_on=timezone.localdate(at), at=at, by=by
        )
        record(event, call, by=by, amount=amount)
    return call


def _ask(call, kind, amount, *, by, at, **why):
    """A new term, never below what was paid. The year is locked."""
    if amount < FeeCall.objects.standing(on=EVER).get(pk=call.pk).paid:
        raise AlreadyPaid
    return FeeTerm.objects.create(
        call=call, kind=kind, amount=amount, said_on=timezone.localdate(at), at=at, by=by, **why
    )


def _call(year, due, *, by, at):
    """One call, its letter and its paper. Who is exempt by their tariff gets neither."""
    today = timezone.localdate(at)
    call, is_exempt = _made(year, due, on=today), due.tariff.kind == TariffKind.EXEMPT
    if is_exempt:
        tariff = due.tariff
        _ask(call, TermKind.WAIVED, 0, by=by, at=at, organ=tariff.organ,
             decided_on=tariff.decided_on, reference=tariff.reference)  # fmt: skip
    else:
        _ask(call, TermKind.CALLED, due.amount, by=by, at=at)
    used = use_advance(call, due, at=at) if due.advance and due.amount else 0
    record(Event.FEE_CALLED, call, by=by, amount=due.amount, advance=used)
    if not is_exempt and due.amount:
        details = BankDetails.objects.in_force(on=today)
        said = {"asked": due.amount, "paid": used, "minimum": least(due.tariff, call)}
        emails.fee_called(call, documents.fee_call(call, details=details, **said), **said)
    return call


def _made(year, due, *, on):
    call = drawn_up(year, due, on=on)
    call.save()
    return call


def drawn_up(year, due, *, on):
    """The row of the call, not written yet. Its number follows in its year."""
    year.calls_made += 1
    due_on = max(on, due.period.start) + timedelta(days=year.days_to_pay)
    return FeeCall(
        person=due.person,
        year=year,
        tariff=due.tariff,
        reference=f"COT-{year.name}-{year.calls_made:04}",
        covers_from=due.period.start,
        covers_to=due.period.end,
        months=due.period.months,
        months_of_year=due.period.months_of_year,
        called_on=on,
        due_on=due_on,
        barred_on=years_after(due_on, year.limitation_years),
    )


def _silent_call(year, person, *, at):
    """Somebody is waived before they were called: the call is made, and nobody is written to.

    Returns it with the ``Due`` it comes from.
    """
    today = timezone.localdate(at)
    found = [due for due in to_call(year, on=today) if due.person.pk == person.pk]
    if not found:
        raise NothingCalled
    call = _made(year, found[0], on=today)
    year.save(update_fields=["calls_made"])
    _ask(call, TermKind.CALLED, found[0].amount, by=None, at=at)
    return call, found[0]

"""The facts of the sixth step: the company exists, it has invoiced. No day without its paper."""

from django.db import transaction
from django.utils import timezone

from contributions.events import Event
from contributions.models import CompanyFact
from contributions.states import CompanyStep
from coopstudio.db import one_at_a_time
from coopstudio.files import api as files
from coopstudio.french import dates
from coopstudio.journal.api import record
from coopstudio.refusals import Refused


class WrittenAlready(Refused):
    message = "Ce fait est déjà inscrit : retirez-le d’abord, s’il l’a été par erreur."


class NotYet(Refused):
    message = "Ce jour n’est pas venu : un fait s’inscrit une fois qu’il a eu lieu."


class NotRegistered(Refused):
    message = "La société n’est pas encore immatriculée ici : inscrivez ce fait d’abord."


class InvoicedBefore(Refused):
    def __init__(self, day):
        super().__init__(
            f"La société est immatriculée depuis le {dates.short_day(day)} : elle n’a rien pu "
            "facturer avant."
        )


class TakenBack(Refused):
    message = "Ce fait est déjà retiré."


class InvoiceStands(Refused):
    message = "La première prestation facturée repose sur ce fait : retirez-la d’abord."


@transaction.atomic
def tell(step, *, by, at, on, reference, upload):
    """Write down what happened to the company, on which day, with the paper that proves it."""
    one_at_a_time("contributions.company")
    standing = CompanyFact.objects.standing()
    if step in standing:
        raise WrittenAlready
    if on > timezone.localdate(at):
        raise NotYet
    if step == CompanyStep.INVOICED:
        _check_registered(standing, on)
    fact = CompanyFact.objects.create(
        step=step, on=on, reference=reference, paper=files.take_in(upload), written_by=by,
        written_at=at,
    )  # fmt: skip
    record(Event.COMPANY_TOLD, fact, by=by, step=f"{step}", on=f"{on}")
    return fact


@transaction.atomic
def take_back(fact, *, by, at, why):
    """Say that it was written by mistake; the row and its paper stay."""
    one_at_a_time("contributions.company")
    standing = CompanyFact.objects.standing()
    if standing.get(fact.step) != fact:
        raise TakenBack
    if fact.step == CompanyStep.REGISTERED and CompanyStep.INVOICED in standing:
        raise InvoiceStands
    fact.ended_by, fact.ended_at, fact.why = by, at, why
    fact.save(update_fields=["ended_by", "ended_at", "why"])
    record(Event.COMPANY_TAKEN_BACK, fact, by=by, step=fact.step)
    return fact


def _check_registered(standing, on):
    registered = standing.get(CompanyStep.REGISTERED)
    if registered is None:
        raise NotRegistered
    if on < registered.on:
        raise InvoicedBefore(registered.on)

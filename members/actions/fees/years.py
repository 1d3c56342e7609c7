"""The years of fees and their settings: what is asked, how to pay, what a receipt may say."""

from django.db import IntegrityError, transaction

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.events import Event
from members.models import BankDetails, FeeYear, Tariff, TaxRight
from members.states import TariffKind


class YearsOverlap(Refused):
    message = "Un autre exercice porte ce nom, ou couvre déjà une partie de ces jours."


class EndsTooEarly(Refused):
    message = "Le dernier jour de l’exercice vient avant le premier : vérifiez les deux dates."


class LastsOneDay(Refused):
    message = "Le premier et le dernier jour sont les mêmes : un exercice dure plus d’un jour."


class MinimumAbove(Refused):
    message = "Le minimum est au-dessus du montant appelé : baissez l’un ou montez l’autre."


class RightEndsTooEarly(Refused):
    message = "Ce droit finirait avant d’avoir commencé : vérifiez les deux dates."


def open_year(*, by, name, starts_on, ends_on, **settings):
    """Write down an exercice. ``settings``: manner, days_to_pay, limitation_years,
    calls_newcomers."""
    if ends_on < starts_on:
        raise EndsTooEarly
    if ends_on == starts_on:
        raise LastsOneDay
    try:
        with transaction.atomic():
            year = FeeYear.objects.create(
                name=name, starts_on=starts_on, ends_on=ends_on, **settings
            )
            record(Event.FEE_YEAR_OPENED, year, by=by)
    except IntegrityError as error:
        raise YearsOverlap from error
    return year


def write_tariff(year, *, by, at, kind, amount, minimum=0, **decision):
    """Write down what an organ decided to ask. It holds for those who are called from then on.

    ``decision``: organ, decided_on, reference; arrival, free_months, category.
    """
    if kind == TariffKind.EXEMPT:
        amount = minimum = 0
    if kind == TariffKind.FIXED:
        minimum = amount
    if minimum > amount:
        raise MinimumAbove
    with locked(year) as year:
        tariff = Tariff.objects.create(
            year=year, kind=kind, amount=amount, minimum=minimum, written_at=at, **decision
        )
        record(Event.TARIFF_WRITTEN, year, by=by, tariff=tariff.pk, amount=amount)
    return tariff


@transaction.atomic
def write_bank_details(*, by, at, **details):
    """Say how to pay the association, from a day on. Calls already made keep what they said."""
    written = BankDetails.objects.create(written_by=by, written_at=at, **details)
    record(Event.BANK_DETAILS_WRITTEN, written, by=by, from_on=f"{written.from_on}")
    return written


@transaction.atomic
def write_tax_right(*, by, at, from_on, until_on=None, **right):
    """Record the right that a receipt opens a tax reduction, or its end, in the very words."""
    if until_on and until_on < from_on:
        raise RightEndsTooEarly
    written = TaxRight.objects.create(
        written_by=by, written_at=at, from_on=from_on, until_on=until_on, **right
    )
    record(Event.TAX_RIGHT_WRITTEN, written, by=by, from_on=f"{from_on}")
    return written

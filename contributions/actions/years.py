"""An exercice is opened, then closed, in order and once."""

from django.db import transaction

from contributions.actions import accounts
from contributions.events import Event
from contributions.models import FiscalYear
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused


class YearIsClosed(Refused):
    message = "Cet exercice est déjà clos."


class AnEarlierYearIsOpen(Refused):
    message = "Un exercice plus ancien est encore ouvert : les exercices se closent dans l’ordre."


@transaction.atomic
def open_year(*, by, code, starts_on, ends_on):
    """A new exercice holds the entries of its days; the books and the chart are there for it."""
    accounts.open_books()
    year = FiscalYear.objects.create(code=code, starts_on=starts_on, ends_on=ends_on)
    record(Event.YEAR_OPENED, year, by=by)
    return year


def close_year(year, *, by, at):
    """No entry enters it any more; those under way are waited for (I5)."""
    with locked(year) as year:
        if year.is_closed:
            raise YearIsClosed
        if FiscalYear.objects.open().filter(ends_on__lt=year.starts_on).exists():
            raise AnEarlierYearIsOpen
        year.closed_at, year.closed_by = at, by
        year.save(update_fields=["closed_at", "closed_by"])
        record(Event.YEAR_CLOSED, year, by=by)
    return year

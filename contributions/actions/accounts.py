"""The books and the chart exist before the first entry; each contract has an account of its own."""

from contributions.chart import BOOKS, CHART
from contributions.events import Event
from contributions.models import Account, Book
from coopstudio.journal.api import record


def open_books():
    """Create what is missing of the books and of the chart: called whenever a year is opened."""
    Book.objects.bulk_create(
        [Book(code=code, name=name) for code, name in BOOKS.items()], ignore_conflicts=True
    )
    Account.objects.bulk_create(
        [Account(number=number, name=name) for number, name in CHART.items()],
        ignore_conflicts=True,
    )


def account_of(contract):
    """The account 1034 of this contract, opened with its first need: « 1034NNNN » (1.2)."""
    account, _ = Account.objects.get_or_create(
        contract=contract,
        defaults={"number": f"1034{contract.pk:04}", "name": f"Apport {contract.reference}"},
    )
    return account


def open_account(*, by, number, name):
    """One more account of the chart, on eight figures; it stays for ever."""
    made = Account.objects.create(number=number, name=name)
    record(Event.ACCOUNT_OPENED, made, by=by)
    return made

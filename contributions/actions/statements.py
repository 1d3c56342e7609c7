"""The statement of an apport over an exercice, asked for, or sent once when the year is over."""

from django.db import transaction

from contributions import documents, emails
from contributions.events import Event
from coopstudio.journal.api import record


@transaction.atomic
def state(contract, year, *, by, at, is_yearly=False):
    """Ask for the statement of an exercice; one that says what the books say is kept."""
    if paper := documents.of_year(contract, year):
        return paper
    paper = documents.statement(contract, year, at=at, is_yearly=is_yearly)
    record(Event.STATED, contract, by=by, year=year.code)
    return paper


@transaction.atomic
def send(contract, year, *, at):
    """The statement of the year leaves by letter, once."""
    paper = state(contract, year, by=None, at=at, is_yearly=True)
    emails.yearly_statement(contract, paper)
    return paper

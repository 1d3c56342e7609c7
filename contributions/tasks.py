"""What the clock triggers for apports. Each round asks what is due and not done."""

from contributions.actions import payments, pledges, signing, statements
from contributions.actions.books import verifications
from contributions.apports import due
from coopstudio import clock
from coopstudio.celery import app
from coopstudio.tending import alone


@app.task
def tend_apports():
    """Promises that expire, contracts to sign, payments that are late, yearly statements."""
    now = clock.now()
    pledges.tend(at=now)
    signing.tend(at=now)
    _payments(now)
    _statements(now)


def _payments(now):
    """Who is expected to pay is reminded, three times at most; then somebody is told to call."""
    for row in due.to_remind(now):
        with alone(row):
            payments.remind(row, at=now)


def _statements(now):
    """Once a year is over, each apport that lived in it has its statement, by letter."""
    for contract, year in due.to_state(now):
        with alone(contract):
            statements.send(contract, year, at=now)


@app.task
def read_ledger():
    """Once a day, the whole ledger is read again; what does not hold is written to who answers."""
    verifications.read_nightly(at=clock.now())

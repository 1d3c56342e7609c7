"""Where people of the demonstration are repaid: given by them, confirmed by somebody who heard."""

from django.db import connection

from contributions.actions import payouts
from contributions.demo.people import person


def give(*, at, name, iban):
    owner = person(name)
    payouts.ask(owner, by=owner, at=at, holder=owner.full_name, iban=iban, proved_at=at)


def confirm(*, at, name, by="fleur"):
    """``by`` heard them say the last four signs. For PostgreSQL too that was then, if it may."""
    waits = person(name).payout_accounts.get(confirmed_at=None, ended_at=None)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL coop.owner_says = 'lived before'")
        payouts.confirm(waits, by=person(by), at=at, heard=waits.iban[-4:])
        cursor.execute("SET LOCAL coop.owner_says = ''")

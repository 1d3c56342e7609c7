"""What a closed exercice leaves is what the next one begins with, account by account (AN)."""

from django.db import connection

from contributions.actions.entries import Leg, post
from contributions.chart import RESULT_GAIN, RESULT_LOSS
from contributions.models import Contract
from contributions.states import Nature, Side
from coopstudio.french import dates
from coopstudio.french.money import euros

LEFT = """
    SELECT CASE WHEN l.account_id ~ '^[67]' THEN '' ELSE l.account_id END AS account,
           l.contract_id, sum(CASE l.side WHEN 'D' THEN l.cents ELSE -l.cents END)
      FROM contributions_line l JOIN contributions_entry e ON e.id = l.entry_id
     WHERE e.year_id = %s AND l.account_id ~ '^[1-7]'
     GROUP BY 1, 2 ORDER BY 1, 2
"""


def left_by(year):
    """{(account, contract's key or None): cents}, debit above zero: its balance, result included.

    Charges and products become one result (120 or 129); class 8 ends with its year.
    """
    with connection.cursor() as cursor:
        cursor.execute(LEFT, [year.pk])
        told = {(account, contract): int(cents) for account, contract, cents in cursor.fetchall()}
    result = told.pop(("", None), 0)
    key = (RESULT_LOSS if result > 0 else RESULT_GAIN, None)
    told[key] = told.get(key, 0) + result
    return {key: cents for key, cents in sorted(told.items(), key=_in_order) if cents}


def upside_down(year):
    """What no opening may take over, in sentences: apports that owe instead of being owed."""
    return [
        f"le compte {account} est débiteur de {euros(cents)} au {dates.short_day(year.ends_on)}."
        for (account, contract), cents in left_by(year).items()
        if contract and cents > 0
    ]


def carry(year, into, *, by, at):
    """Post the opening entry of ``into`` from what ``year`` left; nothing left, nothing posted."""
    told = left_by(year)
    if not told:
        return None
    contracts = Contract.objects.in_bulk({contract for _, contract in told if contract})
    legs = [
        Leg(account, Side.DEBIT if cents > 0 else Side.CREDIT, abs(cents), contracts.get(contract))
        for (account, contract), cents in told.items()
    ]
    return post(
        legs, by=by, at=at, source_key=f"opening:{into.pk}", nature=Nature.OPENING,
        on=into.starts_on, book_id="AN", piece=f"AN {into.code}",
        label=f"À-nouveaux de l'exercice {year.code}",
    )  # fmt: skip


def _in_order(item):
    (account, contract), _ = item
    return account, contract or 0

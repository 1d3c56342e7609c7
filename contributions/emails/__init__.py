"""Every letter about apports, one function each; one file per noun."""

from contributions.emails.books import anchored, ledger_wrong
from contributions.emails.goods import good_contested, good_valued
from contributions.emails.pledges import (
    pledge_confirmed,
    pledge_declared,
    pledge_expired,
    pledge_reminder,
    pledge_to_hear,
    pledge_withdrawn,
)

__all__ = [
    "anchored",
    "ledger_wrong",
    "good_contested",
    "good_valued",
    "pledge_confirmed",
    "pledge_declared",
    "pledge_expired",
    "pledge_reminder",
    "pledge_to_hear",
    "pledge_withdrawn",
]

"""Every letter about apports, one function each; one file per noun."""

from contributions.emails.books import anchored, ledger_wrong
from contributions.emails.contracts import (
    contract_lapsed,
    contract_reminder,
    contract_retracted,
    contract_signed,
    contract_to_countersign,
    contract_to_sign,
    signing_code,
)
from contributions.emails.goods import good_contested, good_valued
from contributions.emails.goods_in import good_returned, good_stayed
from contributions.emails.payments import (
    instalment_lapsed,
    payment_reminder,
    payment_silent,
    receipt_given,
    receipt_reversed,
)
from contributions.emails.payouts import payout_confirmed, payout_ended, payout_given
from contributions.emails.pledges import (
    pledge_confirmed,
    pledge_declared,
    pledge_expired,
    pledge_reminder,
    pledge_to_hear,
    pledge_withdrawn,
)
from contributions.emails.rounds import (
    repayment_notice,
    round_cancelled,
    round_prepared,
    round_word,
    transfer_arrived,
    transfer_leaving,
    transfer_returned,
)
from contributions.emails.statements import yearly_statement
from contributions.emails.transmissions import (
    transmission_left,
    transmission_told,
    transmission_undone,
)
from contributions.emails.waivers import waiver_noted, waiver_undone, waiver_waits, waiver_written

__all__ = [
    "contract_lapsed",
    "contract_reminder",
    "contract_retracted",
    "contract_signed",
    "contract_to_countersign",
    "contract_to_sign",
    "signing_code",
    "good_returned",
    "good_stayed",
    "instalment_lapsed",
    "payment_reminder",
    "payment_silent",
    "receipt_given",
    "receipt_reversed",
    "transmission_left",
    "transmission_told",
    "transmission_undone",
    "waiver_noted",
    "waiver_undone",
    "waiver_waits",
    "waiver_written",
    "yearly_statement",
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
    "payout_confirmed",
    "payout_ended",
    "payout_given",
    "repayment_notice",
    "round_cancelled",
    "round_prepared",
    "round_word",
    "transfer_arrived",
    "transfer_leaving",
    "transfer_returned",
]

"""The transfers of a round: made, sent by another, answered by the bank."""

from contributions.actions.batches.banking import (
    arrived,
    awaited,
    batch_paid,
    paid,
    returned,
    unpaid,
)
from contributions.actions.batches.making import (
    LEAVES,
    ConfirmedTooRecently,
    drop,
    file_of,
    left_out,
    make,
    payer,
    send,
    waiting,
)

__all__ = [
    "LEAVES", "ConfirmedTooRecently", "arrived", "awaited", "batch_paid", "drop", "file_of",
    "left_out", "make", "paid", "payer", "returned", "send", "unpaid", "waiting",
]  # fmt: skip

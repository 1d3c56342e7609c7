"""A round of repayments, from its preparation to its entry in the books."""

from contributions.actions.rounds.deciding import consented, propose
from contributions.actions.rounds.posting import cancel, confirm, post
from contributions.actions.rounds.preparing import (
    add_source,
    choose,
    compute,
    draw,
    drop_source,
    prepare,
)
from contributions.actions.rounds.reopening import reopen

__all__ = [
    "add_source", "cancel", "choose", "compute", "confirm", "consented", "draw", "drop_source",
    "post", "prepare", "propose", "reopen",
]  # fmt: skip

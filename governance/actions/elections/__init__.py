"""An election without candidates, from the role that is recalled to the mandate (3.2)."""

from governance.actions.elections.agreeing import answer, ask
from governance.actions.elections.amending import amend
from governance.actions.elections.ballots import (
    fold,
    open_the_ballots,
    remind,
    send_out_ballots,
    take_back_ballots_of,
)
from governance.actions.elections.confirming import (
    call_for_proposal,
    confirm,
    entrust_wording,
    go_on_without,
    hear_confirmations,
)
from governance.actions.elections.criteria import collect, drop, pass_turn, suggest, take_up
from governance.actions.elections.ending import (
    end_with_its_circle,
    end_without_result,
    not_accepted,
    postpone,
    resume,
)
from governance.actions.elections.opening import hand_over, open_election, open_elections
from governance.actions.elections.proposing import another_proposal, propose
from governance.actions.elections.recalling import frame, recall, tell

__all__ = [
    "amend",
    "another_proposal",
    "answer",
    "ask",
    "call_for_proposal",
    "collect",
    "confirm",
    "drop",
    "end_with_its_circle",
    "end_without_result",
    "entrust_wording",
    "fold",
    "frame",
    "go_on_without",
    "hand_over",
    "hear_confirmations",
    "not_accepted",
    "open_election",
    "open_elections",
    "open_the_ballots",
    "pass_turn",
    "postpone",
    "propose",
    "recall",
    "remind",
    "resume",
    "send_out_ballots",
    "suggest",
    "take_back_ballots_of",
    "take_up",
    "tell",
]

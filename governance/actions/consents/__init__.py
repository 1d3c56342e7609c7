"""A proposal from its draft to its decision: each verb of the way, told by family."""

from governance.actions.consents.adopting import adopt
from governance.actions.consents.assents import (
    agree,
    ask_to_close,
    ask_to_decide_unheard,
    ask_to_skip,
    disagree,
    refer,
)
from governance.actions.consents.balancing import (
    declare_poles,
    end_poles,
    offer_swap,
    say_pole,
    speak_from_across,
)
from governance.actions.consents.basket import (
    abandon,
    postpone,
    propose_to_abandon,
    put_in_basket,
    schedule,
    stop,
    withdraw,
)
from governance.actions.consents.concerns import hear_circle
from governance.actions.consents.consenting import consent, end_round, hesitate, object
from governance.actions.consents.distance import open_async, tend, to_meeting, wish_async
from governance.actions.consents.drafting import amend, draft, rename
from governance.actions.consents.hearings import correct_hearing, note_hearing
from governance.actions.consents.objections import (
    confirm_heard,
    explore,
    hear,
    integrate,
    not_integrated,
    orphan,
    reclassify,
    take_over,
    withdraw_objection,
)
from governance.actions.consents.opening import open_consent
from governance.actions.consents.perceiving import (
    add_viewpoint,
    echo,
    end_viewpoint,
    feel,
    give_places,
)
from governance.actions.consents.reminding import remind
from governance.actions.consents.speaking import answer, ask, pass_turn, react
from governance.actions.consents.steps import next_step, present
from governance.actions.consents.suspending import celebrate, resume, suspend

__all__ = [
    "abandon",
    "add_viewpoint",
    "adopt",
    "agree",
    "amend",
    "answer",
    "ask",
    "ask_to_close",
    "ask_to_decide_unheard",
    "ask_to_skip",
    "celebrate",
    "confirm_heard",
    "consent",
    "declare_poles",
    "disagree",
    "draft",
    "echo",
    "end_poles",
    "end_round",
    "end_viewpoint",
    "explore",
    "feel",
    "give_places",
    "hear",
    "hear_circle",
    "hesitate",
    "integrate",
    "next_step",
    "not_integrated",
    "correct_hearing",
    "note_hearing",
    "object",
    "offer_swap",
    "open_async",
    "open_consent",
    "orphan",
    "pass_turn",
    "postpone",
    "present",
    "propose_to_abandon",
    "put_in_basket",
    "react",
    "reclassify",
    "refer",
    "remind",
    "rename",
    "resume",
    "say_pole",
    "schedule",
    "speak_from_across",
    "stop",
    "suspend",
    "take_over",
    "tend",
    "to_meeting",
    "wish_async",
    "withdraw",
    "withdraw_objection",
]

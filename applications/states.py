from django.db.models import TextChoices


class State(TextChoices):
    """Where an application stands, in the founders' words. See PUBLIC_WORDS for the person's."""

    DRAFT = "draft", "brouillon"
    SUBMITTED = "submitted", "reçue"
    READING = "reading", "en lecture"
    COMPLETING = "completing", "à compléter"
    CROSSED = "crossed", "lectures croisées"
    MEETING_PROPOSED = "proposed", "rencontre proposée"
    MEETING_SET = "set", "rencontre fixée"
    MET = "met", "rencontrée"
    DECIDED = "decided", "décidée, lettre à envoyer"
    INVITED = "invited", "invitée à adhérer"
    DECLINED = "declined", "sans suite"
    WITHDRAWN = "withdrawn", "retirée"
    PAUSED = "paused", "en attente"
    ERASED = "erased", "effacée"


LEAVING = {State.PAUSED, State.WITHDRAWN}
"""Possible from wherever an answer is still awaited: to wait, or to take it back."""

ARROWS = {
    State.DRAFT: {State.SUBMITTED},
    State.SUBMITTED: {State.READING, *LEAVING},
    State.READING: {State.COMPLETING, State.CROSSED, *LEAVING},
    State.COMPLETING: {State.READING, *LEAVING},
    State.CROSSED: {State.MEETING_PROPOSED, State.DECIDED, *LEAVING},
    State.MEETING_PROPOSED: {State.MEETING_SET, State.CROSSED, State.MET, *LEAVING},
    State.MEETING_SET: {State.MET, State.CROSSED, *LEAVING},
    State.MET: {State.MEETING_PROPOSED, State.DECIDED, *LEAVING},
    State.DECIDED: {State.INVITED, State.DECLINED, State.CROSSED, State.MET, *LEAVING},
    State.INVITED: {State.WITHDRAWN, State.ERASED},
    State.PAUSED: {State.SUBMITTED, State.READING, State.WITHDRAWN, State.ERASED},
    State.DECLINED: {State.READING, State.ERASED},
    State.WITHDRAWN: {State.SUBMITTED, State.READING, State.ERASED},
}

RESTING = frozenset({State.PAUSED, State.DECLINED, State.WITHDRAWN})
"""Where it may be taken up again, in a new cycle if its readings were crossed."""

OPEN = frozenset(ARROWS) - RESTING - {State.DRAFT, State.INVITED}
"""Those that wait for an answer; a paused one sleeps until its day."""

UNDER_WAY = OPEN | {State.PAUSED, State.INVITED}
"""Sent, and still between us: no second one is begun beside it."""

TOGETHER = 2
"""How many people decide at least: one voice alone answers nobody."""

BLIND = frozenset({State.SUBMITTED, State.READING, State.COMPLETING})
"""While founders read each for themselves. What is folded is told by ``crossed_at``, not by this:
an application may be paused or withdrawn before its readings were crossed."""

TO_READ = BLIND - {State.COMPLETING}
"""While a reading is what founders owe."""

OWED = TO_READ | {State.CROSSED, State.MET, State.DECIDED}
"""Where an answer is the founders' to give: those whose person reads « en retard »."""

CROSSED = frozenset(
    {
        State.CROSSED,
        State.MEETING_PROPOSED,
        State.MEETING_SET,
        State.MET,
        State.DECIDED,
        State.INVITED,
        State.DECLINED,
    }
)
"""Where one only comes once everybody has read."""

STOPPED_BY_WAITING = {
    State.COMPLETING: "les questions qui lui sont posées se referment",
    State.MEETING_PROPOSED: "les créneaux proposés sont repris",
    State.MEETING_SET: "la rencontre fixée est annulée",
    State.MET: "les lectures et les positions reprendront à neuf ensuite",
    State.CROSSED: "les lectures reprendront à neuf ensuite",
    State.DECIDED: "la décision tombe, et les lectures reprendront à neuf ensuite",
}
"""What a yes to wait puts an end to."""

PUBLIC_WORDS = {  # but DECIDED: see Application.told_state
    State.DRAFT: "Brouillon",
    State.SUBMITTED: "Bien arrivée",
    State.READING: "En cours de lecture",
    State.COMPLETING: "Quelques précisions à donner",
    State.CROSSED: "En cours de lecture",
    State.MEETING_PROPOSED: "Une rencontre vous est proposée",
    State.MEETING_SET: "Rencontre fixée",
    State.MET: "Nous nous sommes rencontrés",
    State.INVITED: "Nous vous invitons à adhérer",
    State.DECLINED: "Nous en restons là",
    State.WITHDRAWN: "Retirée à votre demande",
    State.PAUSED: "En attente",
    State.ERASED: "Effacée",
}


class Ending(TextChoices):
    """How an application ended, as it is counted once everything else of it is erased."""

    JOINED = "joined", "devenue adhésion"
    INVITED = "invited", "invitée à adhérer"
    DECLINED = "declined", "sans suite"
    WITHDRAWN = "withdrawn", "retirée"


class Outcome(TextChoices):
    """What both founders may consent to."""

    INVITE = "invite", "inviter à adhérer"
    DECLINE = "decline", "ne pas donner suite"


class Stance(TextChoices):
    CONSENT = "consent", "je consens"
    OBJECTION = "objection", "j’ai une objection"


class ConversationState(TextChoices):
    """Where a thread stands between a person and the founders."""

    TO_CONFIRM = "to_confirm", "à confirmer"
    OPEN = "open", "attend une réponse"
    ANSWERED = "answered", "répondue"
    CLOSED = "closed", "close"


CONVERSATION_ARROWS = {
    ConversationState.TO_CONFIRM: {ConversationState.OPEN},
    ConversationState.OPEN: {ConversationState.ANSWERED, ConversationState.CLOSED},
    ConversationState.ANSWERED: {ConversationState.OPEN, ConversationState.CLOSED},
    ConversationState.CLOSED: {ConversationState.OPEN, ConversationState.ANSWERED},
}
"""A closed thread opens again by writing in it, from either side."""

from django.db.models import TextChoices


class State(TextChoices):
    """Where an application stands, in the founders' words. See PUBLIC_WORDS for the person's."""

    DRAFT = "draft", "brouillon"
    SUBMITTED = "submitted", "reçue"
    READING = "reading", "en lecture"
    CROSSED = "crossed", "lectures croisées"
    MEETING_PROPOSED = "proposed", "rencontre proposée"
    MEETING_SET = "set", "rencontre fixée"
    MET = "met", "rencontrée"
    DECIDED = "decided", "décidée, lettre à envoyer"
    INVITED = "invited", "invitée à adhérer"
    DECLINED = "declined", "sans suite"
    WITHDRAWN = "withdrawn", "retirée"


ARROWS = {
    State.DRAFT: {State.SUBMITTED},
    State.SUBMITTED: {State.READING, State.WITHDRAWN},
    State.READING: {State.CROSSED, State.WITHDRAWN},
    State.CROSSED: {State.MEETING_PROPOSED, State.DECIDED, State.WITHDRAWN},
    State.MEETING_PROPOSED: {State.MEETING_SET, State.CROSSED, State.MET, State.WITHDRAWN},
    State.MEETING_SET: {State.MET, State.CROSSED, State.WITHDRAWN},
    State.MET: {State.MEETING_PROPOSED, State.DECIDED, State.WITHDRAWN},
    State.DECIDED: {State.INVITED, State.DECLINED, State.WITHDRAWN},
    State.INVITED: {State.WITHDRAWN},
}

OPEN = frozenset(ARROWS) - {State.DRAFT, State.INVITED}

BLIND = frozenset({State.SUBMITTED, State.READING})
"""While founders read each for themselves: names are folded, readings are not shared."""

PUBLIC_WORDS = {
    State.DRAFT: "Brouillon",
    State.SUBMITTED: "Bien arrivée",
    State.READING: "En cours de lecture",
    State.CROSSED: "En cours de lecture",
    State.MEETING_PROPOSED: "Une rencontre vous est proposée",
    State.MEETING_SET: "Rencontre fixée",
    State.MET: "Nous nous sommes rencontrés",
    State.DECIDED: "Nous nous sommes rencontrés",
    State.INVITED: "Vous êtes invité ou invitée à adhérer",
    State.DECLINED: "Nous en restons là",
    State.WITHDRAWN: "Retirée à votre demande",
}


class Outcome(TextChoices):
    """What both founders may consent to."""

    INVITE = "invite", "inviter à adhérer"
    DECLINE = "decline", "ne pas donner suite"


class Stance(TextChoices):
    CONSENT = "consent", "je consens"
    OBJECTION = "objection", "j’ai une objection"

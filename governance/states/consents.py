"""The way of a proposal: its steps, what each person says of it, what becomes of an objection."""

from django.db.models import TextChoices


class Wish(TextChoices):
    """What somebody hopes of a subject: to understand, to explore, to decide."""

    UNDERSTAND = "understand", "comprendre"
    EXPLORE = "explore", "explorer"
    DECIDE = "decide", "décider"


class ProposalKind(TextChoices):
    """What is decided. Each kind but the first asks its own facts, and has its own effects."""

    POLICY = "policy", "une politique"
    ACT = "act", "une décision d’exécution"
    RENEWAL = "renewal", "la reconduction d’un texte"
    REPEAL = "repeal", "l’abrogation d’un texte"
    CIRCLE = "circle", "la création d’un cercle"
    CLOSING = "closing", "la clôture d’un cercle"
    MERGER = "merger", "la fusion de deux cercles"
    AIM = "aim", "le but ou le domaine d’un cercle"
    MEMBER = "member", "l’accueil d’une personne dans le cercle"
    EXCLUSION = "exclusion", "le départ d’une personne du cercle"
    LINK = "link", "un lien entre deux cercles"
    ELECTION = "election", "une élection sans candidat"
    RECALL = "recall", "la fin d’un mandat avant son terme"
    ABANDON = "abandon", "l’abandon d’une proposition"


FOLLOWING = (ProposalKind.POLICY, ProposalKind.RENEWAL, ProposalKind.REPEAL)
"""What takes the place of the text that it is about."""


class ProposalState(TextChoices):
    """Where a proposal stands. Silence is never consent: a round ends when all have spoken."""

    DRAFT = "draft", "brouillon"
    BASKET = "basket", "au panier"
    SCHEDULED = "scheduled", "inscrite à l’ordre du jour"
    PRESENTATION = "presentation", "présentation"
    CLARIFICATION = "clarification", "clarification"
    REACTIONS = "reactions", "réactions rapides"
    ARBITRATION = "arbitration", "arbitrage"
    CONSENT = "consent", "consentement"
    OBJECTIONS = "objections", "intégration des objections"
    RESERVED = "reserved", "adoptée sous réserve"
    ADOPTED = "adopted", "adoptée"
    POSTPONED = "postponed", "reportée"
    REFERRED = "referred", "confiée à un cercle de soutien"
    WITHDRAWN = "withdrawn", "retirée"
    ABANDONED = "abandoned", "abandonnée"


S = ProposalState
IN_CONSENT = (S.CONSENT, S.OBJECTIONS, S.RESERVED)
"""A circle has its answer under way: no rival text is put to consent meanwhile (I13)."""

OUT = {S.POSTPONED, S.WITHDRAWN, S.BASKET, S.ABANDONED}
"""What is not ended yet may always wait for another day, or be left: by who carries it, or by the
circle."""

PROPOSAL_ARROWS = {
    S.DRAFT: {S.BASKET, S.WITHDRAWN},
    S.BASKET: {S.SCHEDULED, S.PRESENTATION, S.CLARIFICATION, S.CONSENT, S.WITHDRAWN, S.ABANDONED},
    S.SCHEDULED: {S.PRESENTATION, S.CONSENT} | OUT,
    S.PRESENTATION: {S.CLARIFICATION} | OUT,
    S.CLARIFICATION: {S.REACTIONS} | OUT,
    S.REACTIONS: {S.ARBITRATION} | OUT,
    S.ARBITRATION: {S.CONSENT, S.REACTIONS, S.REFERRED} | OUT,
    S.CONSENT: {S.ADOPTED, S.RESERVED, S.OBJECTIONS, S.PRESENTATION, S.REACTIONS} | OUT,
    S.RESERVED: {S.ADOPTED, S.OBJECTIONS, S.CONSENT, S.ABANDONED},
    S.OBJECTIONS: {S.CONSENT, S.REFERRED} | OUT,
    S.POSTPONED: {S.BASKET, S.SCHEDULED, S.PRESENTATION, S.CONSENT, S.WITHDRAWN, S.ABANDONED},
    S.REFERRED: {S.BASKET, S.SCHEDULED, S.WITHDRAWN, S.ABANDONED},
}

LIVE = (S.PRESENTATION, S.CLARIFICATION, S.REACTIONS, S.ARBITRATION, S.CONSENT, S.OBJECTIONS)
"""The circle is at work on it."""


class RoundKind(TextChoices):
    """Why each person of a circle is given the floor in turn."""

    OPENING = "opening", "tour d’ouverture"
    AGENDA = "agenda", "consentement à l’ordre du jour"
    CLARIFICATION = "clarification", "tour de clarification"
    REACTIONS = "reactions", "tour de réactions rapides"
    CONSENT = "consent", "tour de consentement"
    ASSENT = "assent", "accord du cercle"
    ENTRUSTING = "entrusting", "accord sur qui facilite et qui écrit"
    CRITERIA = "criteria", "tour des critères"
    NOMINATION = "nomination", "tour de nomination"
    CONFIRMATION = "confirmation", "tour de confirmation"
    CLOSING = "closing", "tour de clôture"


class PositionKind(TextChoices):
    """What a seat says of a text: there is no third choice, and silence is not one of them.

    « Réputé consentant » is no expressed consent: a policy of the circle puts it in its place.
    """

    CONSENT = "consent", "consent"
    OBJECTION = "objection", "a une objection"
    DEEMED = "deemed", "réputé consentant"


class ObjectionState(TextChoices):
    """What becomes of an objection. Only its author lifts it."""

    VOICED = "voiced", "exprimée"
    HEARD = "heard", "entendue"
    EXPLORED = "explored", "en intégration"
    INTEGRATED = "integrated", "intégrée"
    MEASURED = "measured", "devenue une mesure"
    WITHDRAWN = "withdrawn", "retirée par qui l’a dite"
    ORPHAN = "orphan", "orpheline"
    CLOSED = "closed", "close avec une note"


O = ObjectionState  # noqa: E741 (one letter for one map)
OBJECTION_ARROWS = {
    O.VOICED: {O.HEARD, O.EXPLORED, O.WITHDRAWN, O.ORPHAN},
    O.HEARD: {O.EXPLORED, O.WITHDRAWN, O.ORPHAN},
    O.EXPLORED: {O.INTEGRATED, O.MEASURED, O.WITHDRAWN, O.ORPHAN},
    O.ORPHAN: {O.VOICED, O.CLOSED},
}


class Strategy(TextChoices):
    """How an objection is integrated."""

    AMEND = "amend", "modifier le texte"
    SHORTEN = "shorten", "raccourcir la durée"
    MEASURE = "measure", "mesurer la préoccupation"


class TermKind(TextChoices):
    """What happens on the day that ends a text."""

    REMINDER = "reminder", "échéance : le texte reste en vigueur et se révise"
    TRIAL = "trial", "essai : le texte s’éteint ce jour-là"


class Echo(TextChoices):
    """What who really holds a place says of what somebody felt from there."""

    YES = "yes", "c’est ça"
    ALMOST = "almost", "pas tout à fait"
    NO = "no", "à côté"


class Pole(TextChoices):
    """One pole or the other of a pair that a circle declared."""

    ONE = "one", "le premier pôle"
    OTHER = "other", "le second pôle"


class Touch(TextChoices):
    """What a text touches that its circle does not hold alone: both circles consent to it."""

    PROFIT = "profit", "l’affectation du bénéfice"
    STATUTES = "statutes", "les statuts"

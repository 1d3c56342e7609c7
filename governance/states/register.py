"""Where a text of the register stands on a day, and the paper that the law asks beside it."""

from django.db.models import TextChoices


class ActKind(TextChoices):
    """Which legal act a decision waits for before it takes effect."""

    NONE = "", "aucun"
    SOLE_ASSOCIATE = "sole_associate", "une décision de l’associé unique"
    ASSEMBLY = "assembly", "un procès-verbal d’assemblée générale"
    BOARD = "board", "un procès-verbal du conseil d’administration"
    STATUTES = "statutes", "des statuts modifiés"


class Force(TextChoices):
    """What a decision is worth on a day: told by facts and dates, never stored."""

    ACT_AWAITED = "act_awaited", "acte attendu"
    TO_COME = "to_come", "à venir"
    IN_FORCE = "in_force", "en vigueur"
    TRIAL = "trial", "essai"
    TO_REVIEW = "to_review", "à réviser"
    UNDER_REVIEW = "under_review", "en révision"
    NOT_REVIEWED = "not_reviewed", "non revue"
    ADOPTED = "adopted", "adoptée"
    PARTS_AWAITED = "parts_awaited", "autre part attendue"
    RENEWED = "renewed", "reconduite"
    REPLACED = "replaced", "remplacée"
    REPEALED = "repealed", "abrogée"
    LAPSED = "lapsed", "essai terminé"
    UNSHARED = "unshared", "partage sans suite"


STANDING = (
    Force.IN_FORCE,
    Force.TRIAL,
    Force.TO_REVIEW,
    Force.UNDER_REVIEW,
    Force.NOT_REVIEWED,
)
"""The text is in force that day."""

PAST = (Force.RENEWED, Force.REPLACED, Force.REPEALED, Force.LAPSED, Force.UNSHARED)
"""The text is read, and no longer applied: the register shows it only when one asks (V2)."""


class Outcome(TextChoices):
    """What a circle may make of a text that it looks at again: always by consent."""

    RENEW = "renew", "la reconduire telle quelle"
    CHANGE = "change", "la remplacer par un texte changé"
    SPLIT = "split", "la partager en plusieurs textes"
    REPEAL = "repeal", "l’abroger"
    LATER = "later", "reporter la révision"

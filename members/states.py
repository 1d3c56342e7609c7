from django.db.models import TextChoices


class Role(TextChoices):
    """What a person is entrusted with, beyond being a member."""

    FOUNDER = "founder", "fondation"
    TREASURER = "treasurer", "trésorerie"
    SECRETARY = "secretary", "secrétariat"
    ADMINISTRATOR = "administrator", "administration technique"


PRIVILEGED = frozenset({Role.FOUNDER, Role.TREASURER, Role.ADMINISTRATOR})


class RequestState(TextChoices):
    """Where a demande d'adhésion stands."""

    REQUESTED = "requested", "demandée"
    ADMITTED = "admitted", "admise"
    REFUSED = "refused", "non admise"
    WITHDRAWN = "withdrawn", "retirée"


REQUEST_ARROWS = {
    RequestState.REQUESTED: {
        RequestState.ADMITTED,
        RequestState.REFUSED,
        RequestState.WITHDRAWN,
    },
}


class Purpose(TextChoices):
    """What a person may agree to, and take back as easily. Nothing else rests on consent."""

    KEEP = "keep", "être recontacté ou recontactée plus tard"
    QUOTES = "quotes", "mes mots sur l’appel servent à l’améliorer"
    THANKS = "thanks", "recevoir un mot quand l’appel change grâce à moi"


class Craft(TextChoices):
    """What the group needs: the functions that run a house, then the expertises of cooperation."""

    FINANCE = "finance", "gestion financière"
    SALES = "sales", "marketing et vente"
    COMMUNICATION = "communication", "communication"
    EMPLOYER = "employer", "fonction employeur"
    LAW = "law", "droit et ressources humaines"
    FUNDING = "funding", "recherche de financements"
    TRAINING = "training", "formation"
    CONSULTING = "consulting", "conseil"
    FACILITATION = "facilitation", "facilitation"
    MEDIATION = "mediation", "médiation"
    COACHING = "coaching", "coaching"
    ARTS = "arts", "intervention artistique"
    PRACTICE = "practice", "analyse de pratiques"


FUNCTIONS = (
    Craft.FINANCE,
    Craft.SALES,
    Craft.COMMUNICATION,
    Craft.EMPLOYER,
    Craft.LAW,
    Craft.FUNDING,
)
"""Vital functions: each wants at least two people who know how."""

EXPERTISES = tuple(craft for craft in Craft if craft not in FUNCTIONS)
"""The trades of cooperation: what matters is their variety."""


class Level(TextChoices):
    """What a person says of themselves about a craft. Nobody else says it."""

    LEARN = "learn", "veut apprendre"
    DO = "do", "sait faire"
    TEACH = "teach", "peut former"

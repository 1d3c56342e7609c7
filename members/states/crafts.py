"""What the group needs to know how to do."""

from django.db.models import TextChoices


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


ALSO = {
    Craft.FINANCE: "finances comptabilité comptable gestionnaire trésorier trésorière",
    Craft.SALES: "vendeur vendeuse vendre commercial commerciale",
    Craft.COMMUNICATION: "communicant communicante communiquer",
    Craft.EMPLOYER: "employeuse employer paie",
    Craft.LAW: "juriste juridique RH",
    Craft.FUNDING: "financer financeur financeuse subvention mécénat",
    Craft.TRAINING: "formateur formatrice former",
    Craft.CONSULTING: "conseiller conseillère consultant consultante",
    Craft.FACILITATION: "facilitateur facilitatrice faciliter",
    Craft.MEDIATION: "médiateur médiatrice",
    Craft.COACHING: "coach coacher",
    Craft.ARTS: "artiste intervenant intervenante art",
    Craft.PRACTICE: "analyste analyser",
}
"""What one also types to find somebody of this craft: the people, the verb, the everyday word."""


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

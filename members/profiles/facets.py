"""What one agrees to show, in the words that stand beside an unticked box.

A new wording takes the next ``VERSION``: what was agreed before keeps its own words and number.
"""

from members.states import Facet

VERSION = 1
READERS = "Seuls les membres de l’association le voient, tant que vous en faites partie."
WORDS = {
    Facet.PHOTO: "Ma photo est vue des membres, dans l’annuaire et sur ma page.",
    Facet.HEADLINE: "La ligne qui dit ce que je fais est lue des membres, et aide à me trouver.",
    Facet.ABOUT: "Ma présentation est lue des membres, sur ma page.",
    Facet.LIMITS: "Mes limites sont lues des membres, sur ma page.",
    Facet.TOWN: (
        "Ma commune est lue des membres ; mon département sert à la carte et à me trouver."
    ),
    Facet.SKILLS: (
        "Mes savoir-faire, mes mots et les témoignages que j’ai demandés sont lus des membres, et "
        "aident à me trouver."
    ),
    Facet.AVAILABILITY: (
        "Mes jours et mon temps disponibles sont lus des membres, et aident à me trouver."
    ),
    Facet.EMAIL: "Mon adresse e-mail est lue des membres, sur ma page.",
    Facet.PHONE: "Mon téléphone est lu des membres, sur ma page.",
    Facet.LINKS: "Mes liens sont lus des membres, sur ma page.",
}
ALWAYS = "votre nom, vos mandats, votre collège et depuis quand vous êtes là"
"""What belonging to an association tells its other members without asking."""

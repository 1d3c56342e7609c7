"""What an encounter leaves behind, and what its hosts agreed to."""

from django.db.models import TextChoices


class Fruit(TextChoices):
    """What one draws from an encounter."""

    NEED = "need", "un besoin"
    TENSION = "tension", "une tension à porter"
    PRINCIPLE = "principle", "un principe d’action"


class HostAgreement(TextChoices):
    """Whether those who said something agree that it is written here."""

    WAITING = "waiting", "accord demandé, pas encore reçu"
    GIVEN = "given", "accord donné"
    PUBLISHED = "published", "paroles déjà publiques"


READABLE = (HostAgreement.GIVEN, HostAgreement.PUBLISHED)
"""Words that members may read."""

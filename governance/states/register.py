"""The paper that the law asks beside a decision."""

from django.db.models import TextChoices


class ActKind(TextChoices):
    """Which legal act a decision waits for before it takes effect."""

    NONE = "", "aucun"
    SOLE_ASSOCIATE = "sole_associate", "une décision de l’associé unique"
    ASSEMBLY = "assembly", "un procès-verbal d’assemblée générale"
    BOARD = "board", "un procès-verbal du conseil d’administration"
    STATUTES = "statutes", "des statuts modifiés"

"""What a person is entrusted with."""

from django.db.models import TextChoices


class Role(TextChoices):
    """What a person is entrusted with, beyond being a member."""

    FOUNDER = "founder", "fondation"
    TREASURER = "treasurer", "trésorerie"
    SECRETARY = "secretary", "secrétariat"
    BOARD = "board", "conseil d’administration"
    ADMINISTRATOR = "administrator", "administration technique"


PRIVILEGED = frozenset({Role.FOUNDER, Role.TREASURER, Role.ADMINISTRATOR})

"""What a person is entrusted with."""

from django.db.models import TextChoices


class Role(TextChoices):
    """What a person is entrusted with, beyond being a member."""

    FOUNDER = "founder", "fondation"
    PRESIDENT = "president", "présidence"
    TREASURER = "treasurer", "trésorerie"
    SECRETARY = "secretary", "secrétariat"
    BOARD = "board", "conseil d’administration"
    STAND_IN = "stand_in", "suppléance de la fondation"
    ADMINISTRATOR = "administrator", "administration technique"


PRIVILEGED = frozenset({Role.FOUNDER, Role.STAND_IN, Role.TREASURER, Role.ADMINISTRATOR})

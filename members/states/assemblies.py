"""Where an assembly stands, and what somebody convened may answer."""

from django.db.models import TextChoices


class AssemblyKind(TextChoices):
    """Who is convened: all the members, or those who sit on the board."""

    GENERAL = "general", "assemblée générale"
    BOARD = "board", "conseil d’administration"


class AssemblyState(TextChoices):
    """Where an assembly stands."""

    DRAFT = "draft", "en préparation"
    CONVENED = "convened", "convoquée"
    HELD = "held", "tenue"
    CALLED_OFF = "called_off", "annulée"


ASSEMBLY_ARROWS = {
    AssemblyState.DRAFT: {AssemblyState.CONVENED},
    AssemblyState.CONVENED: {
        AssemblyState.CONVENED,
        AssemblyState.HELD,
        AssemblyState.CALLED_OFF,
    },
}
"""Convened again when it moves to another day: people answer anew."""


class Reply(TextChoices):
    """What somebody convened says. Nothing said yet is the empty word."""

    COMING = "coming", "vient"
    AWAY = "away", "ne vient pas"
    PROXY = "proxy", "donne pouvoir"

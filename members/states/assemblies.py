"""Where an assembly stands, and what somebody convened may answer."""

from django.db.models import TextChoices


class AssemblyKind(TextChoices):
    """Who is convened: all the members, or those who sit on the board."""

    GENERAL = "general", "assemblée générale"
    BOARD = "board", "conseil d’administration"


class Quorum(TextChoices):
    """The part of the voices convened that must be there, as the statutes say it."""

    NONE = "", "aucun"
    QUARTER = "1/4", "un quart des voix"
    THIRD = "1/3", "un tiers des voix"
    HALF = "1/2", "la moitié des voix"
    MORE_THAN_HALF = ">1/2", "plus de la moitié des voix"
    TWO_THIRDS = "2/3", "deux tiers des voix"

    def of(self, voters):
        """How many voices that makes, for so many convened; a part of a voice is a whole one."""
        if self == Quorum.NONE:
            return 0
        if self == Quorum.MORE_THAN_HALF:
            return voters // 2 + 1
        part, whole = (int(number) for number in self.split("/"))
        return -(-voters * part // whole)


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

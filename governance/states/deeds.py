"""What was asked of somebody, until it is done or released; how often one is told of it."""

from django.db.models import TextChoices


class DeedState(TextChoices):
    """Where an action stands."""

    OPEN = "open", "à faire"
    DONE = "done", "faite"
    RELEASED = "released", "levée par le cercle"


DEED_ARROWS = {
    DeedState.OPEN: {DeedState.DONE, DeedState.RELEASED},
    DeedState.DONE: {DeedState.OPEN},
}


class Rhythm(TextChoices):
    """How often somebody reads what happens in their circles, in one letter."""

    WEEKLY = "weekly", "chaque semaine"
    DAILY = "daily", "chaque jour ouvré"
    NEVER = "never", "jamais"

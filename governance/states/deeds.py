"""What was asked of somebody, until it is done or the circle releases them."""

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

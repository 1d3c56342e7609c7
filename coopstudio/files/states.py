"""What becomes of a file that came in."""

from django.db.models import TextChoices


class State(TextChoices):
    QUARANTINED = "quarantined", "en cours de vérification"
    CLEAN = "clean", "vérifié"
    REFUSED = "refused", "refusé"
    ERASED = "erased", "effacé"


ARROWS = {
    State.QUARANTINED: {State.CLEAN, State.REFUSED, State.ERASED},
    State.CLEAN: {State.ERASED},
    State.REFUSED: {State.ERASED},
}

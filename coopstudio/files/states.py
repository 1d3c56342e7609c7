"""What becomes of a file that came in."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """What we have written ourselves from what came in. Its value ends the name on the disk."""

    PDF = "pdf", "document PDF"
    PICTURE = "jpg", "image JPEG"


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

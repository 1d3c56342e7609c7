from django.db.models import TextChoices


class Event(TextChoices):
    """Everything the journal may say of the post."""

    LETTER_RETRIED = "mail.letter_retried", "a remis une lettre à la poste"
    LETTER_POSTED = "mail.letter_posted", "a noté le départ d’une lettre par la poste"

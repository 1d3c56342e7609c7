from django.db.models import TextChoices


class Event(TextChoices):
    """Everything the journal may say of the post."""

    LETTER_RETURNED = "mail.letter_returned", "une lettre est revenue sans être remise"
    LETTER_RETRIED = "mail.letter_retried", "a remis une lettre à la poste"
    LETTER_POSTED = "mail.letter_posted", "a noté le départ d’une lettre par la poste"

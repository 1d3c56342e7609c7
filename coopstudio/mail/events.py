from django.db.models import TextChoices


class Event(TextChoices):
    """Everything the journal may say of the post."""

    LETTER_RETRIED = "mail.letter_retried", "a remis une lettre à la poste"

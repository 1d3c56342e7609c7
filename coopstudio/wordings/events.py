from django.db.models import TextChoices


class Event(TextChoices):
    """Everything the journal may say of the words of letters."""

    REWORDED = "wordings.reworded", "a changé les mots d’une lettre"
    RESTORED = "wordings.restored", "a rendu une lettre à ses mots d’avant"

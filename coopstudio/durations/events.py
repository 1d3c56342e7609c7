from django.db.models import TextChoices


class Event(TextChoices):
    """Everything the journal may say of durations."""

    CHANGED = "durations.changed", "a inscrit une durée de conservation"

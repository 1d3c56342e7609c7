from django.db.models import TextChoices


class Event(TextChoices):
    """Everything the journal may say of durations."""

    PROPOSED = "durations.proposed", "a proposé une durée de conservation"
    CONFIRMED = "durations.confirmed", "a confirmé une durée de conservation"

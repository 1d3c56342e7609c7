"""What one looks at in the register."""

from django.db.models import TextChoices


class View(TextChoices):
    """Which lines of the register: those of a day, or those of a span."""

    MEMBERS = "membres", "membres"
    VOTERS = "votants", "prennent part aux décisions"
    ARRIVALS = "entrees", "entrées"
    DEPARTURES = "departs", "départs"

from django.db.models import TextChoices


class Event(TextChoices):
    """Everything the journal may say of apports and of the books, as it is said that day."""

    POSTED = "contributions.posted", "a passé une écriture"
    REVERSED = "contributions.reversed", "a contre-passé une écriture"
    YEAR_OPENED = "contributions.year_opened", "a ouvert un exercice"
    YEAR_CLOSED = "contributions.year_closed", "a clos un exercice"

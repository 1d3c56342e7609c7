from django.db.models import TextChoices


class Event(TextChoices):
    """Everything the journal may say of governance, as it is said that day.

    It says who spoke and never what they said: positions and ballots stand in their own tables.
    """

    ROUND_OPENED = "governance.round_opened", "a ouvert un tour de parole"
    SPOKE = "governance.spoke", "a parlé dans un tour"
    POSITION_TAKEN = "governance.position_taken", "s’est prononcé ou prononcée dans un tour"
    ROUND_CLOSED = "governance.round_closed", "a clos un tour de parole"
    ROUND_VOIDED = "governance.round_voided", "Ce tour est sans effet"

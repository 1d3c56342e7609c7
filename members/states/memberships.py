"""Where a demande d’adhésion stands."""

from django.db.models import TextChoices


class RequestState(TextChoices):
    """Where a demande d'adhésion stands."""

    REQUESTED = "requested", "demandée"
    ADMITTED = "admitted", "admise"
    REFUSED = "refused", "non admise"
    WITHDRAWN = "withdrawn", "retirée"


REQUEST_ARROWS = {
    RequestState.REQUESTED: {
        RequestState.ADMITTED,
        RequestState.REFUSED,
        RequestState.WITHDRAWN,
    },
}

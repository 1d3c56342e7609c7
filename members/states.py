from django.db.models import TextChoices


class Role(TextChoices):
    """What a person is entrusted with, beyond being a member."""

    FOUNDER = "founder", "fondation"
    TREASURER = "treasurer", "trésorerie"
    SECRETARY = "secretary", "secrétariat"
    ADMINISTRATOR = "administrator", "administration technique"


PRIVILEGED = frozenset({Role.FOUNDER, Role.TREASURER, Role.ADMINISTRATOR})


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


class Purpose(TextChoices):
    """What a person may agree to, and take back as easily. Nothing else rests on consent."""

    KEEP = "keep", "être recontacté ou recontactée plus tard"
    QUOTES = "quotes", "mes mots sur l’appel servent à l’améliorer"
    THANKS = "thanks", "recevoir un mot quand l’appel change grâce à moi"

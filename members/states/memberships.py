"""Where a demande d’adhésion stands, and where a membership stands on a day."""

from django.db.models import TextChoices


class RequestState(TextChoices):
    """Where a demande d'adhésion stands."""

    REQUESTED = "requested", "demandée"
    LISTED = "listed", "inscrite à l’ordre du jour"
    ADJOURNED = "adjourned", "ajournée"
    ADMITTED = "admitted", "admise"
    REFUSED = "refused", "non admise"
    WITHDRAWN = "withdrawn", "retirée"


class Age(TextChoices):
    """How old one says one is on the day one asks; never a day of birth, but for minors."""

    ADULT = "adult", "18 ans ou plus"
    YOUNG = "young", "16 ou 17 ans"
    CHILD = "child", "moins de 16 ans"


MINORS = (Age.YOUNG, Age.CHILD)

WAITING_REQUESTS = (RequestState.REQUESTED, RequestState.LISTED, RequestState.ADJOURNED)
"""The organ has not answered yet."""

_ANSWERS = {RequestState.ADMITTED, RequestState.REFUSED, RequestState.WITHDRAWN}

# From LISTED to itself: the meeting moved. From ADJOURNED to itself: it was written down wrongly.
REQUEST_ARROWS = {
    RequestState.REQUESTED: {RequestState.LISTED, *_ANSWERS},
    RequestState.LISTED: {RequestState.LISTED, RequestState.ADJOURNED, *_ANSWERS},
    RequestState.ADJOURNED: {RequestState.LISTED, RequestState.ADJOURNED, *_ANSWERS},
}


class RequestStep(TextChoices):
    """What is written of a request before its answer, or of a refusal."""

    LISTED = "listed", "inscrite à l’ordre du jour"
    ADJOURNED = "adjourned", "ajournée"
    REFUSED = "refused", "non admise"


class Standing(TextChoices):
    """Where a membership stands on a day. Never stored: ``members.standing`` reads the facts."""

    ADMITTED = "admitted", "admise, pas encore commencée"
    ACTIVE = "active", "active"
    ON_LEAVE = "on_leave", "en pause"
    SUSPENDED = "suspended", "suspendue"
    UNDER_NOTICE = "under_notice", "mise en demeure"
    ACCUSED = "accused", "procédure d’exclusion ouverte"
    RESIGNING = "resigning", "démission reçue"
    RESIGNED = "resigned", "finie par démission"
    REMOVED = "removed", "finie par radiation"
    EXCLUDED = "excluded", "finie par exclusion"
    DECEASED = "deceased", "finie par décès"
    FORMER = "former", "ancienne"


ENDED_STANDINGS = frozenset(
    {
        Standing.RESIGNED,
        Standing.REMOVED,
        Standing.EXCLUDED,
        Standing.DECEASED,
        Standing.FORMER,
    }
)


class FactKind(TextChoices):
    """What may happen to a membership. Each is a dated row that nobody changes afterwards."""

    LEAVE_ASKED = "leave_asked", "pause demandée"
    LEAVE_DECLINED = "leave_declined", "pause non accordée"
    LEAVE = "leave", "pause"
    SUSPENSION = "suspension", "suspension"
    RESUMED = "resumed", "reprise"
    NOTICE = "notice", "mise en demeure"
    SETTLED = "settled", "mise en demeure levée"
    RESIGNED = "resigned", "démission"
    KEPT = "kept", "démission reprise, avec l’accord de l’organe"
    REMOVED = "removed", "radiation"
    ACCUSED = "accused", "procédure d’exclusion"
    CLEARED = "cleared", "maintien"
    EXCLUDED = "excluded", "exclusion"
    DIED = "died", "décès"
    REVERSED = "reversed", "inscription annulée"


ENDINGS = (FactKind.RESIGNED, FactKind.REMOVED, FactKind.EXCLUDED, FactKind.DIED)
"""They end a membership; their ``until`` is its last day."""

PAUSES = (FactKind.LEAVE, FactKind.SUSPENSION)

RESTRICTED = (FactKind.ACCUSED, FactKind.CLEARED, FactKind.EXCLUDED)
"""Read by those who keep the register and by the person, and by nobody else: an exclusion is
neither in a list, nor in an export, nor in a search."""

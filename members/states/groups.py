"""Where a group stands on its way, and where a person stands in it."""

from django.db.models import TextChoices


class CohortState(TextChoices):
    """Where the group stands. « Suffisant » is computed; a person has to say so."""

    FORMING = "forming", "en constitution"
    SUFFICIENT = "sufficient", "suffisant"
    PROPOSED = "proposed", "lancement proposé"
    LAUNCHED = "launched", "lancé"
    UNDERWAY = "underway", "en cours"
    CLOSED = "closed", "clos"
    DISSOLVED = "dissolved", "dissous"


COHORT_ARROWS = {
    CohortState.FORMING: {CohortState.SUFFICIENT, CohortState.DISSOLVED},
    CohortState.SUFFICIENT: {
        CohortState.PROPOSED,
        CohortState.FORMING,
        CohortState.DISSOLVED,
    },
    CohortState.PROPOSED: {
        CohortState.LAUNCHED,
        CohortState.SUFFICIENT,
        CohortState.FORMING,
        CohortState.DISSOLVED,
    },
    CohortState.LAUNCHED: {CohortState.UNDERWAY, CohortState.DISSOLVED},
    CohortState.UNDERWAY: {CohortState.CLOSED, CohortState.DISSOLVED},
}

AT_WORK = (CohortState.LAUNCHED, CohortState.UNDERWAY)
"""The group was launched, and is there."""

OVER = (CohortState.CLOSED, CohortState.DISSOLVED)


class PlaceState(TextChoices):
    """Where somebody stands in the group."""

    EXPECTED = "expected", "pressentie"
    ASKED = "asked", "proposée"
    CONFIRMED = "confirmed", "confirmée"
    SEATED = "seated", "active"
    LEFT = "left", "quittée"


PLACE_ARROWS = {
    PlaceState.EXPECTED: {PlaceState.ASKED, PlaceState.LEFT},
    PlaceState.ASKED: {PlaceState.CONFIRMED, PlaceState.EXPECTED, PlaceState.LEFT},
    PlaceState.CONFIRMED: {
        PlaceState.SEATED,
        PlaceState.ASKED,
        PlaceState.EXPECTED,
        PlaceState.LEFT,
    },
    PlaceState.SEATED: {PlaceState.LEFT},
}


class GroupAnswer(TextChoices):
    """What somebody answers to « voici le groupe »."""

    CONSENT = "consent", "je consens"
    OBJECTION = "objection", "j’ai une objection"
    NOT_NOW = "not_now", "pas maintenant"

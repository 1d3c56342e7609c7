"""Where learning stands: an exchange, a training taken elsewhere, a tutorship that fades."""

from django.db.models import TextChoices


class ExchangeState(TextChoices):
    """Where an exchange stands. It holds once everybody in it has said yes."""

    OFFERED = "offered", "proposé"
    AGREED = "agreed", "convenu"
    TURNED_DOWN = "turned_down", "pas cette fois"
    LAPSED = "lapsed", "resté sans réponse"
    COMPLETED = "completed", "terminé"


EXCHANGE_ARROWS = {
    ExchangeState.OFFERED: {
        ExchangeState.AGREED,
        ExchangeState.TURNED_DOWN,
        ExchangeState.LAPSED,
    },
    ExchangeState.AGREED: {ExchangeState.COMPLETED},
}


class OutsideState(TextChoices):
    """Where a training asked of somebody outside stands."""

    WISHED = "wished", "demandée"
    GRANTED = "granted", "accordée"
    NOT_GRANTED = "not_granted", "non accordée"
    UNASKED = "unasked", "reprise"
    FOLLOWED = "followed", "suivie"
    LET_GO = "dropped", "abandonnée"


OUTSIDE_ARROWS = {
    OutsideState.WISHED: {OutsideState.GRANTED, OutsideState.NOT_GRANTED, OutsideState.UNASKED},
    OutsideState.GRANTED: {OutsideState.FOLLOWED, OutsideState.LET_GO},
}


class TutorshipState(TextChoices):
    """Where a tutorship stands: it starts when both agree, and is meant to fade."""

    NAMED = "named", "proposé"
    RUNNING = "running", "en cours"
    NOT_TAKEN = "not_taken", "pas entre ces deux personnes"
    FADED = "faded", "effacé"
    STOPPED = "stopped", "arrêté"


TUTORSHIP_ARROWS = {
    TutorshipState.NAMED: {TutorshipState.RUNNING, TutorshipState.NOT_TAKEN},
    TutorshipState.RUNNING: {TutorshipState.FADED, TutorshipState.STOPPED},
}


class Strength(TextChoices):
    """How much of a tutor there is: it only ever fades."""

    STRONG = "strong", "appui fort"
    LIGHT = "light", "appui léger"


class Safety(TextChoices):
    """What both are asked at each review of a tutorship."""

    TOO_MUCH = "too_much", "trop"
    RIGHT = "right", "juste"
    TOO_LITTLE = "too_little", "trop peu"

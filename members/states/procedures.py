"""Where a mise en demeure and a procedure of exclusion stand."""

from django.db.models import TextChoices


class NoticeState(TextChoices):
    """Where a mise en demeure stands."""

    DRAFTED = "drafted", "proposée"
    SIGNED = "signed", "envoyée"
    ANSWERED = "answered", "levée"
    CARRIED = "carried", "suivie d’une radiation"
    GIVEN_UP = "dropped", "abandonnée"


NOTICE_ARROWS = {
    NoticeState.DRAFTED: {NoticeState.SIGNED, NoticeState.GIVEN_UP},
    NoticeState.SIGNED: {NoticeState.ANSWERED, NoticeState.CARRIED, NoticeState.GIVEN_UP},
}


class ExclusionState(TextChoices):
    """Where a procedure of exclusion stands."""

    RAISED = "raised", "en préparation"
    GRIEVED = "grieved", "griefs envoyés"
    EXPELLED = "expelled", "exclusion décidée"
    MAINTAINED = "maintained", "maintien décidé"
    SHELVED = "shelved", "abandonnée"


EXCLUSION_ARROWS = {
    ExclusionState.RAISED: {ExclusionState.GRIEVED, ExclusionState.SHELVED},
    ExclusionState.GRIEVED: {
        ExclusionState.EXPELLED,
        ExclusionState.MAINTAINED,
        ExclusionState.SHELVED,
    },
}

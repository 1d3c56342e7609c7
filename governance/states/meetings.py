"""The way of a meeting, of each subject of its agenda, and of its minutes."""

from django.db.models import TextChoices


class MeetingState(TextChoices):
    """Where a meeting stands. Closed in the middle, it leaves what was under way at its step."""

    PREPARED = "prepared", "préparée"
    CONVENED = "convened", "convoquée"
    OPEN = "open", "ouverte"
    AGREED = "agreed", "en cours"
    CLOSED = "closed", "close"
    CALLED_OFF = "called_off", "annulée"


M = MeetingState
MEETING_ARROWS = {
    M.PREPARED: {M.CONVENED, M.OPEN, M.CALLED_OFF},
    M.CONVENED: {M.OPEN, M.CALLED_OFF},
    M.OPEN: {M.AGREED, M.CLOSED},
    M.AGREED: {M.CLOSED},
}


class ItemState(TextChoices):
    """Where a subject of the agenda stands."""

    WAITING = "waiting", "à traiter"
    CURRENT = "current", "en cours"
    DONE = "done", "traité"
    PUT_OFF = "put_off", "reporté au panier"


ITEM_ARROWS = {
    ItemState.WAITING: {ItemState.CURRENT, ItemState.PUT_OFF},
    ItemState.CURRENT: {ItemState.DONE, ItemState.WAITING, ItemState.PUT_OFF},
    ItemState.DONE: {ItemState.CURRENT},
}


class Capacity(TextChoices):
    """In which capacity somebody attends."""

    MEMBER = "member", "membre"
    LINK = "link", "lien"
    VISITOR = "visitor", "personne invitée"


class MinutesState(TextChoices):
    """Where the minutes stand: written in sight of all, approved, then read by the organisation."""

    DRAFT = "draft", "projet"
    APPROVED = "approved", "approuvé"
    PUBLISHED = "published", "publié"


MINUTES_ARROWS = {
    MinutesState.DRAFT: {MinutesState.APPROVED},
    MinutesState.APPROVED: {MinutesState.PUBLISHED},
}

"""Where a circle stands in its life, how one belongs to it, and what one holds in it."""

from django.db.models import TextChoices


class CircleKind(TextChoices):
    """What a circle is for; the founding one and the mission circle have no parent."""

    FOUNDING = "founding", "cercle fondateur"
    MISSION = "mission", "cercle mission"
    GENERAL = "general", "cercle général"
    WORKING = "working", "cercle"
    SUPPORT = "support", "cercle de soutien"
    STAKEHOLDERS = "stakeholders", "cercle de parties prenantes"


class CircleState(TextChoices):
    """Where a circle stands. « Dormant » is told by its meetings, and changes no right."""

    PROJECT = "project", "en projet"
    CREATED = "created", "créé"
    FORMING = "forming", "en constitution"
    ACTIVE = "active", "actif"
    CLOSING = "closing", "en clôture"
    CLOSED = "closed", "clos"


CIRCLE_ARROWS = {
    CircleState.PROJECT: {CircleState.CREATED, CircleState.CLOSED},
    CircleState.CREATED: {CircleState.FORMING, CircleState.CLOSING},
    CircleState.FORMING: {CircleState.ACTIVE, CircleState.CLOSING},
    CircleState.ACTIVE: {CircleState.FORMING, CircleState.CLOSING},
    CircleState.CLOSING: {CircleState.ACTIVE, CircleState.FORMING, CircleState.CLOSED},
}


class Reach(TextChoices):
    """What a circle may do in a domain."""

    DECIDES = "decides", "décide"
    RECOMMENDS = "recommends", "recommande"


class Standing(TextChoices):
    """How somebody belongs to a circle. Guests have no position; experts may."""

    MEMBER = "member", "membre"
    EXPERT = "expert", "membre expert"
    GUEST = "guest", "invité ou invitée"


class OfficeKind(TextChoices):
    """What a circle entrusts to somebody; « rôle » is any other role, with its description."""

    LEADER = "leader", "leader, premier lien"
    DELEGATE = "delegate", "délégué-e, second lien"
    FACILITATOR = "facilitator", "facilitation"
    SECRETARY = "secretary", "secrétariat"
    LOG_KEEPER = "log_keeper", "journal de bord"
    ROLE = "role", "rôle"


class LinkKind(TextChoices):
    """The two persons who sit in both circles: one is sent, the other is delegated."""

    FIRST = "first", "premier lien"
    SECOND = "second", "second lien"

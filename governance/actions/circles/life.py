"""A circle goes through its life: founded, forming, active, closing, closed.

Nobody pushes it: each step follows facts. ``advance`` looks at them after whatever changed one.
"""

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions import tensions
from governance.events import Event
from governance.models import CircleMember, Link, Mandate
from governance.states import CircleState, LinkKind, OfficeKind, Wish

NEEDED = {OfficeKind.LEADER, OfficeKind.FACILITATOR, OfficeKind.SECRETARY}
CROWDED = 2
"""How many above the agreed size make a circle ask itself whether it should be two."""


class CircleIsClosed(Refused):
    message = "Ce cercle est clos : plus rien ne s’y confie."


class StillWaited(Refused):
    message = "Une personne pressentie n’a pas encore répondu : on l’attend."


class OfficesAreOpen(Refused):
    message = "Il reste des rôles à confier : le cercle sera actif quand ils seront tenus."


def advance(circle, *, at):
    """Take the steps that the facts allow, one after the other."""
    for step, state in (
        (create, CircleState.PROJECT),
        (form, CircleState.CREATED),
        (become_active, CircleState.FORMING),
    ):
        circle.refresh_from_db()
        if circle.state == state:
            try:
                step(circle, at=at)
            except Refused:
                return circle
    circle.refresh_from_db()
    return circle


def create(circle, *, at, by=None, decision=None):
    """The circle exists: its parent consented (``decision``); or it is the first one, everybody
    who was expected has answered, and somebody is there."""
    with locked(circle) as circle:
        alone = decision is None and not circle.is_first
        if alone or (decision is None and (_waits(circle) or not _people(circle, at=at))):
            raise StillWaited
        circle.move_to(CircleState.CREATED)
        circle.created_by = decision
        circle.save(update_fields=["state", "created_by"])
        record(Event.CIRCLE_BEGUN, circle, by=by, decision=decision.pk if decision else None)
    return circle


def form(circle, *, at):
    """Those who were expected have answered, and the leader is chosen: the circle may meet."""
    with locked(circle) as circle:
        led = circle.is_first or circle.is_support or OfficeKind.LEADER in _held(circle, at=at)
        if _waits(circle) or not _people(circle, at=at) or not led:
            raise StillWaited
        circle.move_to(CircleState.FORMING)
        circle.save(update_fields=["state"])
        record(Event.CIRCLE_FORMING, circle)
    return circle


def become_active(circle, *, at):
    """Leader, facilitation, secretariat are held, and the parent circle welcomed the delegate."""
    with locked(circle) as circle:
        if missing(circle, at=at):
            raise OfficesAreOpen
        circle.move_to(CircleState.ACTIVE)
        circle.save(update_fields=["state"])
        record(Event.CIRCLE_ACTIVE, circle)
    return circle


def missing(circle, *, at):
    """Which offices this circle still waits for to be active."""
    if circle.is_support:
        return set()
    needed = NEEDED - _held(circle, at=at)
    on = timezone.localdate(at)
    second = Link.objects.filter(child=circle, kind=LinkKind.SECOND).on(on)
    return needed if circle.is_first or second.exists() else needed | {OfficeKind.DELEGATE}


def open_closing(circle, *, by, at, why):
    """The circle ends: what it holds is settled point by point, nothing is decided by default."""
    with locked(circle) as circle:
        circle.move_to(CircleState.CLOSING)
        circle.save(update_fields=["state"])
        record(Event.CIRCLE_CLOSING, circle, by=by)
        if circle.parent_id and circle.parent.is_open:
            tensions.drop(
                circle.parent,
                by=None,
                at=at,
                subject=f"Clore le cercle {circle.bare}"[:160],
                words=f"{why} Ses textes, ses propositions et son domaine attendent de savoir où "
                "ils vont : rien n’est décidé par défaut.",
                wish=Wish.DECIDE,
                key=f"closing:{circle.pk}:{at:%Y%m%d}",
            )
    return circle


def take_up(circle, *, at):
    """Somebody comes into a circle that was ending: it is forming again."""
    with locked(circle) as circle:
        circle.move_to(CircleState.FORMING)
        circle.save(update_fields=["state"])
        record(Event.CIRCLE_TAKEN_UP, circle)
    return circle


def open_hand(link, *, at):
    """A link is held no more: the circle finds it in its basket, once."""
    if not link.child.is_open:
        return
    word = "premier" if link.kind == LinkKind.FIRST else "second"
    tensions.drop(
        link.child,
        by=None,
        at=at,
        subject=f"Une main est ouverte : qui tient le {word} lien ?",
        words=f"{link.person} ne tient plus le {word} lien avec {link.parent}. {link.why} Tant "
        "qu’il est vacant, le cercle parent entend tout le cercle avant ce qui touche son domaine.",
        wish=Wish.DECIDE,
        key=f"hand:{link.pk}",
    )


def feel_crowded(circle, *, at):
    """The circle is larger than it agreed to be: it finds the question in its basket."""
    size = _people(circle, at=at)
    if size >= circle.agreed_size + CROWDED:
        tensions.drop(
            circle,
            by=None,
            at=at,
            subject="Nous voilà nombreux : un sous-cercle, ou un rôle ?",
            words=f"Le cercle compte {size} personnes, pour une taille convenue de "
            f"{circle.agreed_size}. Chaque tour de parole s’allonge d’autant.",
            wish=Wish.EXPLORE,
            key=f"size:{circle.pk}:{size}",
        )


def _waits(circle):
    return circle.invitations.filter(answered_at=None).exists()


def _people(circle, *, at):
    members = CircleMember.objects.filter(circle=circle).on(timezone.localdate(at))
    return members.with_a_voice().count()


def _held(circle, *, at):
    mandates = Mandate.objects.filter(circle=circle).on(timezone.localdate(at))
    return set(mandates.values_list("kind", flat=True))

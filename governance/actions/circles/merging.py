"""Two circles become one: both decide it, then it is done once, on its day, all or nothing."""

from django.db import transaction
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.french.dates import short_day
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance import emails
from governance.actions import decisions, elections, meetings
from governance.actions.circles import charter, closing, life, uniting
from governance.actions.consents.handling import hold_with_texts
from governance.circles import mergers
from governance.college import has_a_voice
from governance.events import Event
from governance.models import Circle
from governance.states import CircleState, Reach


class NotDecided(Refused):
    message = (
        "Cette fusion n’est pas décidée : elle l’est quand les deux cercles ont adopté la même "
        "version. Tant qu’un seul y consent, rien ne change."
    )


class AlreadyDone(Refused):
    message = "Ces deux cercles n’en font déjà plus qu’un."


class NotOfEither(Refused):
    message = "Ce geste revient à une personne de l’un des deux cercles."


class NotYet(Refused):
    def __init__(self, decision):
        super().__init__(f"Cette fusion prend effet le {short_day(decision.effect_on)}.")


class MeetingGoesOn(Refused):
    message = "Le cercle est en réunion : la fusion se fait quand elle est close."


def decide(decision, *, by, at):
    """Both circles adopted the same version: it is done now, or on its day, once nobody meets."""
    found = mergers.check(decision.proposal, decision.version)
    with locked(found.closing) as circle:
        if circle.state != CircleState.CLOSING:
            circle.move_to(CircleState.CLOSING)
        circle.merged_into, circle.merged_by = found.going_on, decision
        circle.save(update_fields=["state", "merged_into", "merged_by"])
        record(Event.MERGER_DECIDED, circle, by=by, into=found.going_on.pk, decision=decision.pk)
    if not is_waiting(circle, on=timezone.localdate(at)):
        unite(circle, by=None, at=at)


def is_waiting(circle, *, on):
    """Is its day still to come, or is the circle meeting now?"""
    return circle.merged_by.effect_on > on or circle.meetings.under_way().exists()


def unite(circle, *, by, at):
    """What both held is held by the one that goes on; the other is closed, and stays readable.

    ``by=None``: the clock, or the adoption itself.
    """
    if circle.merged_into is None:
        raise NotDecided
    with transaction.atomic():
        hold_with_texts(circle, circle.merged_into)
        circle = Circle.objects.select_related("merged_into", "merged_by").get(pk=circle.pk)
        _check(circle, by=by, at=at)
        _gather(circle, circle.merged_into, at=at)
        _end(circle, at=at)
        charter.apply(circle.merged_into, circle.merged_by, at=at)
        into = _live_on(circle.merged_into, at=at)
        life.feel_crowded(into, at=at)
        record(Event.CIRCLE_MERGED, circle, by=by, into=into.pk)
        record(Event.CIRCLE_TOOK_IN, into, by=by, circle=circle.pk)
        emails.circles_merged(circle, into, on=timezone.localdate(at))
    return into


def _check(circle, *, by, at):
    on = timezone.localdate(at)
    if circle.is_closed:
        raise AlreadyDone
    two = (circle, circle.merged_into)
    if by is not None and not any(has_a_voice(by, one, on=on) for one in two):
        raise NotOfEither
    if circle.merged_by.effect_on > on:
        raise NotYet(circle.merged_by)
    if circle.meetings.under_way().exists():
        raise MeetingGoesOn
    if coming := circle.merged.filter(closed_at=None).first():
        raise closing.AnotherMergesHere(coming)
    if circle.children.filter(closed_at=None).exists():
        raise mergers.ChildrenAreAlive(circle)


def _live_on(into, *, at):
    """People have just come in: a circle that was left empty meanwhile is taken up again."""
    into.refresh_from_db()
    if into.state == CircleState.CLOSING and into.merged_into is None:
        life.take_up(into, at=at)
    return life.advance(into, at=at)


def _gather(circle, into, *, at):
    """Meetings that will not be held are called off, then each thing finds its place."""
    for meeting in circle.meetings.to_come():
        meetings.call_off(
            meeting, by=None, at=at, reason=f"{circle} a fusionné avec {into}."
        )  # fmt: skip
    elections.end_with_its_circle(circle, by=None, at=at)
    uniting.people(circle, into, at=at)
    uniting.roles(circle, into, at=at)
    decisions.hand_over(circle, to=into, by=None, at=at)
    uniting.proposals(circle, into, at=at)
    uniting.basket(circle, into)


def _end(circle, *, at):
    into = circle.merged_into
    why = f"Le cercle a fusionné avec {into}."
    closing.shut(circle, by=None, at=at, became=f"fusionné avec {into}", why=why)
    charter.give_back(circle, into, at=at, reaches=Reach)

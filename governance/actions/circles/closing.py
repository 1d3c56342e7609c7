"""A circle ends: each of its texts, proposals, mandates and domains goes where it was decided."""

from django.db import transaction
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions import deeds, elections, links, mandates, rounds, tensions
from governance.actions.circles import charter
from governance.actions.consents import bringing, stop
from governance.actions.consents.handling import hold_with_texts
from governance.college import has_a_voice
from governance.emails.circle_names import called
from governance.events import Event
from governance.models import Circle, CircleMember, Decision, Link, Mandate
from governance.querysets.decisions import TEXTS
from governance.states import CircleState, MeetingState, ProposalState, Wish


class NotClosing(Refused):
    message = "Ce cercle n’est pas en clôture."


class ChildrenAreAlive(Refused):
    message = (
        "Un cercle se trouve encore dans celui-ci : qu’il se close, ou qu’il change de parent."
    )


class TextsAreWaiting(Refused):
    message = "Un texte en vigueur n’a pas encore trouvé de cercle pour en répondre."


class MeetingsAreSet(Refused):
    message = "Une réunion de ce cercle est encore prévue : tenez-la, ou annulez-la d’abord."


class ItMerges(Refused):
    def __init__(self, circle):
        super().__init__(
            f"Ce cercle fusionne avec {circle.merged_into} : ce qu’il tient y va, comme les deux "
            "cercles y ont consenti."
        )


class AnotherMergesHere(Refused):
    def __init__(self, circle):
        super().__init__(
            f"{circle} va d’abord fusionner avec ce cercle : il ne se clôt qu’après, s’il le faut."
        )


class NotOfEither(Refused):
    message = "La clôture se conduit par une personne de l’un des deux cercles."


class NoParent(Refused):
    message = "Ce cercle n’a pas de cercle parent pour recevoir ce qu’il tient."


def hand_over(decision, *, to, by, at):
    """A text in force goes on, in the hands of another circle; its number stays its own."""
    with locked(decision.kept_by) as circle, locked(decision) as decision:
        if circle.state != CircleState.CLOSING:
            raise NotClosing
        if circle.merged_into:
            raise ItMerges(circle)
        _check_may(by, circle, at=at)
        decision.kept_by = to
        decision.save(update_fields=["kept_by"])
        record(Event.TEXT_HANDED_OVER, decision, by=by, circle=to.pk)
    return decision


def close(circle, *, by, at, became=""):
    """Everything has found its place: the circle is closed, and stays readable for ever."""
    with transaction.atomic():
        hold_with_texts(*[one for one in (circle, circle.parent) if one])
        circle = Circle.objects.get(pk=circle.pk)
        _check(circle, by=by, at=at)
        elections.end_with_its_circle(circle, by=by, at=at)
        _pass_on_what_waits(circle, at=at)
        bringing.ask_there_instead(
            circle, circle.parent, at=at, why=f"{circle.bare} s’est clos : ce cercle répond de lui."
        )
        deeds.end_with_their_circle(circle, by=by, at=at)
        shut(circle, by=by, at=at, became=became, why="Le cercle s’est clos.")
        charter.give_back(circle, circle.parent, at=at)
        record(Event.CIRCLE_CLOSED, circle, by=by)
    return circle


def shut(circle, *, by, at, became, why):
    """It is closed, from this hour; called inside the transaction of why."""
    circle.move_to(CircleState.CLOSED)
    circle.closed_at, circle.became = at, became[:200]
    circle.save(update_fields=["state", "closed_at", "became"])
    _let_go(circle, by=by, at=at, why=why[:200])


def waiting(circle, *, on):
    """What still has to find its place: (texts in force, proposals on their way, inner circles)."""
    kept = Decision.objects.filter(kept_by=circle, proposal__kind__in=TEXTS)
    texts = kept.told_on(on).living()
    return texts, circle.proposals.going(), circle.children.filter(closed_at=None)


def meetings_set(circle):
    """Those that somebody still expects."""
    return circle.meetings.exclude(state__in=[MeetingState.CLOSED, MeetingState.CALLED_OFF])


def _check(circle, *, by, at):
    if circle.state != CircleState.CLOSING:
        raise NotClosing
    if circle.parent_id is None:
        raise NoParent
    if circle.merged_into:
        raise ItMerges(circle)
    if coming := circle.merged.filter(closed_at=None).first():
        raise AnotherMergesHere(coming)
    _check_may(by, circle, at=at)
    texts, _proposals, children = waiting(circle, on=timezone.localdate(at))
    if children.exists():
        raise ChildrenAreAlive
    if texts.exists():
        raise TextsAreWaiting
    if meetings_set(circle).exists():
        raise MeetingsAreSet


def _check_may(by, circle, *, at):
    on = timezone.localdate(at)
    if not has_a_voice(by, circle, on=on) and not (
        circle.parent and has_a_voice(by, circle.parent, on=on)
    ):
        raise NotOfEither


def _pass_on_what_waits(circle, *, at):
    """What was on its way goes into the parent's basket, with its words, and stops here; nobody
    decided it. A draft is told to nobody but who writes it. What people dropped goes there as it
    is: a decision in a hurry is still to be ratified."""
    there = called(circle.parent)["of_circle"]
    why = f"Le cercle s’est clos avant d’en décider. Ce qu’elle portait attend au panier {there}."
    going = list(circle.proposals.going())
    needs = circle.tensions.open().exclude(by=None).exclude(proposals__in=going)
    needs.update(circle=circle.parent)
    for draft in circle.proposals.filter(state=ProposalState.DRAFT):
        stop(draft, at=at, reason="Le cercle s’est clos avant de la lire.")
    for proposal in going:
        tensions.drop(
            circle.parent,
            by=None,
            at=at,
            subject=proposal.title,
            words=f"Cette proposition, portée par {proposal.carrier}, était en chemin quand le "
            f"cercle {circle.bare} s’est clos : {proposal.get_absolute_url()}",
            wish=Wish.DECIDE,
            key=f"closed:{proposal.pk}",
        )
        stop(proposal, at=at, reason=why)


@transaction.atomic
def _let_go(circle, *, by, at, why):
    """Mandates, links and memberships end with the circle."""
    on = timezone.localdate(at)
    circle.invitations.filter(answered_at=None).update(answered_at=at)
    for opened in circle.rounds.open():
        rounds.void(opened, by=by, at=at)
    for mandate in Mandate.objects.filter(circle=circle, ended_on=None, until__gt=on):
        mandates.end(mandate, by=by, at=at, why=why, is_followed=True)
    for link in Link.objects.filter(parent=circle, ended_on=None, until__gt=on):
        links.end(link, by=by, at=at, why=why)
    for member in CircleMember.objects.filter(circle=circle).on(on):
        member.until, member.why = max(on, member.since), why
        member.save(update_fields=["until", "why"])

"""Somebody comes into a circle, is away for a while, leaves it. Nobody is forced in or out."""

from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance import emails
from governance.actions import links, mandates
from governance.actions.circles import entering, life
from governance.actions.consents import freeing
from governance.circles import goings
from governance.college import belongs, has_a_voice
from governance.events import Event
from governance.models import (
    CircleInvitation,
    CircleMember,
    Decision,
    Leave,
    Link,
    Mandate,
    Seat,
)
from governance.states import CircleKind, CircleState, OfficeKind, Standing
from members.models import Person


class NotYours(Refused):
    message = "C’est à la personne elle-même de le dire."


class NotOfTheCircle(Refused):
    message = "On invite dans un cercle dont on est."


class AlreadyInvited(Refused):
    message = "Cette personne est déjà invitée : on attend sa réponse."


class NotOfTheHouse(Refused):
    message = "On entre dans un cercle une fois membre de l’association."


class TimeIsNotOver(Refused):
    message = (
        "Le cercle a consenti au départ de cette personne pour un temps, qui n’est pas écoulé : "
        "l’accueillir plus tôt se consent aussi."
    )


class AlreadyAnswered(Refused):
    message = "Une réponse a déjà été donnée à cette invitation."


class NotSentYet(Refused):
    message = "Cette invitation attend encore la décision du cercle."


class AlreadyLeft(Refused):
    message = "Cette personne n’est plus du cercle."


class YouSitInARound(Refused):
    message = (
        "Un tour est ouvert et vous y siégez : parlez d’abord, ou attendez sa fin ; le congé "
        "commence après."
    )


class LeaveInThePast(Refused):
    message = "Un congé se dit à l’avance : il ne défait pas ce qui a été vécu."


class LeaveIsOver(Refused):
    message = "Ce congé est déjà terminé."


class NotInTheCircle(Refused):
    message = "Vous n’êtes pas de ce cercle."


def plan(circle, person, *, by, at, standing=Standing.MEMBER, proposal=None):
    """Think of somebody for a circle: the invitation waits for the decision it goes with."""
    on = timezone.localdate(at)
    with locked(circle) as circle:
        if CircleMember.objects.filter(circle=circle, person=person).on(on).exists():
            raise entering.AlreadyThere
        if circle.invitations.filter(person=person, answered_at=None).exists():
            raise AlreadyInvited
        if standing == Standing.MEMBER and not is_of_the_house(person, on=on):
            raise NotOfTheHouse
        return CircleInvitation.objects.create(
            circle=circle, person=person, standing=standing, by=by, at=at, proposal=proposal
        )


def invite_guest(circle, person, *, by, at):
    """Somebody of the circle invites a guest, who is heard and has no position."""
    if not has_a_voice(by, circle, on=timezone.localdate(at)):
        raise NotOfTheCircle
    if Decision.objects.departures_on(timezone.localdate(at)).of(circle, person).exists():
        raise TimeIsNotOver
    return send(plan(circle, person, by=by, at=at, standing=Standing.GUEST), at=at)


def send(invitation, *, at, decision=None):
    """The invitation leaves: the person may accept it, or not."""
    with locked(invitation) as invitation:
        if invitation.told_at or invitation.answered_at:
            raise AlreadyInvited
        invitation.told_at, invitation.decision = at, decision
        invitation.save(update_fields=["told_at", "decision"])
        record(Event.INVITED, invitation.circle, by=invitation.by, person=invitation.person_id)
        emails.circle_invitation(invitation)
    return invitation


def accept(invitation, *, by, at):
    """« J’accepte » : the person comes into the circle, from today."""
    with locked(invitation.circle) as circle, locked(invitation) as invitation:
        _check_answer(invitation, by=by)
        invitation.answered_at, invitation.is_accepted = at, True
        invitation.save(update_fields=["answered_at", "is_accepted"])
        entering.enter(
            circle,
            invitation.person,
            by=by,
            at=at,
            standing=invitation.standing,
            decision=invitation.decision,
        )
    return invitation


def decline(invitation, *, by, at):
    """« Pas cette fois » : no reason is asked."""
    with locked(invitation) as invitation:
        _check_answer(invitation, by=by)
        invitation.answered_at = at
        invitation.save(update_fields=["answered_at"])
        record(Event.DECLINED, invitation.circle, by=by, person=invitation.person_id)
        emails.invitation_declined(invitation)
        life.advance(invitation.circle, at=at)
    return invitation


def leave(member, *, by, at, why):
    """The person leaves; mandates and links of this circle end the same day (D11).

    ``by=None``: the circle decided it, or the person has left the association.
    """
    with _leaving(member) as (circle, member):
        if by is not None and by != member.person:
            raise NotYours
        if member.until:
            raise AlreadyLeft
        member.until, member.why = max(timezone.localdate(at), member.since), why[:200]
        member.save(update_fields=["until", "why"])
        record(Event.CIRCLE_LEFT, circle, by=by, person=member.person_id)
        _give_up(member, by=by, at=at)
        freeing.free(member.person, circle, by=by, at=at)
        goings.told(member.person, circle, by=by, at=at)
        if circle.state in (CircleState.CREATED, CircleState.FORMING, CircleState.ACTIVE):
            _close_if_empty(circle, by=by, at=at)
    return member


def take_leave(circle, *, by, at, since, until):
    """« En congé du cercle » : informed, not asked in the rounds that open meanwhile."""
    on = timezone.localdate(at)
    with locked(circle) as circle:
        if not belongs(by, circle, on=on):
            raise NotInTheCircle
        if since < on:
            raise LeaveInThePast
        seats = Seat.objects.filter(person=by, round__circle=circle)
        if seats.filter(round__closed_at=None, round__voided_at=None).exists():
            raise YouSitInARound
        leave = Leave.objects.create(circle=circle, person=by, since=since, until=until, said_at=at)
        record(Event.ON_LEAVE, circle, by=by, since=f"{since}", until=f"{until}")
    return leave


def come_back(leave, *, by, at):
    """Back sooner than said: asked again in the rounds that open from now on."""
    on = timezone.localdate(at)
    with locked(leave) as leave:
        if by != leave.person:
            raise NotYours
        if leave.until <= on:
            raise LeaveIsOver
        leave.since, leave.until = min(leave.since, on), on
        leave.save(update_fields=["since", "until"])
        record(Event.CAME_BACK, leave.circle, by=by)
    return leave


def _check_answer(invitation, *, by):
    if by != invitation.person:
        raise NotYours
    if invitation.answered_at:
        raise AlreadyAnswered
    if invitation.told_at is None:
        raise NotSentYet


def _give_up(member, *, by, at):
    """What was held in the circle, and the voice that was sent from it."""
    why = "La personne a quitté le cercle."
    on, here = timezone.localdate(at), {"circle": member.circle, "person": member.person}
    linked = Link.objects.filter(parent=member.circle, person=member.person).on(on).exists()
    for mandate in [] if linked else Mandate.objects.filter(**here, ended_on=None, until__gt=on):
        mandates.end(mandate, by=by, at=at, why=why)
    for link in Link.objects.filter(child=member.circle, person=member.person, ended_on=None):
        links.end(link, by=by, at=at, why=why)
    led = {"circle__parent": member.circle, "circle__kind": CircleKind.STAKEHOLDERS}
    led |= {"kind": OfficeKind.LEADER, "person": member.person, "ended_on": None}
    for mandate in Mandate.objects.filter(**led, until__gt=on):
        mandates.end(mandate, by=by, at=at, why=f"La personne n’est plus du {member.circle}.")


@contextmanager
def _leaving(member):
    """(the circle, the place), locked: the texts that wait for the person keep the same order."""
    with transaction.atomic():
        freeing.hold_for(member.person, member.circle)
        with locked(member.circle) as circle, locked(member) as member:
            yield circle, member


def _close_if_empty(circle, *, by, at):
    on = timezone.localdate(at)
    if not CircleMember.objects.filter(circle=circle).on(on).with_a_voice().exists():
        life.open_closing(
            circle, by=by, at=at, why="La dernière personne du cercle vient de partir."
        )


def is_of_the_house(person, *, on):
    """Is this person of the association that day?"""
    return Person.objects.present(on=on).filter(pk=person.pk).exists()

"""What becomes of an objection: heard, explored, integrated. Only its author lifts it."""

from contextlib import contextmanager

from django.utils import timezone

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance import emails
from governance.actions.consents import adopting
from governance.actions.consents.handling import (
    NotNow,
    carrying,
    check_facilitates,
    check_going,
    check_sits,
)
from governance.actions.rounds import check_seated
from governance.college import sits
from governance.consents.facilitating import may_help
from governance.events import Event
from governance.models import Objection, Position
from governance.states import ObjectionState, PositionKind, ProposalState, Strategy

O = ObjectionState  # noqa: E741 (one letter for one map)
S = ProposalState
REACTION = "Son autrice ou son auteur en fait une réaction."


class OnlyItsAuthor(Refused):
    message = "Seule la personne qui a dit cette objection peut le faire."


class NeedsAnotherFacilitator(Refused):
    message = (
        "Une objection s’explore avec une autre personne que celle qui l’a dite : celle qui "
        "facilite, ou quelqu’un du cercle si c’est la sienne."
    )


class OneAtATime(Refused):
    message = "Une autre objection est en intégration : une à la fois."


class NotReformulated(Refused):
    message = "Reformulez l’objection en quelques mots."


class NoAnswerYet(Refused):
    message = "Aucune version n’intègre encore cette objection."


class NotExplored(Refused):
    message = (
        "Le cercle n’a pas encore exploré cette objection : la personne qui facilite l’ouvre, puis "
        "vous direz si le texte l’intègre."
    )


class AuthorStillSits(Refused):
    message = "La personne qui a dit cette objection est toujours dans le cercle."


class CarriesTheText(Refused):
    message = (
        "Vous portez ce texte : une autre personne du cercle reprend l’objection qui l’arrête."
    )


class TakenOver(Refused):
    message = (
        "Vous avez repris l’objection de quelqu’un : un texte l’intègre, ou vous la rendez, et le "
        "cercle dit s’il la clôt."
    )


def hear(objection, *, by, at, heard_as):
    """Who facilitates says the objection again in other words, for its author to confirm."""
    if not heard_as.strip():
        raise NotReformulated
    with _helping(objection, by=by, at=at) as objection:
        objection.heard_as, objection.heard_by, objection.heard_at = heard_as.strip(), by, None
        record(Event.OBJECTION_REFORMULATED, objection, by=by)
        emails.objection_heard(objection)
    return objection


def confirm_heard(objection, *, by, at):
    """« C’est bien cela » : its author recognises it."""
    with _own(objection, by=by, at=at) as objection:
        if not objection.heard_as:
            raise NotNow
        objection.heard_at = at
        if objection.state == O.VOICED:
            objection.move_to(ObjectionState.HEARD)
        record(Event.OBJECTION_HEARD, objection, by=by)
    return objection


def explore(objection, *, by, at):
    """Take it up with the circle, one at a time: understand, explore, sum up."""
    with _helping(objection, by=by, at=at) as objection:
        others = Objection.objects.filter(round__proposal=objection.round.proposal)
        if others.filter(state=O.EXPLORED, ended_at=None).exclude(pk=objection.pk).exists():
            raise OneAtATime
        objection.move_to(ObjectionState.EXPLORED)
        record(Event.OBJECTION_EXPLORED, objection, by=by)
    return objection


def integrate(objection, *, by, at):
    """« Ce texte intègre mon objection » : its author says it, of the version that answers it, once
    the circle has explored it."""
    with _own(objection, by=by, at=at) as objection:
        if objection.integrated_in_id is None:
            raise NoAnswerYet
        if objection.state != O.EXPLORED:
            raise NotExplored
        measured = objection.strategy == Strategy.MEASURE
        objection.move_to(ObjectionState.MEASURED if measured else ObjectionState.INTEGRATED)
        objection.ended_at = at
        record(Event.OBJECTION_INTEGRATED, objection, by=by, version=objection.integrated_in_id)
    return objection


def not_integrated(objection, *, by, at):
    """« Pas encore » : the version does not answer it, one looks further."""
    with _own(objection, by=by, at=at) as objection:
        objection.integrated_in, objection.strategy = None, ""
        record(Event.OBJECTION_REMAINS, objection, by=by)
    return objection


def withdraw_objection(objection, *, by, at, note=""):
    """Its author takes it back, and consents to the text if it is still the same."""
    with _own(objection, by=by, at=at) as objection:
        if objection.is_taken_over:
            raise TakenOver
        take_back(objection, by=by, at=at, note=note)
        _consent_instead(objection, by=by, at=at)
    return objection


def take_back(objection, *, by, at, note=""):
    """It is its author's word no more; called inside the transaction in which they said so.

    ``by``: its author, or who noted it aloud in the meeting.
    """
    objection.move_to(ObjectionState.WITHDRAWN)
    objection.note, objection.ended_at = note.strip() or objection.note, at
    objection.save()
    record(Event.OBJECTION_WITHDRAWN, objection, by=by)


def reclassify(objection, *, by, at):
    """« C’était une préférence » : its author makes it a reaction, read with the others."""
    return withdraw_objection(objection, by=by, at=at, note=REACTION)


def orphan(objection, *, by, at):
    """Its author has left the circle: the objection stays, and somebody may take it up.

    Who facilitates says so; somebody on leave has not left. Whoever took it over gives it back.
    """
    with _at_work(objection, at=at) as objection:
        circle = objection.round.circle
        is_given_back = by == objection.author and objection.is_taken_over
        if not is_given_back:
            check_facilitates(by, objection.round.proposal, at=at, circle=circle)
            if sits(objection.author, circle, on=timezone.localdate(at)):
                raise AuthorStillSits
        objection.move_to(ObjectionState.ORPHAN)
        record(Event.OBJECTION_ORPHANED, objection, by=by)
    return objection


def take_over(objection, *, by, at):
    """Somebody of the circle makes it their own: from then on a text answers them.

    Never who carries the text: nobody would be left to say what it does not see.
    """
    with _at_work(objection, at=at) as objection:
        check_sits(by, [objection.round.circle], at=at)
        if by.pk == objection.round.proposal.carrier_id:
            raise CarriesTheText
        objection.move_to(ObjectionState.VOICED)
        objection.author, objection.heard_at = by, None
        record(Event.OBJECTION_TAKEN_OVER, objection, by=by)
    return objection


def _consent_instead(objection, *, by, at):
    """Taken back on the same text, it leaves a consent in its place: nobody has to speak again."""
    opened, proposal = objection.round, objection.round.proposal
    seat = objection.position.seat
    if not opened.is_open or seat.person_id != by.pk:
        return
    Position.objects.create(seat=seat, kind=PositionKind.CONSENT, by=by, at=at)
    if proposal.state == S.OBJECTIONS and not adopting.objections_in(proposal):
        proposal.move_to(ProposalState.CONSENT)
    adopting.settle(proposal, by=by, at=at)


@contextmanager
def _at_work(objection, *, at):
    """The proposal is locked, and the objection read again; what is changed of it is saved."""
    with carrying(objection.round.proposal, at=at) as proposal:
        check_going(proposal)
        if proposal.state in {S.CONSENT, S.RESERVED}:
            raise NotNow
        fresh = Objection.objects.select_related("round__circle", "position__seat", "author")
        objection = fresh.get(pk=objection.pk)
        objection.round.proposal = proposal
        yield objection
        objection.save()


@contextmanager
def _helping(objection, *, by, at):
    with _at_work(objection, at=at) as objection:
        if not may_help(by, objection, on=timezone.localdate(at)):
            raise NeedsAnotherFacilitator
        yield objection


@contextmanager
def _own(objection, *, by, at):
    with _at_work(objection, at=at) as objection:
        if by.pk != objection.author_id:
            raise OnlyItsAuthor
        check_seated(objection.round, by, at=at)
        yield objection

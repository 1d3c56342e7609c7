"""What the circle consents to on the way: the role, the criteria, reasons that are not signed."""

from django.utils import timezone

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions import rounds
from governance.actions.elections.steps import (
    NotThisStep,
    asked_in,
    check_leads,
    check_nothing_open,
    check_step,
    conducting,
    keep,
    last_round_of,
    write_to_each,
)
from governance.college import college
from governance.events import Event
from governance.states import ElectionState, PositionKind, RoundKind

ROLE = "Le rôle, tel qu’il est décrit, et la durée proposée"
CRITERIA = "Les critères de choix"
SECRECY = "Des raisons non signées pour cette élection"
STEPS = {
    ROLE: (ElectionState.ROLE,),
    CRITERIA: (ElectionState.CRITERIA,),
    SECRECY: (ElectionState.PREPARATION, ElectionState.ROLE, ElectionState.CRITERIA),
}


class NothingWritten(Refused):
    message = "Il n’y a rien à consentir encore : écrivez-le d’abord."


class ObjectionWithoutWords(Refused):
    message = "Une objection éclaire le cercle : dites ce qu’elle touche, en quelques mots."


def ask(election, *, by, at, subject):
    """The facilitator asks the circle whether it consents to this; each seat answers."""
    with conducting(election) as election:
        check_leads(election, by=by, on=timezone.localdate(at))
        check_step(election, *STEPS[subject])
        check_nothing_open(election)
        if not _is_written(election, subject):
            raise NothingWritten
        void_agreement(election, subject, by=by, at=at)
        opened = rounds.open_round(
            election.circle,
            RoundKind.ASSENT,
            by=by,
            at=at,
            sittings=_asked(election, subject, at=at),
            election=election,
            subject=subject,
        )
        keep(election)
        write_to_each(election, opened, "agreement", but=by)
        record(Event.ELECTION_ASKED, election, by=by, round=opened.pk)
    return opened


def _asked(election, subject, *, at):
    """Those who are there; for reasons without a name, everybody whose ballot it changes."""
    if subject == SECRECY:
        return college(election.circle, on=timezone.localdate(at))
    return asked_in(election, at=at)


def _is_written(election, subject):
    if subject == ROLE:
        return bool(election.description)
    if subject == CRITERIA:
        return election.criteria.filter(dropped_at=None).exists()
    return not election.is_secret


def void_agreement(election, subject, *, by, at):
    """What was answered to other words of the same subject counts no more."""
    for asked in election.rounds.standing().filter(kind=RoundKind.ASSENT, subject=subject):
        rounds.void(asked, by=by, at=at)


def answer(seat, *, by, at, kind, words=""):
    """Consent to what is asked, or object and say why; the last word ends the round."""
    if kind == PositionKind.OBJECTION and not words:
        raise ObjectionWithoutWords
    with conducting(seat.round.election) as election:
        if seat.round.kind != RoundKind.ASSENT:
            raise NotThisStep
        rounds.take_position(seat, by=by, at=at, kind=kind)
        if words:
            rounds.say(seat, by=by, at=at, words=words)
        if not seat.round.seats.silent().exists():
            _end(seat.round, election, at=at)
        keep(election)
    return seat


def _end(opened, election, *, at):
    closed = rounds.close(opened, by=None, at=at)
    if not rounds.is_unanimous(closed):
        return
    if closed.subject == SECRECY:
        election.is_secret = True
        election.save(update_fields=["is_secret"])
    elif closed.subject == CRITERIA:
        election.criteria.filter(dropped_at=None).update(kept_at=at)
    record(Event.ELECTION_AGREED, election, round=closed.pk)


def is_agreed(election, subject):
    """Did everybody consent to this, in a round that is over and still counts?"""
    asked = last_round_of(election, RoundKind.ASSENT, subject)
    return bool(asked and asked.closed_at and rounds.is_unanimous(asked))

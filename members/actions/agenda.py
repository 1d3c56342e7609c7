"""What the admitting organ does with a request before it answers: a date, or a later one."""

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import emails
from members.actions.memberships import (
    DecidedLater,
    DecidedTooEarly,
    ReasonRequired,
    refuse_own_request,
)
from members.events import Event
from members.states import RequestState, RequestStep


class MeetingPassed(Refused):
    message = "Cette réunion est passée : enregistrez plutôt ce qui y a été décidé."


def put_on_agenda(request, *, by, at, organ, on, reference=""):
    """The request will be examined at a meeting of that day; the person is told the date."""
    with locked(request) as request:
        refuse_own_request(request, by)
        if on < timezone.localdate(at):
            raise MeetingPassed
        request.move_to(RequestState.LISTED)
        request.save(update_fields=["state"])
        fact = request.facts.create(
            kind=RequestStep.LISTED, by=by, at=at, on=on, organ=organ, reference=reference
        )
        record(Event.LISTED, request, by=by, on=f"{on}")
        emails.listed(fact)
    return fact


def adjourn(request, *, by, at, organ, decided_on, reference, words=""):
    """The organ answers later; ``words`` say why, if the statutes ask it. Said of a request that
    is adjourned already, it replaces what was written down wrongly: another line, another letter.
    """
    with locked(request) as request:
        refuse_own_request(request, by)
        _refuse_unless_possible(request, decided_on, words, on=timezone.localdate(at))
        replaced = request.facts.last() if request.state == RequestState.ADJOURNED else None
        request.move_to(RequestState.ADJOURNED)
        request.save(update_fields=["state"])
        fact = request.facts.create(
            kind=RequestStep.ADJOURNED, by=by, at=at, on=decided_on, organ=organ,
            reference=reference, words=words,
        )  # fmt: skip
        event = Event.ADJOURNMENT_CORRECTED if replaced else Event.ADJOURNED
        record(event, request, by=by, decided_on=f"{decided_on}")
        emails.adjourned(fact, replaced=replaced)
    return fact


def _refuse_unless_possible(request, decided_on, words, *, on):
    if decided_on > on:
        raise DecidedLater
    if decided_on < request.asked_on:
        raise DecidedTooEarly
    if request.statutes.refusal_needs_reason and not words.strip():
        raise ReasonRequired

"""The circle agrees to something that has no version: skip the steps, refer, close an objection.

What is asked stands in ``subject``; each agreement does its own thing when everybody has said yes.
"""

from django.db import transaction

from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions import rounds
from governance.actions.consents.handling import (
    REFER,
    SKIP,
    NotNow,
    carrying,
    check_facilitates,
    check_going,
    check_sits,
)
from governance.consents.stakeholders import UNHEARD, unheard
from governance.events import Event
from governance.models import Objection
from governance.states import ObjectionState, PositionKind, ProposalState, RoundKind

CLOSE = "Clore avec une note une objection dont l’autrice ou l’auteur est parti"
S = ProposalState


class AgreementIsOpen(Refused):
    message = "Le cercle se prononce déjà sur une autre demande."


class SaysNotWhy(Refused):
    message = "Dites pourquoi, en quelques mots."


def ask_to_skip(proposal, *, by, at):
    """Ask the circle whether it goes straight to consent: every person of it has to agree."""
    with carrying(proposal, at=at) as proposal:
        check_going(proposal)
        check_facilitates(by, proposal, at=at)
        if not proposal.can_move_to(ProposalState.CONSENT):
            raise NotNow
        return _ask(
            proposal, proposal.circle, SKIP, by=by, at=at, version=proposal.versions.current()
        )


def ask_to_decide_unheard(proposal, *, by, at):
    """Ask the circle whether it decides although some whom the text touches were not heard."""
    with carrying(proposal, at=at) as proposal:
        check_going(proposal)
        check_facilitates(by, proposal, at=at)
        version = proposal.versions.current()
        if not unheard(proposal, version):
            raise NotNow
        return _ask(proposal, proposal.circle, UNHEARD, by=by, at=at, version=version)


def refer(proposal, *, by, at, to, reason):
    """Ask the circle whether it entrusts the proposal to another circle, and why."""
    with carrying(proposal, at=at) as proposal:
        check_going(proposal)
        check_sits(by, [proposal.circle], at=at)
        if not reason.strip():
            raise SaysNotWhy
        if not proposal.can_move_to(ProposalState.REFERRED):
            raise NotNow
        proposal.referred_to, proposal.reason = to, reason.strip()
        return _ask(proposal, proposal.circle, REFER, by=by, at=at)


def ask_to_close(objection, *, by, at, note):
    """Ask the circle whether an objection that has no author any more is closed with this note."""
    proposal = objection.round.proposal
    with carrying(proposal, at=at) as proposal:
        check_facilitates(by, proposal, at=at, circle=objection.round.circle)
        if not note.strip():
            raise SaysNotWhy
        objection.refresh_from_db()
        if objection.state != ObjectionState.ORPHAN:
            raise NotNow
        opened = _ask(proposal, objection.round.circle, CLOSE, by=by, at=at)
        _orphans(proposal).exclude(note="").update(note="")  # asked before, and not agreed
        objection.note = note.strip()
        objection.save(update_fields=["note"])
    return opened


def agree(seat, *, by, at, is_aloud=False):
    """« D’accord » with what the circle is asked."""
    return _say(seat, PositionKind.CONSENT, by=by, at=at, is_aloud=is_aloud)


def disagree(seat, *, by, at, is_aloud=False):
    """Not agreed: things go on as they were; nobody has to justify it."""
    return _say(seat, PositionKind.OBJECTION, by=by, at=at, is_aloud=is_aloud)


def agreed_to_skip(proposal):
    """Did the circle agree, of this very text, to go straight to consent?"""
    asked = answered(proposal, SKIP).filter(version=proposal.versions.current())
    return any(rounds.is_unanimous(one) for one in asked)


def answered(proposal, subject):
    """The agreements of this kind that were asked, and answered to the end."""
    ended = proposal.rounds.standing().filter(kind=RoundKind.ASSENT, closed_at__isnull=False)
    return ended.filter(subject=subject)


def _ask(proposal, circle, subject, *, by, at, **about):
    if proposal.rounds.open().filter(kind=RoundKind.ASSENT).exists():
        raise AgreementIsOpen
    opened = rounds.open_round(
        circle, RoundKind.ASSENT, by=by, at=at, proposal=proposal, subject=subject, **about
    )
    record(Event.AGREEMENT_ASKED, proposal, by=by, round=opened.pk)
    return opened


@transaction.atomic
def _say(seat, kind, *, by, at, is_aloud):
    with carrying(seat.round.proposal, at=at) as proposal:
        if seat.round.kind != RoundKind.ASSENT:
            raise NotNow
        position = rounds.take_position(seat, by=by, at=at, kind=kind, is_aloud=is_aloud)
        if not seat.round.seats.silent().exists():
            opened = rounds.close(seat.round, by=by, at=at)
            if rounds.is_unanimous(opened):
                _do(opened.subject, proposal, by=by, at=at)
    return position


def _do(subject, proposal, *, by, at):
    if subject == REFER:
        proposal.move_to(ProposalState.REFERRED)
        for one in proposal.rounds.open():
            rounds.void(one, by=by, at=at)
        record(Event.PROPOSAL_REFERRED, proposal, by=by, circle=proposal.referred_to_id)
    elif subject == CLOSE:
        for objection in _orphans(proposal).exclude(note=""):
            objection.move_to(ObjectionState.CLOSED)
            objection.ended_at = at
            objection.save()
            record(Event.OBJECTION_CLOSED, objection, by=by)


def _orphans(proposal):
    """Those that nobody took over; the one that the circle is asked to close has its note."""
    return Objection.objects.filter(round__proposal=proposal, state=ObjectionState.ORPHAN)

"""« Je consens », « j’ai une objection »: each for oneself, and the round goes to its end."""

from contextlib import contextmanager

from django.utils import timezone

from coopstudio.journal.api import lines_about, record
from coopstudio.refusals import Refused
from governance import emails
from governance.actions import rounds
from governance.actions.consents import adopting
from governance.actions.consents.handling import (
    carrying,
    check_facilitates,
    check_going,
    consent_rounds,
)
from governance.actions.consents.objections import take_back
from governance.actions.consents.steps import SomebodyHereIsSilent, here
from governance.college import has_a_voice
from governance.consents.facilitating import facilitator_of
from governance.consents.policies import PRESUMED, policy_before
from governance.events import Event
from governance.meetings.gathering import room_of
from governance.models import Hesitation, Objection
from governance.states import PositionKind, ProposalState, RoundKind

S = ProposalState
SPEAKING = (S.CONSENT, S.RESERVED, S.OBJECTIONS)


class ObjectionSaysLess(Refused):
    message = (
        "Une objection dit ce qui empêcherait le but, et ce qu’elle touche : écrivez les deux."
    )


class NotInConsent(Refused):
    message = "Cette proposition n’est pas en tour de consentement."


class WithdrawInstead(Refused):
    message = "Votre objection est en cours d’intégration : retirez-la si elle est levée."


class OnlyInTheRoom(Refused):
    message = (
        "« Sous réserve » se dit en réunion : le point y est en cours, et les personnes présentes "
        "ont consenti. Hors réunion, le tour attend chaque voix."
    )


class NobodyFacilitates(Refused):
    message = "Personne ne facilite ce cercle aujourd’hui : votre hésitation n’irait à personne."


class EverybodyHasSpoken(Refused):
    message = "Le tour est complet : il n’y a personne à attendre."


def consent(seat, *, by, at, is_aloud=False):
    """« Je consens » to this version. The last voice that was missing adopts it, at once."""
    with _speaking(seat, at=at) as proposal:
        if proposal.state == S.OBJECTIONS and _objections_of(seat).exists():
            raise WithdrawInstead
        position = rounds.take_position(
            seat, by=by, at=at, kind=PositionKind.CONSENT, is_aloud=is_aloud
        )
        _take_back(seat, by=by, at=at)
        adopting.settle(proposal, by=by, at=at)
    if position.is_aloud:
        emails.said_for_you(position)
    return position


def object(seat, *, by, at, words, touches, way="", is_aloud=False):  # noqa: A001 (the trade's word)
    """« J’ai une objection » : once voiced it is valid, and nobody judges it.

    ``touches``: what of the aim or of the needs it touches. ``way``: a path, if one sees one.
    The same words sent again by their author are the same objection: nothing is taken back.
    """
    facts = {"words": words.strip(), "touches": touches.strip(), "way": way.strip()}
    if not facts["words"] or not facts["touches"]:
        raise ObjectionSaysLess
    with _speaking(seat, at=at) as proposal:
        same = _objections_of(seat).filter(round=seat.round, **facts).first()
        if same and by == seat.person:
            return same
        position = rounds.take_position(
            seat, by=by, at=at, kind=PositionKind.OBJECTION, is_aloud=is_aloud
        )
        _take_back(seat, by=by, at=at)
        objection = Objection.objects.create(
            round=seat.round, position=position, author=seat.person, at=at, **facts
        )
        adopting.settle(proposal, by=by, at=at)
    if position.is_aloud:
        emails.said_for_you(position)
    return objection


def end_round(proposal, *, by, at, circle=None):
    """In a meeting everybody who is there has spoken: absent people are waited for, one by one."""
    with carrying(proposal, at=at) as proposal:
        check_going(proposal)
        check_facilitates(by, proposal, at=at, circle=circle)
        if proposal.state != S.CONSENT:
            raise NotInConsent
        missing = _missing(proposal, circle or proposal.circle)
        if not adopting.objections_in(proposal):
            missing = presume(proposal, missing, at=at)
        if not missing:
            adopting.settle(proposal, by=by, at=at)
        elif adopting.objections_in(proposal):
            adopting.go_to_objections(proposal, by=by, at=at)
        else:
            proposal.move_to(ProposalState.RESERVED)
            record(Event.PROPOSAL_RESERVED, proposal, by=by, missing=len(missing))
            emails.reserved(proposal, missing)
            emails.voices_missing(proposal, missing, on=timezone.localdate(at))
    return proposal


def hesitate(opened, *, by, at, words):
    """« J’ai une hésitation » : a private word to who facilitates. It is no position at all.

    The journal says nothing of it.
    """
    with carrying(opened.proposal, at=at) as proposal:
        check_going(proposal)
        rounds.check_open(opened, at=at)
        rounds.check_seated(opened, by, at=at)
        if not opened.seats.filter(person=by).exists():
            raise rounds.NotYourSeat
        to = facilitator_of(opened.proposal, on=timezone.localdate(at), circle=opened.circle)
        if to is None:
            raise NobodyFacilitates
        hesitation = Hesitation.objects.create(round=opened, person=by, to=to, words=words, at=at)
        emails.hesitation(hesitation)
    return hesitation


@contextmanager
def _speaking(seat, *, at):
    with carrying(seat.round.proposal, at=at) as proposal:
        check_going(proposal)
        if seat.round.kind != RoundKind.CONSENT or proposal.state not in SPEAKING:
            raise rounds.RoundIsOver
        yield proposal


def _objections_of(seat):
    """What this person objected to the text and has not lifted, in this round or an earlier one."""
    theirs = Objection.objects.filter(author=seat.person, position__seat__person=seat.person)
    return theirs.filter(round__proposal=seat.round.proposal_id, ended_at=None)


def _take_back(seat, *, by, at):
    """What they had objected before is taken back by saying another thing of the same text."""
    said = seat.positions.latest()
    for earlier in _objections_of(seat).filter(round__circle=seat.round.circle_id):
        if earlier.position_id != said.pk:
            take_back(earlier, by=by, at=at)


def _missing(proposal, circle):
    """The seats that are waited for; refuses while somebody who is there is silent.

    Who is absent is known in a meeting only, and a circle consents by voices (4.10).
    """
    missing = []
    for opened in consent_rounds(proposal).select_related("circle", "proposal"):
        silent, room = opened.seats.silent(), room_of(opened)
        if opened.is_async and silent.exists():
            raise rounds.SomebodyIsSilent
        is_held = room is not None and len(silent) < opened.seats.count()
        if opened.circle_id == circle.pk and silent.exists() and not is_held:
            raise OnlyInTheRoom
        if room is not None and silent.filter(person__in=here(room)).exists():
            raise SomebodyHereIsSilent
        missing += silent
    if not missing:
        raise EverybodyHasSpoken
    return missing


def presume(proposal, missing, *, at):
    """Who is absent is deemed to consent, where the circle said so before, to a text that was
    convened and is the same; those who are still to be heard are returned. Who is kept from
    entering is still to be heard: they could not answer."""
    still = []
    for seat in missing:
        found = policy_before(seat.round, PRESUMED)
        is_kept_out = not seat.person.is_active
        if found is None or is_kept_out or seat.speaks_last or not _was_announced(proposal, seat):
            still.append(seat)
            continue
        rounds.deem(seat, policy=found, at=at)
    return still


def _was_announced(proposal, seat):
    """On the agenda that was sent out, to this person too, and not a word of it changed since."""
    opened, room = seat.round, room_of(seat.round)
    if room is None or room.convened_at is None or opened.version.at > room.convened_at:
        return False
    if not has_a_voice(seat.person, opened.circle, on=timezone.localdate(room.convened_at)):
        return False
    added = set()
    for line in lines_about(room):
        if line.event == Event.ITEM_ADDED:
            added.add(line.details["item"])
        elif line.event == Event.MEETING_CONVENED:
            return proposal.items.filter(meeting=room, pk__in=added).exists()
    return False

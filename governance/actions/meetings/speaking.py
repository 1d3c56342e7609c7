"""The floor goes round: each speaks in turn, or passes, and nobody is forgotten.

It is passed by who has it, by who facilitates or writes, or by anybody there when both are away.
Two people may press at once: the floor is passed once.
"""

from django.utils import timezone

from coopstudio.refusals import Refused
from governance.actions import consents, rounds
from governance.actions.meetings.living import living
from governance.meetings.gathering import NobodyIsThere, check_leads, gathered, notes
from governance.models import Round, Turn
from governance.states import ItemState, MeetingState, RoundKind

OF_THE_MEETING = (RoundKind.OPENING, RoundKind.CLOSING)
OF_AN_ITEM = (RoundKind.CLARIFICATION, RoundKind.REACTIONS)


class FloorHasMoved(Refused):
    message = "La parole est déjà passée : quelqu’un l’a donnée au même moment."


class NotYourFloor(Refused):
    message = "La parole se passe par qui l’a, par la facilitation ou par le secrétariat."


class OneRoundAtATime(Refused):
    message = "Un tour est déjà ouvert : il va d’abord à son terme."


class NoSuchRound(Refused):
    message = "Ce tour ne s’ouvre pas à ce moment de la réunion."


def open_round(meeting, kind, *, by, at, item=None):
    """Open a round in which each speaks once: at the opening, on a subject, at the end."""
    with living(meeting) as meeting:
        check_leads(by, meeting, at=at)
        if not _is_its_time(meeting, kind, item):
            raise NoSuchRound
        if meeting.rounds.open().of_the_meeting().exists():
            raise OneRoundAtATime
        sittings = gathered(meeting, at=at, with_a_voice=False)
        if not sittings:
            raise NobodyIsThere
        return rounds.open_round(
            meeting.circle, kind, by=by, at=at, sittings=sittings, meeting=meeting, item=item
        )


def pass_floor(seat, *, by, at, words="", has_nothing=False, pole=None):
    """This person has spoken, or has nothing to add: the floor goes to the next one.

    ``words``: what one keeps of it, if anything. The last word ends a round of the meeting.
    ``pole``: (pair, side) from which one reacted to a text, if one says it.
    """
    with living(seat.round.meeting) as meeting:
        if by.pk != seat.person_id and not notes(by, meeting, on=timezone.localdate(at)):
            raise NotYourFloor
        opened = Round.objects.select_for_update(of=("self",)).get(pk=seat.round_id)
        rounds.check_open(opened)
        if seat.turns.exists():
            raise FloorHasMoved
        kind = Turn.Kind.PASSED if has_nothing else Turn.Kind.ALOUD
        turn = rounds.say(seat, by=by, at=at, words=words, kind=kind, is_aloud=True)
        if pole and not has_nothing and opened.proposal_id and opened.kind == RoundKind.REACTIONS:
            consents.say_pole(turn, by=by, at=at, pair=pole[0], side=pole[1])
        if opened.proposal_id is None and not opened.seats.wordless().exists():
            rounds.close(opened, by=by, at=at)
    return opened


def end_round(opened, *, by, at):
    """End a round of the meeting: those who have not spoken left, or wish to go on."""
    with living(opened.meeting) as meeting:
        check_leads(by, meeting, at=at)
        if opened.proposal_id or opened.election_id:
            raise NoSuchRound
        rounds.close(opened, by=by, at=at, even_silent=True)
    return opened


def _is_its_time(meeting, kind, item):
    if kind in OF_THE_MEETING:
        return item is None and (kind == RoundKind.OPENING) == (meeting.state == MeetingState.OPEN)
    return kind in OF_AN_ITEM and item is not None and item.state == ItemState.CURRENT

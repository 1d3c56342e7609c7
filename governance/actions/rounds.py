"""A round opens, each seat speaks in turn, it ends: the same verbs for every kind of round.

Nobody speaks for somebody else, nor for a circle in which they sit no more. In the meeting that is
open, on the point under way, whoever facilitates or writes notes what a person who is there says
aloud; that person is told, and everybody sees it.
"""

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.college import college, sits
from governance.events import Event
from governance.meetings.gathering import notes_for
from governance.models import Position, Presence, Round, Seat, Turn
from governance.querysets.rounds import OF_POSITIONS
from governance.states import PositionKind


class NobodySits(Refused):
    message = "Ce cercle n’a personne à qui donner la parole ce jour-là."


class RoundIsOver(Refused):
    message = "Ce tour est clos : il s’est passé quelque chose entre-temps, relisez la page."


class NotYourSeat(Refused):
    message = "Cette place est celle de quelqu’un d’autre : chaque personne parle pour elle."


class NotAloudForOthers(Refused):
    message = (
        "À voix haute, la facilitation ou le secrétariat note ce que dit une personne présente, "
        "dans la réunion ouverte et sur le point en cours ; si les deux sont absents, une personne "
        "du cercle qui est là. Sinon, chaque personne parle pour elle."
    )


class NoSeatToday(Refused):
    message = "Cette place n’est plus tenue dans ce cercle : ce qui y a été dit avant demeure."


class SpeaksLast(Refused):
    message = "La personne proposée parle en dernier : il manque encore une voix avant la sienne."


class SomebodyIsSilent(Refused):
    message = "Tout le monde n’a pas encore parlé : un silence n’est jamais un consentement."


def open_round(circle, kind, *, by, at, sittings=None, last=None, **about):
    """Open a round: who is asked is written now, and does not change while it is open (I3).

    ``sittings``: who is asked, in order; the circle's college of the day otherwise. ``last``: the
    person who speaks after everybody. ``about``: proposal, version, election, meeting, item,
    subject, is_async, closes_at. Called inside the transaction of what it is opened for.
    """
    sittings = college(circle, on=timezone.localdate(at)) if sittings is None else sittings
    if not sittings:
        raise NobodySits
    opened = Round.objects.create(circle=circle, kind=kind, opened_by=by, opened_at=at, **about)
    Seat.objects.bulk_create(
        Seat(
            round=opened,
            person=one.person,
            place=place,
            label=one.label,
            speaks_last=one.person == last,
        )
        for place, one in enumerate(sittings, start=1)
    )
    record(Event.ROUND_OPENED, opened, by=by, kind=f"{kind}", seats=len(sittings))
    return opened


def say(seat, *, by, at, words="", kind=Turn.Kind.SAID, answers=None, is_aloud=False):
    """Say something in a round of words, or pass; said again it is added, never replaced.

    ``is_aloud``: noted by who facilitates or writes, for somebody who is there and says it.
    """
    with locked(seat.round) as opened:
        check_open(opened, at=at)
        _check_voice(opened, seat, by=by, at=at, is_aloud=is_aloud)
        turn = Turn.objects.create(seat=seat, kind=kind, words=words, answers=answers, by=by, at=at)
        record(Event.SPOKE, opened, by=by, seat=seat.pk)
    return turn


def take_position(seat, *, by, at, kind, is_aloud=False):
    """Consent to a text, or object to it; one may change it while the round is open.

    ``is_aloud``: noted by who facilitates or writes, for somebody who is there and says it.
    """
    with locked(seat.round) as opened:
        check_open(opened, at=at)
        _check_voice(opened, seat, by=by, at=at, is_aloud=is_aloud)
        if waits_for_others(opened, seat):
            raise SpeaksLast
        said = seat.positions.order_by("pk").last()
        if kind == PositionKind.CONSENT and said and (said.kind, said.by) == (kind, by):
            return said  # a double click: it is said already, in the same words
        position = Position.objects.create(
            seat=seat, kind=kind, by=by, is_aloud=is_aloud and by != seat.person, at=at
        )
        record(Event.POSITION_TAKEN, opened, by=by, seat=seat.pk)
    return position


def deem(seat, *, policy, at, reminders=0):
    """« Réputé consentant »: a policy of the circle, named, where a voice is absent (I6)."""
    facts = {"kind": PositionKind.DEEMED, "policy": policy, "reminders": reminders}
    Position.objects.create(seat=seat, at=at, **facts)
    record(Event.CONSENT_DEEMED, seat.round, seat=seat.pk, policy=policy.pk)


def close(opened, *, by, at, even_silent=False):
    """End a round in which everybody has spoken; ``even_silent``: a round of words, at its hour."""
    with locked(opened) as opened:
        check_open(opened)
        if not even_silent and opened.seats.silent_in(opened).exists():
            raise SomebodyIsSilent
        opened.closed_at = at
        opened.save(update_fields=["closed_at"])
        record(Event.ROUND_CLOSED, opened, by=by)
    return opened


def void(opened, *, by, at):
    """Its positions count no more: the text or the college changed, or the circle stopped it."""
    with locked(opened) as opened:
        if opened.voided_at is None:
            opened.voided_at = at
            opened.save(update_fields=["voided_at"])
            record(Event.ROUND_VOIDED, opened, by=by)
    return opened


def is_unanimous(opened):
    """Has every seat consented, aloud, in writing, or by a policy of the circle?"""
    said = set(opened.seats.with_position().values_list("said", flat=True))
    return said <= {PositionKind.CONSENT, PositionKind.DEEMED}


def check_open(opened, *, at=None):
    """Refuse to speak in a round that is over, its hour included, whatever the clock has done."""
    ended = at and opened.is_async and opened.ends_at and at > opened.ends_at
    if not opened.is_open or ended:
        raise RoundIsOver


def check_seated(opened, person, *, at):
    """Refuse somebody who sits there no more; visitors too have the floor in a meeting's rounds."""
    of_the_circle = opened.kind in OF_POSITIONS or opened.proposal_id or opened.election_id
    if of_the_circle and not sits(person, opened.circle, on=timezone.localdate(at)):
        raise NoSeatToday


def waits_for_others(opened, seat):
    """The person proposed speaks last: is somebody still waited for before them?"""
    return seat.speaks_last and _before(opened, seat).silent().exists()


def _check_voice(opened, seat, *, by, at, is_aloud):
    """The one rule of who writes a voice: the person of the seat, or the room, aloud."""
    check_seated(opened, seat.person, at=at)
    if by == seat.person:
        return
    if not is_aloud:
        raise NotYourSeat
    if not notes_for(by, seat.person, opened, on=timezone.localdate(at)):
        raise NotAloudForOthers


def _before(opened, seat):
    """Who speaks before this one: the others, or in a meeting those of them who are there."""
    others = opened.seats.filter(speaks_last=False).exclude(pk=seat.pk)
    if opened.meeting_id is None:
        return others
    there = Presence.objects.filter(meeting=opened.meeting_id, left_at=None)
    return others.filter(person__in=there.values("person"))

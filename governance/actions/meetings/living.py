"""The meeting opens, people come and go, it closes: a fact of each, with its hour.

Nothing is lost when it closes in the middle: what was under way is suspended at its step, what was
not touched goes back to the basket.
"""

from contextlib import contextmanager

from django.db.models import F
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance.actions import rounds
from governance.actions.meetings.holding import held
from governance.actions.meetings.minutes import ask_at_a_distance
from governance.actions.meetings.putting_back import put_back, texts_of
from governance.college import around
from governance.consents import policies
from governance.emails import meetings as letters
from governance.events import Event
from governance.meetings import gathering
from governance.models import Meeting, Presence, Round
from governance.states import Capacity, ItemState, MeetingState, OfficeKind


class NotOpen(Refused):
    message = "La réunion n’est pas ouverte."


class AlreadyThere(Refused):
    message = "Cette personne est déjà notée présente."


class AlreadyGone(Refused):
    message = "Cette personne est déjà notée partie."


class NamesNobody(Refused):
    message = "Choisissez une personne présente, qui a une voix dans le cercle."


def open_meeting(meeting, *, by, at, people, facilitator=None, secretary=None):
    """The meeting begins: who is there is written, and who facilitates and writes today."""
    with locked(meeting) as meeting:
        gathering.check_voice(by, meeting.circle, at=at)
        meeting.move_to(MeetingState.OPEN)
        meeting.opened_at = at
        meeting.beat += 1
        meeting.save()
        today = timezone.localdate(at)
        sittings = {one.person.pk: one for one in around(meeting.circle, on=today)}
        known = [sittings[one.pk] for one in people if one.pk in sittings]
        if not any(one.has_a_voice for one in known):
            raise gathering.NobodyIsThere
        Presence.objects.bulk_create(
            Presence(meeting=meeting, person=one.person, capacity=capacity(one), arrived_at=at)
            for one in known
        )
        record(Event.MEETING_OPENED, meeting, by=by, circle=meeting.circle_id, there=len(known))
        facilitator = facilitator or _stand_in(OfficeKind.FACILITATOR, sittings, known)
        secretary = secretary or _stand_in(OfficeKind.SECRETARY, sittings, known)
        if facilitator or secretary:
            name(meeting, facilitator, secretary, by=by, at=at)
    return meeting


def arrive(meeting, *, by, at, person=None, guest="", capacity_of=None):
    """Somebody comes in: from the next round on they are asked; visitors say why they are there."""
    with living(meeting) as meeting:
        if by != person:
            gathering.check_writes(by, meeting, at=at)
        sitting = next(
            (one for one in around(meeting.circle, on=timezone.localdate(at))
             if one.person == person), None,
        )  # fmt: skip
        if person and meeting.presences.filter(person=person, left_at=None).exists():
            raise AlreadyThere
        presence = Presence.objects.create(
            meeting=meeting,
            person=person,
            guest=guest,
            capacity=capacity(sitting) if sitting else capacity_of or Capacity.VISITOR,
            arrived_at=at,
        )
        record(Event.ARRIVED, meeting, by=by, presence=presence.pk)
    return presence


def leave(presence, *, by, at):
    """Somebody goes before the end: the rounds to come are held without them."""
    with living(presence.meeting) as meeting:
        presence = meeting.presences.get(pk=presence.pk)
        if presence.left_at:
            raise AlreadyGone
        if by.pk != presence.person_id:
            gathering.check_writes(by, meeting, at=at)
        presence.left_at = at
        presence.save(update_fields=["left_at"])
        record(Event.LEFT, meeting, by=by, presence=presence.pk)
    return presence


def tidy_basket(meeting, *, by, at):
    """« Le panier est à jour » : the circle looked at it together."""
    with living(meeting) as meeting:
        gathering.check_leads(by, meeting, at=at)
        meeting.basket_at = at
        meeting.save(update_fields=["basket_at"])
        record(Event.BASKET_TIDIED, meeting, by=by)
    return meeting


def close(meeting, *, by, at):
    """The meeting ends, wherever it stands; its minutes are sent to the circle to be read."""
    with living(meeting, *_unlived(meeting)) as meeting:
        gathering.check_leads(by, meeting, at=at)
        for opened in meeting.rounds.open().filter(proposal=None, election=None):
            rounds.void(opened, by=by, at=at)
        for item in _unlived(meeting):
            put_back(item, by=by, at=at)
        _let_the_elected_speak_last(meeting)
        meeting.move_to(MeetingState.CLOSED)
        meeting.closed_at = at
        meeting.save()
        meeting.presences.filter(left_at=None).update(left_at=at)
        record(Event.MEETING_CLOSED, meeting, by=by, circle=meeting.circle_id)
        policy = policies.policy(meeting.circle, policies.PASSIVE, on=meeting.day)
        asked = ask_at_a_distance(meeting, policy, by=by, at=at) if policy else None
        for one in around(meeting.circle, on=meeting.day):
            letters.minutes_to_read(meeting, one.person, until=asked and asked.closes_at)
    return meeting


def _unlived(meeting):
    lived = (ItemState.DONE, ItemState.PUT_OFF)
    return meeting.items.exclude(state__in=lived).select_related("proposal", "meeting")


def stir(meeting):
    """Something that hangs on it changed elsewhere: every screen looks again."""
    Meeting.objects.filter(pk=meeting.pk).update(beat=F("beat") + 1)


def stir_about(decision):
    """Its review moved elsewhere: the room that looks at this text sees it."""
    here = {"items__decision": decision, "items__state": ItemState.CURRENT}
    rows = Meeting.objects.filter(state__in=[MeetingState.OPEN, MeetingState.AGREED], **here)
    Meeting.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(
        beat=F("beat") + 1
    )


@contextmanager
def living(meeting, *items):
    """The meeting, locked, while it is open; whatever is done then moves its beat.

    ``items``: those whose texts the act may move; their circles are locked first.
    """
    texts = [text for item in items for text in texts_of(item)]
    with held(meeting, *texts) as meeting:
        if not meeting.is_open:
            raise NotOpen
        yield meeting
        meeting.beat += 1
        meeting.save(update_fields=["beat"])


def capacity(sitting):
    """In which capacity this person sits in the circle's meetings."""
    if sitting.links and not sitting.belongs:
        return Capacity.LINK
    return Capacity.MEMBER if sitting.belongs else Capacity.VISITOR


def name(meeting, facilitator, secretary, *, by, at):
    """Who facilitates and who writes from now on; called inside the transaction of why."""
    check_named(meeting, facilitator, secretary, at=at)
    meeting.facilitator = facilitator or meeting.facilitator
    meeting.secretary = secretary or meeting.secretary
    meeting.save(update_fields=["facilitator", "secretary"])
    named = {"facilitator": meeting.facilitator_id, "secretary": meeting.secretary_id}
    record(Event.MEETING_ENTRUSTED, meeting, by=by, **named)


def check_named(meeting, facilitator, secretary, *, at):
    """Refuse whoever is not there with a voice."""
    there = {one.person for one in gathering.gathered(meeting, at=at)}
    if not {one for one in (facilitator, secretary) if one} <= there:
        raise NamesNobody


def _let_the_elected_speak_last(meeting):
    """Under reserve, a round goes on without the room: last means after everybody (E7)."""
    rows = meeting.rounds.open().filter(seats__speaks_last=True).values("pk")
    Round.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(
        meeting=None, item=None
    )


def _stand_in(kind, sittings, known):
    """The leader, when who holds this office is away and the circle named nobody else."""
    held = {one.kind: who for who in sittings.values() for one in who.mandates}
    leader = held.get(OfficeKind.LEADER)
    is_away = held.get(kind) is not None and held[kind] not in known
    return leader.person if is_away and leader in known and leader.has_a_voice else None

"""The minutes are written as the meeting goes, read, approved, published; then they never change.

They are approved at the end of the meeting or at the start of the next one by those who were there,
or in silence, after the delay of a policy that the circle consented to: never otherwise.
"""

from contextlib import contextmanager
from datetime import timedelta
from hashlib import blake2s

from django.db.models import F
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance import documents
from governance.actions import rounds
from governance.college import college
from governance.consents import policies
from governance.events import Event
from governance.meetings import gathering
from governance.models import Meeting, Position, Presence
from governance.states import Capacity, MeetingState, MinutesState, PositionKind, RoundKind

TEXTS = ("admin", "summary")


class AnotherWindowWrote(Refused):
    message = "Une autre fenêtre a écrit ici depuis : relisez avant d’écrire à nouveau."


class MinutesAreApproved(Refused):
    message = "Ce compte-rendu est approuvé : il ne change plus. Une erreur se dit au suivant."


class NotApprovedYet(Refused):
    message = "Un compte-rendu se publie une fois approuvé par le cercle."


class ContentGoesOn(Refused):
    message = (
        "Il reste des points à vivre : le compte-rendu s’approuve une fois le contenu terminé."
    )


class NoSummary(Refused):
    message = "Écrivez d’abord un résumé en quelques lignes : c’est lui que l’organisation lira."


class NotOver(Refused):
    message = "La réunion n’a pas commencé : il n’y a rien à approuver encore."


class AskedAlready(Refused):
    message = "L’accord sur ce compte-rendu est déjà demandé."


def note(item, *, by, at, words, seen=None):
    """Write what is said of a subject. ``seen``: the mark (``stamp``) of what the window showed."""
    with _writing(item.meeting, by, at) as meeting:
        item = meeting.items.get(pk=item.pk)
        _refuse_stale(item.notes, words, seen)
        item.notes, item.noted_at = words, at
        item.save(update_fields=["notes", "noted_at"])
    return item


def write(meeting, *, by, at, part, words, seen=None):
    """Write what is said of the meeting itself: its administration, its summary."""
    with _writing(meeting, by, at) as meeting:
        _refuse_stale(getattr(meeting, part), words, seen)
        setattr(meeting, part, words)
        meeting.save(update_fields=[part])
    return meeting


def ask_approval(minutes, *, by, at, during=None):
    """Ask those who were there whether the minutes are right: at the end, or at the next meeting.

    ``during``: the meeting in which it is asked, when it is another one. An absent person cannot
    object to minutes; they may object to the decisions themselves.
    """
    during = during or minutes
    with locked(during) as held:
        gathering.check_leads(by, held, at=at)
        if not held.is_open:
            raise NotOver
        minutes = Meeting.objects.get(pk=minutes.pk)
        _refuse_unless_draft(minutes, held)
        if minutes == held and held.items.to_live().exists():
            raise ContentGoesOn
        were_there = set(_were_there(minutes))
        sittings = [one for one in gathering.gathered(held, at=at) if one.person.pk in were_there]
        opened = _ask(minutes, sittings, by=by, at=at, circle=held.circle)
        held.beat += 1
        held.save(update_fields=["beat"])
    return opened


def ask_at_a_distance(meeting, policy, *, by, at):
    """The circle consented to it: the minutes stand unless somebody corrects them in time."""
    were_there = set(_were_there(meeting))
    on = timezone.localdate(at)
    sittings = [one for one in college(meeting.circle, on=on) if one.person.pk in were_there]
    if not sittings:
        return None
    closes_at = at + timedelta(hours=policy.version.hours)
    return _ask(meeting, sittings, by=by, at=at, is_async=True, closes_at=closes_at)


def say_of_minutes(seat, *, by, at, kind, words="", is_aloud=False, during=None):
    """« Ce compte-rendu est juste », or what is to be corrected; the last voice approves it.

    ``during``: the open meeting in which it is said; ``is_aloud``: noted there for somebody.
    """
    with locked(seat.round.meeting) as meeting:
        if words:
            rounds.say(seat, by=by, at=at, words=words, is_aloud=is_aloud)
        rounds.take_position(seat, by=by, at=at, kind=kind, is_aloud=is_aloud)
        opened = meeting.rounds.get(pk=seat.round_id)
        if not opened.seats.silent().exists():
            opened = rounds.close(opened, by=by, at=at)
            approve_by(opened, rounds.is_unanimous(opened), by=by, at=at)
        Meeting.objects.filter(pk=(during or meeting).pk).update(beat=F("beat") + 1)
    return meeting


def let_stand(opened, *, at):
    """The delay of the policy is over: who said nothing is deemed to consent, under that policy."""
    with locked(opened.meeting) as meeting:
        opened = meeting.rounds.open().get(pk=opened.pk)
        policy = policies.policy(meeting.circle, policies.PASSIVE, on=meeting.day)
        if opened.ends_at > at or policy is None or opened.seats.objecting().exists():
            raise rounds.RoundIsOver
        Position.objects.bulk_create(
            Position(seat=seat, kind=PositionKind.DEEMED, by=None, policy=policy, at=at)
            for seat in opened.seats.silent()
        )
        opened = rounds.close(opened, by=None, at=at)
        approve_by(opened, True, by=None, at=at)
    return meeting


def approve_by(opened, agreed, *, by, at):
    """The round on the minutes is over: they are approved, or wait for their correction."""
    meeting = Meeting.objects.get(pk=opened.meeting_id)
    if not agreed or MinutesState.APPROVED not in meeting.minutes_are:
        return
    meeting.minutes_state = MinutesState.APPROVED
    meeting.approved_at = at
    meeting.beat += 1
    meeting.save(update_fields=["minutes_state", "approved_at", "beat"])
    record(Event.MINUTES_APPROVED, meeting, by=by, circle=meeting.circle_id)


def publish(meeting, *, by, at, summary=""):
    """The organisation reads them: on their page, and on paper.

    ``summary``: in a few lines, when the circle approved minutes that had none.
    """
    with locked(meeting) as meeting:
        gathering.check_writes(by, meeting, at=at)
        if MinutesState.PUBLISHED not in meeting.minutes_are or meeting.is_open:
            raise NotApprovedYet
        meeting.summary = meeting.summary or summary.strip()
        if not meeting.summary:
            raise NoSummary
        meeting.minutes_state = MinutesState.PUBLISHED
        meeting.published_at = at
        meeting.document = documents.minutes(meeting)
        meeting.save()
        record(Event.MINUTES_PUBLISHED, meeting, by=by, circle=meeting.circle_id)
    return meeting


def stamp(words):
    """What tells one text from the next."""
    return blake2s(words.encode(), digest_size=8).hexdigest()


def _ask(minutes, sittings, *, by, at, circle=None, **how):
    pending = minutes.rounds.open().filter(kind=RoundKind.ASSENT, item=None)
    if pending.exists():
        raise AskedAlready
    return rounds.open_round(
        circle or minutes.circle, RoundKind.ASSENT, by=by, at=at, sittings=sittings,
        meeting=minutes, subject=f"Le compte-rendu du {minutes.day:%d/%m/%Y}", **how,
    )  # fmt: skip


def _were_there(meeting):
    there = Presence.objects.filter(meeting=meeting).exclude(capacity=Capacity.VISITOR)
    return there.values_list("person_id", flat=True)


def _refuse_unless_draft(minutes, held):
    if MinutesState.APPROVED not in minutes.minutes_are:
        raise MinutesAreApproved
    here = {minutes.circle_id, minutes.circle.merged_into_id}
    if held.circle_id not in here or minutes.opened_at is None:
        raise NotOver


def _refuse_stale(kept, words, seen):
    if seen is not None and seen != stamp(kept) and words != kept:
        raise AnotherWindowWrote


@contextmanager
def _writing(meeting, by, at):
    """The meeting, locked, while its minutes may still be written; one more beat."""
    with locked(meeting) as meeting:
        gathering.check_writes(by, meeting, at=at)
        if meeting.minutes_state != MinutesState.DRAFT or meeting.state == MeetingState.CALLED_OFF:
            raise MinutesAreApproved
        yield meeting
        meeting.beat += 1
        meeting.save(update_fields=["beat"])

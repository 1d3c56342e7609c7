"""Who does what around a meeting: who prepares it, who leads it, who writes, who is there.

Whoever has a voice in the circle takes part; what is entrusted to somebody is done by them, or by
whom the circle names in their place. An office of the house gives nothing here.
"""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from coopstudio.refusals import Refused
from governance import college
from governance.college import Sitting
from governance.models import Item, Meeting, Presence
from governance.states import ItemState, MeetingState, OfficeKind, RoundKind

KEEPERS = (OfficeKind.FACILITATOR, OfficeKind.SECRETARY, OfficeKind.LEADER, OfficeKind.DELEGATE)
"""Whose mandate it is to prepare what the circle lives."""


class NotOfThisCircle(Refused):
    message = "Ce cercle se réunit entre celles et ceux qui y siègent."


class NotYoursToPrepare(Refused):
    message = (
        "La réunion se prépare par la facilitation, le secrétariat ou les liens du cercle. Vous "
        "pouvez y proposer un point, ou déposer une tension au panier."
    )


class NotYoursToLead(Refused):
    message = "C’est à la personne qui facilite de conduire la réunion."


class NotYoursToWrite(Refused):
    message = "C’est à la personne qui tient le secrétariat d’écrire le compte-rendu."


class NobodyIsThere(Refused):
    message = "Personne du cercle n’est noté présent : notez d’abord qui est là."


def prepares(person, circle, *, on, sittings=None):
    """Facilitation, secretariat or links; anybody with a voice while nobody holds an office."""
    sittings = college.around(circle, on=on) if sittings is None else sittings
    mine = next((one for one in sittings if one.person == person), None)
    if mine is None:
        return False
    keepers = [one for one in sittings if any(held.kind in KEEPERS for held in one.mandates)]
    return mine in keepers or (not keepers and mine.has_a_voice)


def leads(person, meeting, *, on, sittings=None):
    """Whoever facilitates this meeting; any voice of the circle while nobody does."""
    return _is_or_nobody(
        person, meeting, who_leads(meeting, on=on, sittings=sittings), on, sittings
    )


def writes(person, meeting, *, on, sittings=None):
    """Whoever writes in this meeting, or facilitates it; any voice while nobody does."""
    writer = who_writes(meeting, on=on, sittings=sittings)
    mine = _is_or_nobody(person, meeting, writer, on, sittings)
    return mine or leads(person, meeting, on=on, sittings=sittings)


def who_leads(meeting, *, on, sittings=None):
    """Whom the meeting named, else the mandate, else the leader; None when nobody can."""
    return meeting.facilitator or _holder(meeting, OfficeKind.FACILITATOR, on, sittings)


def who_writes(meeting, *, on, sittings=None):
    return meeting.secretary or _holder(meeting, OfficeKind.SECRETARY, on, sittings)


def room_of(opened):
    """The open meeting in which this round is lived, on the point under way; None otherwise."""
    live = Meeting.objects.filter(
        circle=opened.circle_id, state__in=[MeetingState.OPEN, MeetingState.AGREED]
    )
    if opened.is_async:
        return None
    if opened.proposal_id or opened.election_id:
        return live.filter(_lived(opened)).first()
    if opened.kind == RoundKind.ASSENT and opened.item_id is None:
        return live.first()  # earlier minutes are approved in the meeting of today
    return live.filter(pk=opened.meeting_id).first()


def notes_for(person, speaker, opened, *, on):
    """May this person note what the other one says aloud in this round?

    Both are in its room, and this one notes there.
    """
    meeting = room_of(opened)
    here = there(meeting) if meeting else set()
    return {person.pk, speaker.pk} <= here and notes(person, meeting, on=on, here=here)


def notes(person, meeting, *, on, sittings=None, here=None):
    """Whoever facilitates or writes in this meeting; while neither of them is in it, any voice that
    is: nobody is kept silent because two people are away."""
    here = there(meeting) if here is None else here
    sittings = college.around(meeting.circle, on=on) if sittings is None else sittings
    named = {who_leads(meeting, on=on, sittings=sittings)}
    named = (named | {who_writes(meeting, on=on, sittings=sittings)}) - {None}
    if person in named or {one.pk for one in named} & here:
        return person in named
    voices = {one.person.pk for one in sittings if one.has_a_voice}
    return person.pk in voices & here


def _lived(opened):
    """Is the point under way about what this round is about?"""
    current = Item.objects.filter(meeting=OuterRef("pk"), state=ItemState.CURRENT)
    text = opened.proposal
    election = text.election_id if text else opened.election_id
    about = Q(proposal=text) if text else Q()
    return Exists(current.filter(about | Q(election=election) if election else about))


def there(meeting):
    """The people who are in the meeting now, by their key."""
    return set(
        Presence.objects.filter(meeting=meeting, left_at=None, person__isnull=False).values_list(
            "person_id", flat=True
        )
    )


def asked(meeting):
    """Everybody who is told of this meeting: who sits in the circle that day, then its guests."""
    around = [one.person for one in college.around(meeting.circle, on=meeting.day)]
    guests = [one.person for one in meeting.guests.select_related("person")]
    return around + [one for one in guests if one not in around]


def gathered(meeting, *, at, with_a_voice=True):
    """The sittings of those who are there now, in the order in which they sit.

    ``with_a_voice``: only those who are asked; otherwise guests speak in their turn as well.
    """
    on = timezone.localdate(at)
    present = there(meeting)
    around = [one for one in college.around(meeting.circle, on=on) if one.person.pk in present]
    if with_a_voice:
        return [one for one in around if one.has_a_voice]
    known = {one.person.pk for one in around}
    visitors = Presence.objects.filter(meeting=meeting, left_at=None, person__in=present - known)
    return around + [Sitting(one.person) for one in visitors.select_related("person")]


def check_voice(person, circle, *, at):
    if not college.has_a_voice(person, circle, on=timezone.localdate(at)):
        raise NotOfThisCircle


def check_prepares(person, circle, *, at):
    if not prepares(person, circle, on=timezone.localdate(at)):
        raise NotYoursToPrepare


def check_leads(person, meeting, *, at):
    if not leads(person, meeting, on=timezone.localdate(at)):
        raise NotYoursToLead


def check_writes(person, meeting, *, at):
    if not writes(person, meeting, on=timezone.localdate(at)):
        raise NotYoursToWrite


def _is_or_nobody(person, meeting, holder, on, sittings):
    if holder is not None:
        return person == holder
    if sittings is None:
        return college.has_a_voice(person, meeting.circle, on=on)
    return any(one.person == person and one.has_a_voice for one in sittings)


def _holder(meeting, kind, on, sittings):
    if sittings is None:
        sittings = college.around(meeting.circle, on=on)
    held = {one.kind: who.person for who in sittings if not who.leave for one in who.mandates}
    return held.get(kind) or held.get(OfficeKind.LEADER)

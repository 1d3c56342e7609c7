"""What a circle asks of somebody, by a day: it follows them until it is done, or the circle lets
them go.

Whoever sits in the circle may ask; the person, or the circle in a meeting, says that it is done.
Nobody is released by one person alone: the circle does it, in a meeting.
"""

from django.utils import timezone

from coopstudio.db import locked
from coopstudio.french.dates import short_day
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from governance import emails
from governance.actions import tensions
from governance.college import belongs, has_a_voice
from governance.events import Event
from governance.models import Deed, Meeting
from governance.states import DeedState, MeetingState, Wish

UNDER_WAY = (MeetingState.OPEN, MeetingState.AGREED)


class NotOfTheCircle(Refused):
    message = "Une action se confie dans le cercle, par une personne qui y siège."


class DoesNotSitThere(Refused):
    message = "Une action se confie à une personne qui siège dans ce cercle."


class CircleIsClosed(Refused):
    message = "Ce cercle n’est pas ou plus en vie : rien ne s’y confie."


class DayIsPast(Refused):
    message = "Choisissez un jour qui n’est pas passé."


class AlreadyEnded(Refused):
    message = "Cette action est déjà close."


class NotEnded(Refused):
    message = "Cette action est encore ouverte."


class NotYours(Refused):
    message = "C’est à la personne qui s’en charge de le dire, ou au cercle en réunion."


class OnlyTheCircleReleases(Refused):
    message = (
        "Le cercle lève une action en réunion : elle revient d’elle-même au prochain ordre du "
        "jour. Si c’est trop lourd d’ici là, déposez une tension : on vous entendra."
    )


class SaysNotWhy(Refused):
    message = "Dites en quelques mots pourquoi cette action est levée."


def ask(circle, *, person, words, due_on, by, at, item=None, decision=None):
    """« Tu t’en charges, pour ce jour-là ? » : somebody takes an action upon them.

    ``item``: the subject of the agenda it was born in; ``decision``: the decision that asks for it.
    """
    on = timezone.localdate(at)
    if not circle.is_open:
        raise CircleIsClosed
    if not has_a_voice(by, circle, on=on):
        raise NotOfTheCircle
    if not belongs(person, circle, on=on):
        raise DoesNotSitThere
    if due_on < on:
        raise DayIsPast
    return give(circle, person=person, words=words, due_on=due_on, by=by, at=at,
                item=item, decision=decision)  # fmt: skip


def give(circle, *, person, words, due_on, by, at, **born):
    """Write the action down and tell who carries it, unless they asked it of themselves."""
    deed = Deed.objects.create(
        circle=circle, person=person, words=words, due_on=due_on, by=by, at=at, **born
    )
    record(Event.DEED_ASKED, deed, by=by, circle=circle.pk, person=person.pk, due=str(due_on))
    if by != person:
        emails.deed_asked(deed)
    return deed


def finish(deed, *, by, at, note=""):
    """« C’est fait. » The person says it, or the circle in a meeting, for who is thanked there."""
    with locked(deed) as deed:
        if deed.state != DeedState.OPEN:
            raise AlreadyEnded
        if by != deed.person and not _in_a_meeting(deed.circle, by, at=at):
            raise NotYours
        deed.move_to(DeedState.DONE)
        _end(deed, by=by, at=at, note=note)
        record(Event.DEED_DONE, deed, by=by)
    return deed


def take_up(deed, *, by, at):
    """It was not quite done: the action is open again, on its day."""
    with locked(deed) as deed:
        if deed.state != DeedState.DONE:
            raise NotEnded
        if not deed.circle.is_open:
            raise CircleIsClosed
        if by != deed.person and not _in_a_meeting(deed.circle, by, at=at):
            raise NotYours
        deed.move_to(DeedState.OPEN)
        deed.ended_at, deed.ended_by, deed.note = None, None, ""
        deed.save(update_fields=["state", "ended_at", "ended_by", "note"])
        record(Event.DEED_TAKEN_UP, deed, by=by)
    return deed


def release(deed, *, by, at, note):
    """The circle lets go of the action, in a meeting, and says why; who carried it is told."""
    if not note.strip():
        raise SaysNotWhy
    with locked(deed) as deed:
        if deed.state != DeedState.OPEN:
            raise AlreadyEnded
        if by == deed.person or not _in_a_meeting(deed.circle, by, at=at):
            raise OnlyTheCircleReleases
        _release(deed, by=by, at=at, note=note.strip())
    return deed


def end_with_their_circle(circle, *, by, at):
    """The circle is closing: whoever still carried an action is told that it is theirs no more.

    What was left is read in the parent's basket: nothing is handed to anybody by default.
    """
    left = list(Deed.objects.open().filter(circle=circle).select_related("person"))
    for deed in left:
        with locked(deed) as deed:
            _release(deed, by=by, at=at, note=f"Le cercle {circle.bare} s’est clos.")
    if left:
        told = "\n".join(
            f"{one.person} : {one.words}, pour le {short_day(one.due_on)}" for one in left
        )
        tensions.drop(
            circle.parent, by=None, at=at, wish=Wish.DECIDE, key=f"deeds:{circle.pk}",
            subject=f"Ce que le cercle {circle.bare} laissait à faire"[:160],
            words=f"À sa clôture, ces actions étaient ouvertes. Qui les reprend ?\n{told}"[:4000],
        )  # fmt: skip


def recall(deed, *, at):
    """The day has passed: its person is told, once for that day, and where to say so."""
    with locked(deed) as deed:
        if deed.state != DeedState.OPEN:
            raise AlreadyEnded
        emails.deed_late(deed)
    return deed


def _in_a_meeting(circle, person, *, at):
    meets = Meeting.objects.filter(circle=circle, state__in=UNDER_WAY).exists()
    return meets and has_a_voice(person, circle, on=timezone.localdate(at))


def _release(deed, *, by, at, note):
    deed.move_to(DeedState.RELEASED)
    _end(deed, by=by, at=at, note=note)
    record(Event.DEED_RELEASED, deed, by=by)
    if by != deed.person:
        emails.deed_released(deed)


def _end(deed, *, by, at, note):
    deed.ended_at, deed.ended_by, deed.note = at, by, note
    deed.save(update_fields=["state", "ended_at", "ended_by", "note"])

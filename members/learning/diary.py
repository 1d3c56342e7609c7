"""A session as an entry for diaries: one identity for its whole life, whoever comes and goes."""

from django.urls import reverse

from coopstudio import calendars
from coopstudio.mail.api import address


def page_of(session):
    """The whole address of its page."""
    return address(reverse("members:session", args=[session.pk]))


def request(session, person, *, at):
    """The entry to put in this person's diary, or to move in it."""
    return calendars.request(_entry(session, _turns(session, person)), person.letterbox, at=at)


def cancel(session, person, *, at):
    """The entry to take out of this person's diary."""
    turns = _turns(session, person)
    return calendars.cancel(_entry(session, max(turns - 1, 0)), person.letterbox, at=at)


def published(session, *, at):
    """The entry that a member takes from its page."""
    return calendars.published(_entry(session, 0), at=at)


def _turns(session, person):
    """Two for each time that this person gave their seat back: in, out, in again."""
    return 2 * session.seats.filter(person=person, left_at__isnull=False).count()


def _entry(session, turns):
    return calendars.Entry(
        uid=session.uid,
        sequence=session.sequence + turns,
        at=session.at,
        minutes=session.minutes,
        title=session.title,
        place=session.place,
        says=f"{session.about}\n\nTout est sur la page de la séance : {page_of(session)}",
    )

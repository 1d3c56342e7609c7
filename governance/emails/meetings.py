"""A circle is convened, told that the day moves, reminded the day before, given minutes to read.

The entry for diaries says the circle and the place, and no word of the agenda: diaries are shared.
"""

from datetime import date

from django.urls import reverse

from coopstudio import calendars
from coopstudio.mail.api import address, letter
from members.preferences import unsubscribe
from members.states import Topic

HOUR = "2026-12-03T14:30:00+01:00"
ITEMS = [
    {"subject": "Une journée d’équipe par mois", "wish": "décider", "carrier": "Aïcha Benali",
     "minutes": 30},
    {"subject": "Trésorerie de novembre", "wish": "comprendre", "carrier": "", "minutes": 10},
]  # fmt: skip


def sample(**more):
    facts = {"first_name": "Noémie", "circle": "Cercle général", "at": HOUR, "minutes": 120,
             "place": "12 rue Monge, Dijon", "link": address("/reunions/1/")}  # fmt: skip
    return lambda: facts | more


@letter(
    "governance.meeting_convened",
    occasion="Quand une réunion de cercle est convoquée, à chaque personne qui y siège.",
    sample=sample(items=ITEMS, words="Nous déjeunons ensemble à midi."),
)
def meeting_convened(meeting, person, *, at, write, invitation=None):
    """``invitation``: of a guest, who may be asked again after it was taken back."""
    _write(
        write,
        meeting,
        person,
        mark=f":{invitation.pk}" if invitation else "",
        calendar=calendars.request(entry(meeting), person.letterbox, at=at),
        items=_items(meeting),
        words=meeting.words,
    )


@letter(
    "governance.meeting_moved",
    occasion="Quand une réunion de cercle change de jour, d’heure ou de lieu.",
    sample=sample(is_anew=True),
)
def meeting_moved(meeting, person, *, at, is_anew, write):
    """``is_anew``: the hour changed, and what was answered for another hour holds no more."""
    calendar = calendars.request(entry(meeting), person.letterbox, at=at)
    _write(write, meeting, person, calendar=calendar, is_anew=is_anew)


@letter(
    "governance.meeting_called_off",
    occasion="Quand une réunion de cercle convoquée n’aura pas lieu.",
    sample=sample(reason="Trois d’entre nous sont malades."),
)
def meeting_called_off(meeting, person, *, at, write):
    calendar = calendars.cancel(entry(meeting), person.letterbox, at=at)
    _write(write, meeting, person, calendar=calendar, reason=meeting.reason)


@letter(
    "governance.guest_let_go",
    occasion="Quand l’invitation d’une personne à une seule réunion est reprise.",
    sample=sample(),
)
def guest_let_go(invitation, *, at, write):
    meeting, person = invitation.meeting, invitation.person
    calendar = calendars.cancel(entry(meeting), person.letterbox, at=at)
    _write(write, meeting, person, mark=f":{invitation.pk}", calendar=calendar)


@letter(
    "governance.meeting_tomorrow",
    until="Une fois, sauf si la réunion est annulée ou déplacée.",
    occasion="La veille d’une réunion de cercle, à qui n’a pas dit être absent ou absente.",
    sample=sample(items=ITEMS, is_known=False),
)
def meeting_tomorrow(meeting, person, *, is_known, write):
    """``is_known``: they said that they come."""
    _write(
        write,
        meeting,
        person,
        items=_items(meeting),
        is_known=is_known,
        unsubscribe=unsubscribe(person, Topic.MEETINGS),
    )


@letter(
    "governance.minutes_to_read",
    occasion="Quand une réunion de cercle se clôt, à chaque personne qui y siège.",
    sample=sample(day=date(2026, 12, 3), until="2026-12-05T16:30:00+01:00"),
)
def minutes_to_read(meeting, person, *, until, write):
    """``until``: when silence is deemed consent, under a policy of this circle; None otherwise."""
    _write(write, meeting, person, day=meeting.day, until=until)


def entry(meeting):
    """The same entry for everybody; its page asks to sign in."""
    page = address(reverse("governance:meeting", args=[meeting.pk]))
    return calendars.Entry(
        uid=meeting.uid,
        at=meeting.at,
        minutes=meeting.minutes,
        title=f"Réunion, {meeting.circle.name}",
        place=meeting.place,
        says=f"Ordre du jour et réponses : {page}",
        sequence=meeting.sequence,
    )


def _write(write, meeting, person, *, mark="", **more):
    return write(
        to=person.letterbox,
        key=f"{meeting.pk}:{person.pk}:{meeting.sequence}{mark}",
        about=person,
        first_name=person.first_name,
        circle=meeting.circle.name,
        at=meeting.at,
        minutes=meeting.minutes,
        place=meeting.place,
        link=address(reverse("governance:meeting", args=[meeting.pk])),
        **more,
    )


def _items(meeting):
    return [
        {
            "subject": item.subject,
            "wish": item.get_wish_display(),
            "carrier": f"{item.carrier or ''}",
            "minutes": item.minutes,
        }
        for item in meeting.items.select_related("carrier").order_by("rank", "pk")
    ]

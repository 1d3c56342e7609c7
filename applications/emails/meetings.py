"""Letters about a meeting, with its entry for diaries."""

from applications import calendars
from applications.emails.samples import page_of, sample, status_of
from coopstudio.mail.api import letter


@letter(
    "applications.meeting_proposed",
    occasion="Quand une rencontre est proposée à la personne, avec ses créneaux.",
    sample=sample(
        by="Thomas Marshall",
        place="En visio, le lien viendra avec la confirmation",
        minutes=60,
        slots=["2026-12-03T14:30:00+01:00", "2026-12-04T18:00:00+01:00"],
    ),
)
def meeting_proposed(meeting, *, write):
    application = meeting.application
    write(
        to=application.email,
        key=f"{meeting.pk}",
        first_name=application.first_name,
        by=f"{meeting.proposed_by}",
        place=meeting.place,
        minutes=meeting.minutes,
        slots=[slot.at for slot in meeting.slots.all()],
        link=status_of(application),
        signature=application.version.signature,
    )


@letter(
    "applications.meeting_set",
    occasion="Quand l’heure d’une rencontre est choisie, à la personne et aux fondateurs.",
    sample=sample(at="2026-12-03T14:30:00+01:00", place="Nuits-Saint-Georges", minutes=60),
)
def meeting_set(meeting, recipient, *, at, write):
    """To the person, or to a founder: ``recipient`` has ``email`` and ``first_name``."""
    write(
        to=recipient.email,
        key=f"{meeting.pk}:{recipient.email}",
        calendar=calendars.request(meeting, at=at, attendees=[recipient.email]),
        first_name=recipient.first_name,
        at=meeting.at,
        place=meeting.place,
        minutes=meeting.minutes,
        link=page_of(meeting.application, recipient),
    )


@letter(
    "applications.meeting_called_off",
    occasion="Quand une rencontre est annulée, à la personne et aux fondateurs.",
    sample=sample(at="2026-12-03T14:30:00+01:00"),
)
def meeting_called_off(meeting, recipient, *, at, write):
    is_set = meeting.at is not None
    cancelled = calendars.cancel(meeting, at=at, attendees=[recipient.email]) if is_set else ""
    write(
        to=recipient.email,
        key=f"{meeting.pk}:{recipient.email}",
        calendar=cancelled,
        first_name=recipient.first_name,
        at=meeting.at,
        link=page_of(meeting.application, recipient),
    )

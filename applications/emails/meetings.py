"""Letters about the hour of a meeting, with its entry for diaries."""

from applications import calendars
from applications.emails.samples import answered_in_its_thread, sample
from coopstudio.mail.api import letter

HOUR = "2026-12-03T14:30:00+01:00"
HOURS = [HOUR, "2026-12-04T18:00:00+01:00"]
WHERE = {"place": "12 rue Monge, Dijon", "is_remote": False, "minutes": 60}


def _page(meeting, recipient):
    """Each sees their own side of the meeting."""
    return calendars.page_of(meeting, is_the_person(meeting, recipient))


def is_the_person(meeting, recipient):
    return recipient.email == meeting.application.email


def _where(meeting):
    return {"place": meeting.place, "is_remote": meeting.is_remote, "minutes": meeting.minutes}


@letter(
    "applications.meeting_proposed",
    occasion="Quand une rencontre est proposée à la personne, avec ses créneaux.",
    sample=sample(by="Thomas Marshall", slots=HOURS, is_first=True, **WHERE),
)
def meeting_proposed(meeting, *, write):
    application = meeting.application
    write(
        to=application.email,
        key=f"{meeting.pk}:{meeting.round}",
        about=application,
        first_name=application.first_name,
        by=f"{meeting.proposed_by}",
        slots=[slot.at for slot in meeting.slots.offered()],
        is_first=meeting.round == 1,
        link=_page(meeting, application),
        signature=application.version.signature,
        **_where(meeting),
        **answered_in_its_thread(application),
    )


@letter(
    "applications.meeting_countered",
    occasion="Quand la personne demande d’autres heures, aux fondateurs.",
    sample=sample(slots=HOURS, words="Plutôt en fin de journée, après l’école.", at=HOUR),
)
def meeting_countered(meeting, founder, *, write):
    """Each time the person says something else."""
    write(
        to=founder.email,
        key=f"{meeting.pk}:{meeting.countered_at.isoformat()}:{founder.email}",
        about=meeting.application,
        first_name=founder.first_name,
        at=meeting.at,
        slots=[slot.at for slot in meeting.slots.asked()],
        words=meeting.counter_words,
        link=_page(meeting, founder),
    )


@letter(
    "applications.meeting_set",
    occasion="Quand l’heure d’une rencontre est choisie, à la personne et aux fondateurs.",
    sample=sample(at=HOUR, **WHERE),
)
def meeting_set(meeting, recipient, *, at, write):
    """To the person, or to a founder: ``recipient`` has ``email`` and ``first_name``."""
    write(
        to=recipient.email,
        key=f"{meeting.pk}:{recipient.email}",
        about=meeting.application,
        calendar=calendars.request(meeting, recipient, at=at),
        first_name=recipient.first_name,
        at=meeting.at,
        link=_page(meeting, recipient),
        **_where(meeting),
    )


@letter(
    "applications.meeting_moved",
    occasion="Quand une rencontre fixée change d’heure, de lieu ou de durée.",
    sample=sample(at=HOUR, was="2026-12-02T10:00:00+01:00", **WHERE),
)
def meeting_moved(meeting, recipient, *, was, at, write):
    """Its entry has the same identity and one number more: diaries move it."""
    write(
        to=recipient.email,
        key=f"{meeting.pk}:{meeting.sequence}:{recipient.email}",
        about=meeting.application,
        calendar=calendars.request(meeting, recipient, at=at),
        first_name=recipient.first_name,
        at=meeting.at,
        was=was if was != meeting.at else "",
        link=_page(meeting, recipient),
        **_where(meeting),
    )


@letter(
    "applications.meeting_kept",
    occasion="Quand l’heure que la personne voulait changer ne peut pas l’être.",
    sample=sample(at=HOUR, **WHERE),
)
def meeting_kept(meeting, *, write):
    application = meeting.application
    write(
        to=application.email,
        key=f"{meeting.pk}:{meeting.countered_at.isoformat()}",
        about=application,
        first_name=application.first_name,
        at=meeting.at,
        link=_page(meeting, application),
        signature=application.version.signature,
        **_where(meeting),
    )


@letter(
    "applications.meeting_called_off",
    occasion="Quand une rencontre est annulée, à la personne et aux fondateurs.",
    sample=sample(at=HOUR),
)
def meeting_called_off(meeting, recipient, *, at, write):
    is_set = meeting.at is not None
    write(
        to=recipient.email,
        key=f"{meeting.pk}:{recipient.email}",
        about=meeting.application,
        calendar=calendars.cancel(meeting, recipient, at=at) if is_set else "",
        first_name=recipient.first_name,
        at=meeting.at,
        link=_page(meeting, recipient),
    )


# --- what the clock says ---


@letter(
    "applications.meeting_nudged",
    until="Une fois, tant qu’aucune heure n’est choisie.",
    occasion="Sept jours après des créneaux restés sans réponse, à la personne.",
    sample=sample(slots=HOURS, kept_until="2026-12-02T09:00:00+01:00"),
)
def meeting_nudged(meeting, *, at, write):
    application = meeting.application
    write(
        to=application.email,
        key=f"{meeting.pk}:{meeting.round}",
        about=application,
        first_name=application.first_name,
        slots=[slot.at for slot in meeting.slots.free(at)],
        kept_until=meeting.kept_until,
        link=_page(meeting, application),
        signature=application.version.signature,
    )


@letter(
    "applications.meeting_unanswered",
    until="Une fois, quand les heures sont rendues.",
    occasion="Quand des créneaux rappelés restent sans réponse, aux fondateurs.",
    sample=sample(proposed_at="2026-11-20T09:00:00+01:00"),
)
def meeting_unanswered(meeting, founder, *, write):
    write(
        to=founder.email,
        key=f"{meeting.pk}:{meeting.round}:{founder.email}",
        about=meeting.application,
        first_name=founder.first_name,
        proposed_at=meeting.proposed_at,
        link=_page(meeting, founder),
    )


@letter(
    "applications.meeting_ahead",
    until="Une fois, sauf si la rencontre est annulée ou déplacée.",
    occasion="Deux jours avant une rencontre, à la personne et aux fondateurs.",
    sample=sample(at=HOUR, is_the_person=True, **WHERE),
)
def meeting_ahead(meeting, recipient, *, write):
    write(
        to=recipient.email,
        key=f"{meeting.pk}:{meeting.at.isoformat()}:{recipient.email}",
        about=meeting.application,
        first_name=recipient.first_name,
        at=meeting.at,
        is_the_person=is_the_person(meeting, recipient),
        link=_page(meeting, recipient),
        **_where(meeting),
    )


@letter(
    "applications.meeting_soon",
    until="Une fois, sauf si la rencontre est annulée ou déplacée.",
    occasion="Trois heures avant une rencontre, à la personne et aux fondateurs.",
    sample=sample(at=HOUR, **WHERE),
)
def meeting_soon(meeting, recipient, *, write):
    write(
        to=recipient.email,
        key=f"{meeting.pk}:{meeting.at.isoformat()}:{recipient.email}",
        about=meeting.application,
        first_name=recipient.first_name,
        at=meeting.at,
        link=_page(meeting, recipient),
        **_where(meeting),
    )

"""Letters before and after a talk: what is asked, what comes next, what is kept together."""

from applications import calendars
from applications.emails.meetings import HOUR, WHERE
from applications.emails.samples import sample
from applications.models import GuideLine
from coopstudio.mail.api import letter


@letter(
    "applications.guide_part",
    until="Une fois, avant la première conversation.",
    occasion="Deux jours avant une rencontre, la part de la trame adressée à la personne.",
    sample=sample(
        at=HOUR,
        asks=["Racontez-nous un atelier qui vous a surprise."],
        theirs=["Qui décide quand nous ne sommes pas d’accord ?"],
        **WHERE,
    ),
)
def guide_part(meeting, lines, *, write):
    """``lines``: those that founders marked for the person."""
    application = meeting.application
    theirs = [line.words for line in lines if line.part == GuideLine.Part.QUESTIONS]
    write(
        to=application.email,
        key=f"{application.pk}:{application.cycle}",
        about=application,
        first_name=application.first_name,
        at=meeting.at,
        asks=[line.words for line in lines if line.part != GuideLine.Part.QUESTIONS],
        theirs=theirs,
        place=meeting.place,
        is_remote=meeting.is_remote,
        minutes=meeting.minutes,
        link=calendars.page_of(meeting, True),
        signature=application.version.signature,
    )


@letter(
    "applications.meeting_thanks",
    occasion="Quand une rencontre a eu lieu, à la personne.",
    sample=sample(at=HOUR),
)
def meeting_thanks(meeting, *, write):
    _tell_the_person(meeting, write)


@letter(
    "applications.meeting_missed",
    occasion="Quand une rencontre n’a pas eu lieu, à la personne.",
    sample=sample(at=HOUR),
)
def meeting_missed(meeting, *, write):
    _tell_the_person(meeting, write)


def _tell_the_person(meeting, write):
    application = meeting.application
    write(
        to=application.email,
        key=f"{meeting.pk}",
        about=application,
        first_name=application.first_name,
        at=meeting.at,
        link=calendars.page_of(meeting, True),
        signature=application.version.signature,
    )


@letter(
    "applications.takeaway",
    occasion="Quand « ce que nous retenons ensemble » est écrit ou repris, à l’autre côté.",
    sample=sample(by="Fleur Mathet", is_first=True),
)
def takeaway(version, recipient, *, write):
    meeting = version.meeting
    is_the_person = recipient.email == meeting.application.email
    write(
        to=recipient.email,
        key=f"{version.pk}:{recipient.email}",
        about=meeting.application,
        first_name=recipient.first_name,
        by=f"{version.by}",
        is_first=version.number == 1,
        link=f"{calendars.page_of(meeting, is_the_person)}#retenu",
    )


@letter(
    "applications.again_asked",
    occasion="Quand une personne rencontrée aimerait que l’on se revoie, aux fondateurs.",
    sample=sample(words="Je voudrais reparler du temps que cela demande."),
)
def again_asked(meeting, founder, *, write):
    write(
        to=founder.email,
        key=f"{meeting.pk}:{founder.email}",
        about=meeting.application,
        first_name=founder.first_name,
        words=meeting.again_words,
        link=calendars.page_of(meeting, False),
    )

"""Nobody waits without knowing why: a word to the person, once; then a word to the founders.

The house rests on Sundays and holidays, as whoever reads its letters does. Silence refuses nobody.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from applications import emails, silences
from applications.events import Event
from applications.following import Following
from applications.models import Recall
from applications.silences import A_WEEK
from coopstudio.db import locked
from coopstudio.french.workdays import is_working_day
from coopstudio.journal.api import record
from coopstudio.tending import alone
from members.models import Person

LETTERS = {
    Recall.Kind.COMPLETION: emails.completion_recalled,
    Recall.Kind.WORD: emails.word_recalled,
    Recall.Kind.INVITATION: emails.invitation_recalled,
    Recall.Kind.PAUSE: emails.pause_recalled,
    Recall.Kind.ANSWER: emails.answer_late,
}
PERSON, FOUNDERS = Recall.Side.PERSON, Recall.Side.FOUNDERS


def break_silences(*, at):
    """Write to whoever is waited for, or waits, past the day; once each. Returns what founders
    were told."""
    today = timezone.localdate(at)
    if not is_working_day(today):
        return []
    for application in silences.concerned(today=today):
        with alone(application):
            recall(application, at=at)
    return tell_founders(at=at)


def recall(application, *, at):
    """Write to the person about each thing that is awaited too long, unless it was done."""
    today = timezone.localdate(at)
    with locked(application) as application:
        for silence in silences.silences_of(application, today=today):
            is_due = silence.recall_on <= today and not _is_over(silence, today)
            if is_due and _note(application, silence, PERSON, at):
                record(Event.RECALLED, application, kind=f"{silence.kind}")
                LETTERS[silence.kind](silence, Following(application, now=at))
    return application


@transaction.atomic
def tell_founders(*, at):
    """One letter to each founder: who did not answer us a week after a reminder, and whom we did
    not answer, again each week. Returns the (application, silence) that are told."""
    today = timezone.localdate(at)
    fresh = [
        (application, silence)
        for application in silences.concerned(today=today)
        for silence in silences.silences_of(application, today=today)
        if _is_to_tell(application, silence, today)
        and _note(application, silence, FOUNDERS, at, week=_weeks(silence, today))
    ]
    for application, silence in fresh:
        record(Event.SILENCE_TOLD, application, kind=f"{silence.kind}")
    reminded = [one for one in fresh if _reminder(*one)]
    for founder in Person.objects.of_foundation(on=today) if fresh else ():
        if theirs := [one for one in fresh if one[0].person_id != founder.pk]:
            emails.waited(founder, theirs, reminded, on=today)
    return fresh


def _is_over(silence, today):
    """Whether it is too late to remind: only founders hear of it then."""
    return silence.tell_on is not None and silence.tell_on <= today


def _is_to_tell(application, silence, today):
    if silence.kind == Recall.Kind.ANSWER:
        return _weeks(silence, today) > 0
    if silence.kind == Recall.Kind.WORD and silences.is_given_up(application):
        return False
    if _is_over(silence, today):
        return True
    if silence.kind == Recall.Kind.INVITATION or silence.recall_on > today:
        return False
    told = _reminder(application, silence)
    return told is not None and timezone.localdate(told.at) + A_WEEK <= today


def _reminder(application, silence):
    """What was written to the person about this; None where nothing left."""
    return application.recalls.filter(kind=silence.kind, side=PERSON, about=silence.about).first()


def _weeks(silence, today):
    """How many whole weeks an answer is late; 0 for anything else."""
    if silence.kind != Recall.Kind.ANSWER:
        return 0
    return (today - silence.recall_on + timedelta(days=1)) // A_WEEK


def _note(application, silence, side, at, *, week=0):
    """Whether this is told for the first time."""
    about = f"{silence.about}:{week}" if week else silence.about
    _, is_new = Recall.objects.get_or_create(
        application=application, kind=silence.kind, side=side, about=about, defaults={"at": at}
    )
    return is_new

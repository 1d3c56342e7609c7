"""What somebody asks of their data: a copy at once; the rest of a person, within a month."""

from calendar import monthrange
from datetime import date

from django.db import transaction
from django.utils import timezone

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members import disclosure, emails
from members.actions.data import freezing
from members.events import Event
from members.models import DataRequest, Person
from members.models.rights import REMINDED
from members.states import Role


class AlreadyAsked(Refused):
    message = "Vous avez déjà demandé cela : la réponse arrive avant la date qui vous a été donnée."


class AlreadyAnswered(Refused):
    message = "Cette demande a déjà sa réponse."


class EmptyAnswer(Refused):
    message = "La réponse est vide : écrivez-la, la personne la recevra par e-mail."


class NotToOneself(Refused):
    message = "Cette demande est la vôtre : une autre personne de la fondation y répond."


@transaction.atomic
def take_copy(person, *, at):
    """Take a copy of everything, at once. Returns the bytes of the ZIP; nothing of it is kept."""
    content = disclosure.folder(person, at=at)
    record(Event.DATA_TAKEN, person, by=person)
    return content


def ask(person, kind, *, words, at):
    """Ask something of a person; the month to answer begins."""
    with locked(person) as person:
        if person.data_requests.open().filter(kind=kind, words=words, thaws_on=None).exists():
            raise AlreadyAsked
        asked = DataRequest.objects.create(
            person=person, kind=kind, words=words, asked_at=at, due_on=a_month_after(at)
        )
        record(Event.DATA_ASKED, person, by=person, request=asked.pk, kind=f"{kind}")
        if kind == DataRequest.Kind.LIMITATION:
            freezing.freeze(person, at=at)
        emails.data_asked(asked)
        _tell_founders(asked, emails.data_request, on=timezone.localdate(at))
    return asked


def answer(asked, *, by, at, words):
    """Answer, in words that the person receives."""
    if not words.strip():
        raise EmptyAnswer
    with locked(asked) as asked:
        if asked.answered_at:
            raise AlreadyAnswered
        if asked.person_id == by.pk:
            raise NotToOneself
        asked.answer, asked.answered_by, asked.answered_at = words, by, at
        freezing.announce_end(asked, at=at)
        asked.save(update_fields=["answer", "answered_by", "answered_at", "thaws_on"])
        record(Event.DATA_ANSWERED, asked.person, by=by, request=asked.pk)
        emails.data_answered(asked)
    return asked


def remind(*, at):
    """Ten days before their month ends, founders are reminded of what nobody answered, once."""
    today = timezone.localdate(at)
    for asked in DataRequest.objects.to_remind(today + REMINDED):
        with locked(asked) as fresh:
            if fresh.answered_at or fresh.reminded_at:
                continue
            fresh.reminded_at = at
            fresh.save(update_fields=["reminded_at"])
            _tell_founders(fresh, emails.data_reminder, on=today)


def a_month_after(at):
    """The same day of the next month: the law says one month from the day it arrived."""
    day = timezone.localdate(at)
    year, month = divmod(day.year * 12 + day.month, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _tell_founders(asked, letter, *, on):
    for founder in Person.objects.holding(Role.FOUNDER, on=on).exclude(pk=asked.person_id):
        letter(asked, founder)

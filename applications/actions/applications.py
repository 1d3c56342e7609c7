"""An application is sent, once; its person may take it back at any moment."""

from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from applications import documents, emails
from applications.actions import meetings
from applications.actions.drafts import AlreadySent, touch
from applications.events import Event
from applications.missing import missing_in
from applications.models import Application
from applications.states import State
from coopstudio.db import locked
from coopstudio.french.workdays import add_working_days
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.actions import memberships
from members.candidates import remember
from members.models import Person

NUMBERS = 1_790_001
"""The key of the lock under which numbers are given, one at a time."""


WHO = ("first_name", "last_name", "phone", "postcode", "town")


class Incomplete(Refused):
    message = "Il manque encore quelques réponses avant l’envoi."


class NotYours(Refused):
    message = "Confirmez d’abord votre adresse e-mail : c’est par elle que nous vous répondrons."


def submit(draft, *, by, at):
    """Send the application to the founders. A second click finds it sent: AlreadySent."""
    with locked(draft) as application:
        if application.state != State.DRAFT:
            raise AlreadySent
        if by is None or application.person_id != by.pk or not application.confirmed_at:
            raise NotYours
        if missing_in(application):
            raise Incomplete
        application.move_to(State.SUBMITTED)
        application.number = _next_number()
        application.submitted_at = at
        application.answer_by = answer_day(at)
        touch(application, at)
        application.save()
        remember(by, **{field: getattr(application, field) for field in WHO})
        record(Event.SUBMITTED, application, by=by, number=application.number)
        copy = documents.copy(application)
        emails.received(application, copy)
        _tell_founders(application, emails.alert, at)
    return application


def withdraw(application, *, by, at):
    """Take one's application back, whatever was happening to it. No reason is asked."""
    with locked(application) as application:
        take_back(application, by=by, at=at)
        emails.withdrawn(application)
        _tell_founders(application, emails.withdrawal, at)
    return application


def take_back(application, *, by, at):
    """What a withdrawal undoes, without a letter; the caller holds the lock."""
    was_invited = application.state == State.INVITED
    application.move_to(State.WITHDRAWN)
    application.paused_until = None
    touch(application, at)
    application.save()
    for meeting in application.meetings.open():
        meetings.drop(meeting, at=at)
    if was_invited:
        _close_invitation(application.person, by=by, on=timezone.localdate(at))
    record(Event.WITHDRAWN, application, by=by, number=application.number)


def answer_day(at):
    """The day before which an answer is promised to what arrives now."""
    return add_working_days(timezone.localdate(at), settings.ANSWER_PROMISE_DAYS)


def _close_invitation(person, *, by, on):
    """The door that the answer opened closes too, unless the bulletin went through it already."""
    invitation = person.invitations.open(on=on).first()
    if invitation:
        memberships.close_invitation(invitation, by=by, on=on)


def _next_number():
    """One more than the last, without a hole: nobody else counts until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERS])
    return (Application.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def _tell_founders(application, letter, at):
    founders = Person.objects.holding("founder", on=timezone.localdate(at))
    for founder in founders.exclude(pk=application.person_id):
        letter(application, founder)

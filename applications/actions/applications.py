"""An application is sent, once; its person may take it back at any moment."""

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from applications import emails
from applications.actions.drafts import AlreadySent, touch
from applications.actions.revisions import founders_of, freeze
from applications.actions.stopping import stop
from applications.events import Event
from applications.keeping import add_months
from applications.missing import missing_in
from applications.models import Application, Withdrawal
from applications.states import UNDER_WAY, State
from coopstudio.db import locked, one_at_a_time
from coopstudio.durations.api import Kind, read
from coopstudio.french.workdays import add_working_days
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.actions import consents, memberships
from members.candidates import remember
from members.models import Person
from members.rights.consents import WORDS, has_given
from members.states import Purpose

WHO = ("first_name", "last_name", "phone", "postcode", "town")


class Incomplete(Refused):
    message = "Il manque encore quelques réponses avant l’envoi."


class NotYours(Refused):
    message = "Confirmez d’abord votre adresse e-mail : c’est par elle que nous vous répondrons."


class TooLate(Refused):
    message = (
        "L’appel est clos, et le jour où les brouillons pouvaient encore partir est passé. Le "
        "vôtre reste gardé ; laissez-nous une question, nous y répondrons."
    )


class HasJoined(Refused):
    message = (
        "Cette candidature est devenue votre adhésion : elle ne se retire plus. Pour quitter "
        "l’association, écrivez-nous votre démission."
    )


class AlreadyUnderWay(Refused):
    """The person has sent one already, and it still lives; the message names it."""


def submit(draft, *, by, at, agreement="", accords=()):
    """Send the application to the founders. A second click finds it sent: AlreadySent.

    ``agreement``: the words beside the box that they ticked to send it, kept as they were read;
    ``accords``: the purposes that the person agrees to in the same gesture, each by its own box.
    """
    with locked(draft) as application:
        if application.state != State.DRAFT:
            raise AlreadySent
        if by is None or application.person_id != by.pk or not application.confirmed_at:
            raise NotYours
        if not application.version.call.takes_drafts(on=timezone.localdate(at)):
            raise TooLate
        if missing_in(application):
            raise Incomplete
        refuse_if_another_is_under_way(by)
        application.move_to(State.SUBMITTED)
        application.number = _next_number()
        application.submitted_at, application.agreement = at, agreement
        application.answer_by = answer_day(at)
        touch(application, at)
        application.save()
        remember(by, **{field: getattr(application, field) for field in WHO})
        record(Event.SUBMITTED, application, by=by, number=application.number)
        for purpose in accords:
            consents.give(by, purpose, text=WORDS[purpose], at=at)
        emails.received(application, freeze(application, at=at))
        _tell_founders(application, emails.alert, at)
    return application


def withdraw(application, *, by, at, reason="", keeps=False):
    """Take one's application back, whatever was happening to it. No reason is asked; one may be
    ticked. ``keeps``: the person agrees to be written to again later."""
    with locked(application) as application:
        if application.has_joined:
            raise HasJoined
        take_back(application, by=by, at=at)
        withdrawal = Withdrawal.objects.create(application=application, reason=reason, at=at)
        if keeps:
            consents.give(application.person, Purpose.KEEP, text=WORDS[Purpose.KEEP], at=at)
        emails.withdrawn(application, until=kept_until(application, at), mark=withdrawal.pk)
        for founder in founders_of(application, on=timezone.localdate(at)):
            emails.withdrawal(withdrawal, founder)
    return application


def take_back(application, *, by, at):
    """What a withdrawal undoes, without a letter; the caller holds the lock."""
    was_invited = application.state == State.INVITED
    application.move_to(State.WITHDRAWN)
    application.paused_until = None
    touch(application, at)
    application.save()
    stop(application, at=at)
    if was_invited:
        close_invitation(application.person, by=by, on=timezone.localdate(at))
    record(Event.WITHDRAWN, application, by=by, number=application.number)


def answer_day(at):
    """The day before which an answer is promised to what arrives now."""
    return add_working_days(timezone.localdate(at), settings.ANSWER_PROMISE_DAYS)


def refuse_if_another_is_under_way(person):
    """One at a time: whoever has one that lives is led to it. Locks the person."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    living = Application.objects.belonging_to(person).filter(state__in=UNDER_WAY).first()
    if living:
        raise AlreadyUnderWay(
            f"Vous avez déjà une {living.reference.lower()} en cours : c’est elle que nous lisons. "
            "Votre brouillon reste gardé."
        )


def lock_with_applications(keys):
    """Lock these people after all their applications, each in order of their key: the order that
    whoever holds an application and then its person follows too. Returns the people by key."""
    theirs = Application.objects.filter(person__in=keys).order_by("pk")
    list(theirs.select_for_update(of=("self",)).values_list("pk"))
    people = Person.objects.select_for_update(no_key=True, of=("self",))
    return people.order_by("pk").in_bulk(keys)


def kept_until(application, at):
    """The day on which what was taken back is erased, as the rule says it today."""
    agreed = has_given(application.person, Purpose.KEEP)
    today, durations = timezone.localdate(at), read()
    years, months = durations.on(Kind.AGREED, today), durations.on(Kind.CLOSED, today)
    return add_months(today, 12 * years if agreed else months)


def close_invitation(person, *, by, on):
    """The door that the answer opened closes too, unless the bulletin went through it already."""
    invitation = person.invitations.open(on=on).first()
    if invitation:
        memberships.close_invitation(invitation, by=by, on=on)


def _next_number():
    """One more than the last, without a hole: nobody else counts until this transaction ends."""
    one_at_a_time("applications.numbers")
    return (Application.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def _tell_founders(application, letter, at):
    for founder in founders_of(application, on=timezone.localdate(at)):
        letter(application, founder)

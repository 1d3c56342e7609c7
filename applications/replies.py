"""What is answered by e-mail to our letters, and what becomes of it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from applications import emails
from applications.actions import conversations
from applications.emails.conversations import THREAD
from applications.emails.samples import DOSSIER
from applications.models import Application, Conversation, Message
from coopstudio.mail.inbound.door import NobodyThere, answers
from coopstudio.mail.models import Arrival
from coopstudio.refusals import Refused
from members.models import Person

MOST = 30
"""Mails that one thread takes in a day: more is a machine, or somebody angry."""

A_DAY = timedelta(days=1)


class TooMany(Refused):
    message = "Trop de messages sont arrivés aujourd’hui dans ce fil."


class TooHeavy(Refused):
    message = "Il pesait trop lourd : nous ne gardons pas de pièce jointe venue par e-mail."


@answers(THREAD)
def in_a_thread(numbers, mail, *, at):
    """A mail to the reply address of (conversation, person): words of the thread, or kept aside."""
    conversation, person = _behind(numbers, at)
    is_theirs = mail.sender in _addresses(conversation, person) and not mail.is_forged
    try:
        _refuse_what_is_too_much(conversation, mail, at)
        with transaction.atomic():
            return _taken(conversation, person, mail, is_theirs, at)
    except Refused as refusal:
        conversations.turn_away(conversation, person if is_theirs else None, why=refusal, at=at)
        return Arrival.Outcome.HEAVY if mail.is_heavy else Arrival.Outcome.REFUSED


@answers(DOSSIER)
def about_a_candidature(numbers, mail, *, at):
    """A mail that answers a letter about (application, its person): words of its thread, which
    begins with them if nobody wrote there yet."""
    if len(numbers) != 2:
        raise NobodyThere
    theirs = Application.objects.received().filter(pk=numbers[0], person=numbers[1]).first()
    if theirs is None:
        raise NobodyThere
    thread = conversations.thread_of(theirs, at=at)
    return in_a_thread([thread.pk, theirs.person_id], mail, at=at)


def _taken(conversation, person, mail, is_theirs, at):
    if not is_theirs:
        return _kept_aside(conversation, mail, at)
    if mail.papers:
        emails.paper_refused(conversation, person, mail)
    if not mail.text:
        return Arrival.Outcome.EMPTY
    said = {"text": mail.text, "at": at, "message_id": mail.message_id}
    if conversation.person_id == person.pk:
        conversations.write(conversation, **said)
    else:
        conversations.answer(conversation, by=person, **said)
    return Arrival.Outcome.TAKEN


def _behind(numbers, at):
    """The thread, and who answers from this address. Raises NobodyThere."""
    if len(numbers) != 2:
        raise NobodyThere
    found = Conversation.objects.confirmed().select_related("application", "person")
    conversation = found.filter(pk=numbers[0]).first()
    person = Person.objects.filter(pk=numbers[1], is_active=True).first()
    if conversation is None or person is None or not _has_a_side(conversation, person, at):
        raise NobodyThere
    return conversation, person


def _has_a_side(conversation, person, at):
    founders = Person.objects.of_foundation(on=timezone.localdate(at))
    return conversation.person_id == person.pk or founders.filter(pk=person.pk).exists()


def _addresses(conversation, person):
    known = {person.email.lower()}
    return known | {conversation.email.lower()} if conversation.person_id == person.pk else known


def _kept_aside(conversation, mail, at):
    if not mail.text:
        return Arrival.Outcome.EMPTY
    conversations.keep_aside(
        conversation, sender=mail.sender, text=mail.text, at=at, message_id=mail.message_id
    )
    return Arrival.Outcome.ASIDE


def _refuse_what_is_too_much(conversation, mail, at):
    if mail.is_heavy:
        raise TooHeavy
    recent = conversation.messages.filter(way=Message.Way.MAIL, at__gt=at - A_DAY)
    if recent.count() >= MOST:
        raise TooMany

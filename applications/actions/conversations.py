"""A question is asked, confirmed, answered; its thread goes on by web and by mail, may close."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from applications import emails
from applications.actions import drafts
from applications.actions.keeping import forgetting
from applications.events import Event
from applications.links import StaleLink
from applications.models import Application, CallVersion, Conversation, Message
from applications.states import UNDER_WAY, ConversationState, State
from coopstudio.db import locked
from coopstudio.journal.api import history, record
from coopstudio.refusals import Refused
from members.models import Person

UNCONFIRMED_KEPT = timedelta(days=7)
SILENCE = timedelta(days=60)
WARNED = timedelta(days=7)
A_DAY = timedelta(days=1)
AFTER_NO = timedelta(days=90)
"""A declined person may still write for three months."""


class EmptyMessage(Refused):
    message = "Écrivez quelques mots : le message est vide."


class TooLate(Refused):
    message = (
        "Trois mois ont passé depuis notre réponse : ce fil ne s’écrit plus. "
        "Posez une nouvelle question, elle nous arrivera de la même façon."
    )


class NewWords(Refused):
    message = (
        "La personne vient d’écrire : lisez d’abord, vous clorez ensuite si vous le souhaitez."
    )


class AlreadyClosed(Refused):
    message = "Ce fil est déjà clos. Y écrire le rouvre."


class StillWaited(Refused):
    """The round came for a thread that is not due, or not any more."""


class NoCall(Refused):
    message = "Aucun appel n’est ouvert en ce moment. Votre question, elle, reste ouverte."


class AlreadyLinked(Refused):
    message = "Cette conversation est déjà celle d’une candidature."


def ask(email, *, text, at):
    """Somebody asks a question: nobody reads it until the address answers."""
    _refuse_if_empty(text)
    with transaction.atomic():
        conversation = Conversation.objects.create(email=email, begun_at=at, last_at=at)
        Message.objects.create(
            conversation=conversation, side=Message.Side.PERSON, text=text, at=at
        )
        emails.question_link(conversation, at=at)
    return conversation


def send_link_again(conversation, *, at):
    """The link was left for too long: another one leaves, for the same question."""
    with locked(conversation) as conversation:
        if conversation.state != ConversationState.TO_CONFIRM:
            raise StaleLink
        emails.question_link(conversation, at=at)


def confirm(conversation, *, person, at):
    """The address answers: the founders read the question, and the person has a copy."""
    with locked(conversation) as conversation:
        if conversation.state != ConversationState.TO_CONFIRM:
            raise StaleLink
        conversation.move_to(ConversationState.OPEN)
        conversation.person, conversation.confirmed_at = person, at
        conversation.waiting_since = conversation.last_at = at
        conversation.save()
        conversation.messages.update(author=person)
        message = conversation.messages.get()
        record(Event.QUESTION_CONFIRMED, conversation, by=person)
        emails.question_copy(conversation, message)
        _tell_founders(emails.message_waiting, message, at)
    return conversation


def ask_as(person, *, text, at):
    """Somebody who is signed in asks: their address has answered already."""
    _refuse_if_empty(text)
    with transaction.atomic():
        conversation = Conversation.objects.create(email=person.email, begun_at=at, last_at=at)
        Message.objects.create(
            conversation=conversation, side=Message.Side.PERSON, text=text, at=at
        )
        return confirm(conversation, person=person, at=at)


def thread_of(application, *, at):
    """The thread of a candidature, begun if there is none yet."""
    with locked(application) as application:
        thread, _ = Conversation.objects.get_or_create(
            application=application,
            defaults={
                "person": application.person,
                "email": application.email,
                "state": ConversationState.ANSWERED,
                "begun_at": at,
                "confirmed_at": at,
                "last_at": at,
            },
        )
    return thread


def write(conversation, *, text, at, **way):
    """The person writes: the thread waits for the founders, and is open again if it was closed.

    ``way``: ``key`` (the gesture, so that a second click adds nothing), ``message_id`` of a mail.
    """
    with locked(conversation) as conversation:
        _refuse_if_over(conversation, at)
        said = {"side": Message.Side.PERSON, "author": conversation.person, "text": text, "at": at}
        message, is_new = _said(conversation, said, way)
        if is_new:
            if conversation.state != ConversationState.OPEN:
                conversation.move_to(ConversationState.OPEN)
                conversation.waiting_since = at
            _goes_on(conversation, at)
            record(Event.MESSAGE_WRITTEN, conversation, by=conversation.person)
            _tell_founders(emails.message_waiting, message, at)
    return message


def answer(conversation, *, by, text, at, **way):
    """A founder writes to the person. Two at the same second: both are kept, both leave."""
    with locked(conversation) as conversation:
        asked = conversation.messages.filter(side=Message.Side.PERSON).last()
        said = {"side": Message.Side.FOUNDERS, "author": by, "text": text, "at": at}
        message, is_new = _said(conversation, said, way)
        if is_new:
            if conversation.state != ConversationState.ANSWERED:
                conversation.move_to(ConversationState.ANSWERED)
                conversation.waiting_since = None
            _goes_on(conversation, at)
            record(Event.MESSAGE_ANSWERED, conversation, by=by)
            emails.message_answered(message, asked)
    return message


def keep_aside(conversation, *, sender, text, at, message_id):
    """A mail came from another address: founders see it apart, nobody takes it for the person."""
    with locked(conversation) as conversation:
        said = {"side": Message.Side.STRAY, "sender": sender, "text": text, "at": at}
        message, is_new = _said(conversation, said, {"message_id": message_id})
        if is_new:
            record(Event.STRAY_KEPT, conversation)
            _tell_founders(emails.message_stray, message, at)
    return message


def turn_away(conversation, person, *, why, at):
    """A mail of ``person`` was not taken (None: of somebody else, whom we do not write to). They
    are told, once a day at most; founders see it in the thread, as often."""
    with locked(conversation) as conversation:
        day = timezone.localdate(at)
        known = history(conversation).filter(event=Event.REPLY_REFUSED, at__gte=at - A_DAY)
        if not known.exists():
            record(Event.REPLY_REFUSED, conversation, why=type(why).__name__)
        if person:
            emails.reply_refused(conversation, person, why=str(why), day=day)
    return conversation


def close(conversation, *, by, seen, at):
    """A founder closes the thread. ``seen``: the number of the last message they had read."""
    with locked(conversation) as conversation:
        if conversation.is_closed:
            raise AlreadyClosed
        if conversation.messages.filter(side=Message.Side.PERSON, pk__gt=seen).exists():
            raise NewWords
        conversation.move_to(ConversationState.CLOSED)
        _closed(conversation, at)
        record(Event.THREAD_CLOSED, conversation, by=by)
        emails.thread_closed(conversation)
    return conversation


def warn_of_silence(conversation, *, at):
    """Nobody has written for long: the person is told, once, that the thread will close."""
    with locked(conversation) as conversation:
        quiet = Conversation.objects.silent(at - SILENCE + WARNED).filter(pk=conversation.pk)
        if conversation.warned_at or _is_kept(conversation, at) or not quiet.exists():
            raise StillWaited
        conversation.warned_at = at
        conversation.save(update_fields=["warned_at"])
        ends = max(conversation.last_at + SILENCE, at + WARNED)
        emails.thread_quiet(conversation, on=timezone.localdate(ends))


def lapse(conversation, *, at):
    """Sixty days of silence, and the person was told a week ago: the thread closes."""
    with locked(conversation) as conversation:
        quiet = Conversation.objects.silent(at - SILENCE).filter(pk=conversation.pk)
        told = conversation.warned_at and conversation.warned_at <= at - WARNED
        if not told or _is_kept(conversation, at) or not quiet.exists():
            raise StillWaited
        conversation.move_to(ConversationState.CLOSED)
        _closed(conversation, at)
        record(Event.THREAD_LAPSED, conversation)
        emails.thread_closed(conversation)


def forget(conversation, *, at):
    """A question whose address never answered is erased; one line stays, which names nobody."""
    with locked(conversation) as conversation:
        late = Conversation.objects.never_confirmed(at - UNCONFIRMED_KEPT)
        if not late.filter(pk=conversation.pk).exists():
            raise StillWaited
        record(Event.QUESTION_FORGOTTEN, conversation)
        Conversation.objects.filter(pk=conversation.pk).delete()
        forgetting.let_go(conversation, conversation.email)


def become_application(conversation, *, by, at):
    """« Candidater » : the thread goes on as that of a candidature. Returns the draft."""
    with locked(conversation) as conversation:
        if conversation.application_id:
            raise AlreadyLinked
        draft = Application.objects.drafts().belonging_to(by).filter(conversation=None).last()
        if draft is None:
            if (version := CallVersion.objects.current()) is None:
                raise NoCall
            draft = drafts.begin(version, at=at, by=by)
        conversation.application = draft
        conversation.save(update_fields=["application"])
    return draft


def _said(conversation, said, way):
    """(the message, whether it is new): a gesture or a mail known already adds nothing."""
    _refuse_if_empty(said["text"])
    known = {name: value for name, value in way.items() if value}
    if "message_id" in known:
        said["way"] = Message.Way.MAIL
    if not known:
        return Message.objects.create(conversation=conversation, **said), True
    return Message.objects.get_or_create(**known, defaults={"conversation": conversation, **said})


def _goes_on(conversation, at):
    conversation.last_at, conversation.warned_at, conversation.closed_at = at, None, None
    conversation.save()


def _closed(conversation, at):
    conversation.closed_at, conversation.waiting_since = at, None
    conversation.save()


def _refuse_if_empty(text):
    if not text.strip():
        raise EmptyMessage


def _told_no_at(conversation):
    """When the person was told no, if that is where their candidature stands."""
    one = conversation.application
    if one is None or one.state != State.DECLINED:
        return None
    return one.decisions.filter(cycle=one.cycle).values_list("told_at", flat=True).first()


def _refuse_if_over(conversation, at):
    told = _told_no_at(conversation)
    if told and told < at - AFTER_NO:
        raise TooLate


def _is_kept(conversation, at):
    """A candidature under way, paused too, keeps its thread; so does a no, for three months."""
    one = conversation.application
    told = _told_no_at(conversation)
    return (one is not None and one.state in UNDER_WAY) or bool(told and told > at - AFTER_NO)


def _tell_founders(letter, message, at):
    founders = Person.objects.of_foundation(on=timezone.localdate(at))
    for founder in founders.exclude(pk=message.conversation.person_id):
        letter(message, founder)

"""A question becomes one that everybody may read: written again, told to its person, published."""

from datetime import timedelta

from applications import emails, identity
from applications.conversations import names_in
from applications.events import Event
from applications.models import FaqEntry
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused

TO_SAY_NO = timedelta(days=2)
"""How long the person has to say no, between the letter and the page."""


class SaysWho(Refused):
    """The text holds what says who asked; the message says what."""


class NotTold(Refused):
    message = "La personne n’est pas encore prévenue : annoncez-lui d’abord ce que vous publierez."


class AlreadyTold(Refused):
    message = "La personne est déjà prévenue de ce texte."


class TooSoon(Refused):
    message = "La personne a deux jours pour dire non : la publication sera possible ensuite."


class PersonSaidNo(Refused):
    message = "La personne a préféré que non : sa question ne sera pas publiée."


class AlreadyRead(Refused):
    message = "Cette question est déjà publiée."


class NotRead(Refused):
    message = "Cette question n’est pas publiée."


class StillRead(Refused):
    message = (
        "Cette question est publiée, avec les mots que la personne connaît : retirez-la d’abord de "
        "la page. Elle sera prévenue du nouveau texte, et aura deux jours pour dire non."
    )


class NotTheirs(Refused):
    message = "Cette question n’attend pas votre accord."


def write_entry(*, by, question, answer, at, conversation=None):
    """A founder writes a question and its answer so that they name nobody."""
    _refuse_identity(conversation, question, answer)
    entry = FaqEntry.objects.create(
        conversation=conversation, question=question, answer=answer, written_by=by, written_at=at
    )
    record(Event.ENTRY_WRITTEN, entry, by=by)
    return entry


def reword(entry, *, by, question, answer):
    """Say it better. Other words are told again to the person they come from, before anybody else
    reads them; what everybody reads does not change behind their back."""
    with locked(entry) as entry:
        if entry.is_read and entry.conversation:
            raise StillRead
        _refuse_identity(entry.conversation, question, answer)
        entry.question, entry.answer = question, answer
        entry.revision += 1
        if entry.conversation:
            entry.told_at = entry.published_at = entry.withdrawn_at = None
        entry.save()
        record(Event.ENTRY_REWORDED, entry, by=by, revision=entry.revision)
    return entry


def tell(entry, *, by, at):
    """The person learns what will be published, and may say no."""
    with locked(entry) as entry:
        _refuse_if_no(entry)
        if entry.conversation is None or entry.told_at:
            raise AlreadyTold
        entry.told_at = at
        entry.save(update_fields=["told_at"])
        record(Event.ENTRY_TOLD, entry, by=by, revision=entry.revision)
        emails.faq_told(entry)
    return entry


def refuse(entry, *, by, at):
    """The person would rather not; what was already read is read no more."""
    with locked(entry) as entry:
        if entry.conversation is None or entry.told_at is None or entry.objected_at:
            raise NotTheirs
        entry.objected_at = at
        if entry.is_read:
            entry.withdrawn_at = at
        entry.save()
        record(Event.ENTRY_REFUSED, entry, by=by)
    return entry


def publish(entry, *, by, at):
    """Everybody may read it from now on; the first time, its person is thanked."""
    with locked(entry) as entry:
        _refuse_if_no(entry)
        if entry.is_read:
            raise AlreadyRead
        _refuse_if_untold(entry, at)
        is_first = entry.published_at is None
        entry.published_at, entry.withdrawn_at = at, None
        entry.save()
        record(Event.ENTRY_PUBLISHED, entry, by=by, revision=entry.revision)
        if is_first and entry.conversation:
            emails.faq_published(entry)
    return entry


def withdraw_entry(entry, *, by, at):
    """It is read no more; it may be published again."""
    with locked(entry) as entry:
        if not entry.is_read:
            raise NotRead
        entry.withdrawn_at = at
        entry.save(update_fields=["withdrawn_at"])
        record(Event.ENTRY_WITHDRAWN, entry, by=by)
    return entry


def _refuse_if_no(entry):
    if entry.objected_at:
        raise PersonSaidNo


def _refuse_if_untold(entry, at):
    if entry.conversation is None:
        return
    if entry.told_at is None:
        raise NotTold
    if at < entry.told_at + TO_SAY_NO:
        raise TooSoon


def _refuse_identity(conversation, *texts):
    """An address or a telephone never; nor what names the person who asked."""
    names = names_in(conversation) if conversation else set()
    found = [said for text in texts for said in identity.identity_in(text, names)]
    if found:
        raise SaysWho(
            f"« {found[0]} » peut dire qui a posé la question : écrivez-le autrement, "
            "ce texte sera lu de tout le monde."
        )

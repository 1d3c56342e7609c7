"""What a person can do with the post."""

from datetime import datetime, time

from django.utils import timezone

from coopstudio.alarm import ring_after_commit
from coopstudio.db import locked
from coopstudio.documents import api as documents
from coopstudio.french import dates
from coopstudio.journal.api import record
from coopstudio.mail.events import Event
from coopstudio.mail.models import Letter
from coopstudio.refusals import Refused


class NotFailed(Refused):
    """The letter has left, or is about to."""

    message = "Cette lettre n’attend pas de nouvel envoi : elle est partie, ou va partir."


class WithoutWords(Refused):
    """What the letter said was erased."""

    message = "Le texte de cette lettre a été effacé : elle ne peut plus partir."


class NotOnPaper(Refused):
    """The letter does not wait to be posted: it goes by e-mail, or was posted already."""

    message = "Cette lettre n’attend pas d’être postée : son départ est déjà noté."


class LeftTooEarly(Refused):
    message = "Cette lettre n’était pas encore écrite ce jour-là : vérifiez la date."


class LeftTomorrow(Refused):
    message = "Ce jour n’est pas encore venu : notez le départ une fois la lettre postée."


def note_posted(letter, *, by, at, on):
    """I printed this letter, and posted it or gave it by hand on that day."""
    with locked(letter) as fresh:
        if fresh.state != Letter.State.PAPER:
            raise NotOnPaper
        if on > timezone.localdate(at):
            raise LeftTomorrow
        if on < timezone.localdate(fresh.written_at):
            raise LeftTooEarly
        fresh.state, fresh.sent_at = Letter.State.POSTED, _hour_of(on, at)
        if fresh.is_secret:
            fresh.subject = fresh.text = fresh.html = fresh.calendar = ""
        fresh.save()
        record(Event.LETTER_POSTED, fresh, by=by, kind=fresh.kind, on=f"{on}")
    return fresh


def _hour_of(day, at):
    """Now for a letter of today; noon for an earlier day, of which one only knows the day."""
    if day == timezone.localdate(at):
        return at
    return timezone.make_aware(datetime.combine(day, time(12)))


def come_back(returned, *, at):
    """A letter that had left came back: it is « non envoyée » again, with the reason. Returns it,
    or None when no such letter left to this address.

    ``returned``: an ``inbound.returns.Returned``, which only who holds the letter can write.
    """
    gone = Letter.objects.filter(message_id=returned.letter, to__iexact=returned.address)
    letter = gone.filter(state=Letter.State.SENT).select_for_update().first()
    if letter is None:
        return None
    letter.state, letter.sent_at = Letter.State.FAILED, None
    letter.error = f"revenue le {dates.short_day(at)} : {returned.reason}"[:300]
    letter.save(update_fields=["state", "sent_at", "error"])
    record(Event.LETTER_RETURNED, letter, kind=letter.kind)
    return letter


def retry(letter, *, by, at):
    """I put a letter that did not leave back in the post, with its document if it lacked."""
    with locked(letter) as fresh:
        if fresh.state != Letter.State.FAILED:
            raise NotFailed
        if not fresh.has_words:
            raise WithoutWords
        if fresh.document_id:
            documents.ask_again(fresh.document)
        fresh.state, fresh.attempts, fresh.error = Letter.State.WAITING, 0, ""
        fresh.next_try_at, fresh.give_up_at = at, None
        fresh.save()
        record(Event.LETTER_RETRIED, fresh, by=by, kind=fresh.kind)
        ring_after_commit("coopstudio.mail.tasks.deliver")
    return fresh

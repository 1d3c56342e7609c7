"""What a person can do with the post."""

from coopstudio.alarm import ring_after_commit
from coopstudio.db import locked
from coopstudio.documents import api as documents
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

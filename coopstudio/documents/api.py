"""Ask for a PDF like one writes a letter, in the transaction of its fact; say who may read it."""

import re
import unicodedata

from django.utils import timezone

from coopstudio.alarm import ring_after_commit
from coopstudio.documents.models import TITLE_LENGTH, Document

READERS = {}
WAITING = []


def ask(kind, subject, *, title, template, archive=None, **data):
    """Freeze ``data`` (JSON: strings, numbers, lists, dicts) and ask a worker for the PDF.

    ``kind`` is ``app.noun``, ``subject`` the row it speaks of; the template extends
    ``documents/sheet.html`` and sees ``title`` and ``data``. ``archive``, for a paper that proves
    something: {"at": instant, "files": {name: text}}; it becomes a PDF/A-3 that carries these
    files, is the same to the byte whenever it is made of the same row, and is sealed if the house
    has a seal. Returns the Document, not yet made.
    """
    if archive is not None:
        data["archive"] = archive | {"at": archive["at"].isoformat(timespec="seconds")}
    document = Document.objects.create(
        kind=kind,
        title=title[:TITLE_LENGTH],
        template=template,
        data=data,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
    )
    ring_after_commit("coopstudio.documents.tasks.produce", str(document.pk))
    return document


def ask_again(document):
    """Ask once more for a document that could not be made; leave any other alone."""
    if document.has_failed:
        document.state, document.attempts = Document.State.ASKED, 0
        document.next_try_at = timezone.now()
        document.save(update_fields=["state", "attempts", "next_try_at"])
        ring_after_commit("coopstudio.documents.tasks.produce", str(document.pk))
    return document


def documents_of(subject):
    """The documents about ``subject``, newest first, without their bytes."""
    return Document.objects.about(subject).without_bytes().order_by("-asked_at")


def erase_about(model, keys):
    """Erase for good the documents about these rows, issued ones too. Returns how many.

    What was issued is never rewritten, but whom it speaks of may have it erased: the row goes, and
    the journal line of whoever asks for it says how many. No letter may carry them any more.
    """
    about = Document.objects.filter(subject_kind=model._meta.label_lower, subject_id__in=keys)
    count, _ = about.delete()
    return count


def rings_when_made(task):
    """Wake ``task`` (its dotted name) as soon as a paper is made, or cannot be: something waits."""
    WAITING.append(task)


def readable_by(kind, may_read):
    """Say who may open the documents of a kind: ``may_read(person, document)`` is true for them.

    Called once by the app that asks for this kind, in its ``documents.py``. A kind that nobody
    declared is read by nobody.
    """
    READERS[kind] = may_read


def may_read(person, document):
    """Whether this person may open this document."""
    rule = READERS.get(document.kind)
    return rule is not None and rule(person, document)


def file_name(document):
    """The name under which the document is kept by those who receive it: « Titre.pdf »."""
    words = unicodedata.normalize("NFC", document.title)
    words = " ".join(re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|]', " ", words).split())
    return f"{words[:100] or 'document'}.pdf"

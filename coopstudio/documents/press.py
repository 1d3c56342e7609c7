"""The press of a worker: takes what was asked for, renders it apart, keeps the bytes.

The row stays locked while its PDF is made, so that two workers never make the same one; what is
already being made is left alone.
"""

import hashlib
import time
from datetime import timedelta

from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from coopstudio.alarm import ring_after_commit
from coopstudio.documents.api import WAITING
from coopstudio.documents.models import Document

TRIES = 3
ROUND = 45  # seconds: a round ends before the next minute
DELAYS = [timedelta(minutes=1), timedelta(minutes=10)]
UNAVAILABLE_DELAY = timedelta(minutes=5)
State = Document.State


def produce(document_id):
    """Make one document if it waits and nobody else makes it. Returns it, or None."""
    with transaction.atomic():
        _be_patient()
        waiting = Document.objects.select_for_update(skip_locked=True)
        document = waiting.filter(pk=document_id, state=State.ASKED).first()
        if document is not None:
            _make(document, timezone.now())
            document.save()
            _tell(document)
    return document


def produce_due(*, seconds=ROUND):
    """Make those whose hour has come, and begin none after so many seconds."""
    end = time.monotonic() + seconds
    for pk in list(Document.objects.due(timezone.now()).values_list("pk", flat=True)[:50]):
        if time.monotonic() >= end:
            return
        produce(pk)


def as_page(document, *, preview=False):
    """The words of the document as HTML, from its frozen data alone.

    The narrow no-break space has no width in our fonts: papers wear the wide one.
    """
    words = {**document.data, "title": document.title, "preview": preview}
    return render_to_string(document.template, words).replace("\u202f", "\u00a0")


def _make(document, now):
    from coopstudio.documents.rendering import (  # noqa: PLC0415 (WeasyPrint, in workers only)
        RenderFailed,
        Unavailable,
        as_pdf,
    )
    from coopstudio.documents.sealing import sealed  # noqa: PLC0415 (pyHanko, in workers only)

    try:
        content = as_pdf(as_page(document), *_archive(document))
        if "archive" in document.data:
            content = sealed(content)
    except Unavailable as lack:
        document.error = str(lack)[:300]
        document.next_try_at = now + UNAVAILABLE_DELAY
    except RenderFailed as failure:
        _note(document, failure, now)
    except Exception as failure:  # a template that fails must not block the next document
        _note(document, f"{type(failure).__name__} : {failure}", now)
    else:
        document.state, document.error, document.issued_at = State.ISSUED, "", now
        document.content, document.sha256 = content, hashlib.sha256(content).hexdigest()


def _archive(document):
    """Of a paper that proves something: its mark, its hour, the files that it carries."""
    archive = document.data.get("archive")
    return [archive | {"mark": document.pk.hex}] if archive else []


def _tell(document):
    """Whoever waits for this paper need not wait for the next minute."""
    if document.state != State.ASKED:
        for task in WAITING:
            ring_after_commit(task)


def _note(document, failure, now):
    document.attempts += 1
    document.error = str(failure)[:300]
    if document.attempts >= TRIES:
        document.state = State.FAILED
    else:
        document.next_try_at = now + DELAYS[document.attempts - 1]


def _be_patient():
    """The house cuts transactions that sleep for 30 s; a PDF may take that long."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '90s'")

"""Ask for a PDF like one writes a letter: in the transaction of its fact."""

from django.db import transaction

from coopstudio.documents.models import Document
from coopstudio.documents.tasks import ring


def ask(kind, subject, *, title, template, **data):
    """Freeze ``data`` (JSON: strings, numbers, lists, dicts) and ask a worker for the PDF.

    ``kind`` is ``app.noun``, ``subject`` the row it speaks of. Returns the Document, not yet made.
    """
    document = Document.objects.create(
        kind=kind,
        title=title,
        template=template,
        data=data,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
    )
    transaction.on_commit(lambda: ring(document.pk))
    return document


def documents_of(subject):
    """The documents about ``subject``, newest first, without their bytes."""
    return (
        Document.objects.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk)
        .defer("content", "data")
        .order_by("-asked_at")
    )

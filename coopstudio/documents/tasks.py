"""PDFs are made here, by a worker, never in a web process."""

from celery import shared_task


@shared_task
def produce(document_id):
    """Make the PDF of one document."""


def ring(document_id):
    """Tell the worker that a document waits."""

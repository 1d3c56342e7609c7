"""PDFs are made here, by a worker, never in a web process."""

from celery import shared_task

from coopstudio.documents import press


@shared_task
def produce(document_id):
    """Make the PDF of one document, if it still waits."""
    press.produce(document_id)


@shared_task
def produce_forgotten():
    """Make those whose bell was not heard, and try again those that failed."""
    press.produce_due()

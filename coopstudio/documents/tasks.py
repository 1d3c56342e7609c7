"""PDFs are made here, by a worker, never in a web process."""

from coopstudio.celery import app
from coopstudio.documents import press


@app.task
def produce(document_id):
    """Make the PDF of one document, if it still waits."""
    press.produce(document_id)


@app.task
def produce_forgotten():
    """Make those whose bell was not heard, and try again those that failed."""
    press.produce_due()

"""PDFs are made here, by a worker, never in a web process.

Letters go first: a task of the press is taken when no other waits, and its round ends before the
next one begins, so that it never holds both hands of a worker.
"""

from coopstudio.celery import app
from coopstudio.documents import press

LAST = 9


@app.task(priority=LAST)
def produce(document_id):
    """Make the PDF of one document, if it still waits."""
    press.produce(document_id)


@app.task(priority=LAST)
def produce_forgotten():
    """Make those whose bell was not heard, and try again those that failed."""
    press.produce_due()

"""What the clock triggers for apports. Each round asks what is due and not done."""

from coopstudio.celery import app


@app.task
def tend_apports():
    """Promises that expire, payments that are late, the ledger verified each night."""

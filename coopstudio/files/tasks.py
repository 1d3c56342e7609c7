"""What the worker does with the files that came in."""

from coopstudio.celery import app
from coopstudio.files import quarantine


@app.task
def scan(file_id):
    """Let one file out of quarantine, or refuse it."""
    quarantine.scan(file_id)


@app.task
def scan_forgotten():
    """Scan those whose bell was not heard, or that the scanner could not look at."""
    quarantine.scan_waiting()


@app.task
def sweep():
    """Throw away the bytes that no row speaks of."""
    quarantine.sweep()

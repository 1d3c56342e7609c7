"""What the worker does with the files that came in."""

from celery import shared_task

from coopstudio.files import quarantine


@shared_task
def scan(file_id):
    """Let one file out of quarantine, or refuse it."""
    quarantine.scan(file_id)


@shared_task
def scan_forgotten():
    """Scan those whose bell was not heard, or that the scanner could not look at."""
    quarantine.scan_waiting()


@shared_task
def sweep():
    """Throw away the bytes that no row speaks of."""
    quarantine.sweep()

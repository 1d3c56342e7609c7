"""Celery has two jobs here: it carries what the database asks for, and it rings the hours.

PostgreSQL holds the truth (letters, documents, dates). The broker is only an alarm clock: a task
takes ids, may run twice without harm, and what it missed is found again by the next round.
"""

import os
from contextlib import suppress
from pathlib import Path

from celery import Celery
from celery.signals import setup_logging, worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopstudio.settings")

app = Celery("coopstudio")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def write_as_the_pages_do(**_):
    """The settings say how (``coopstudio/logs.py``): Celery would write words of its own."""


BEHIND = 10


@worker_process_init.connect
def step_back(**_):
    """On a machine that has too much to do, whoever reads a page comes before the rounds. Linux
    shares it between sessions first, so that the whole session steps back where it has one."""
    os.nice(BEHIND)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(f"{BEHIND}")

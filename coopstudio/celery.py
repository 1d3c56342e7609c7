"""Celery has two jobs here: it carries what the database asks for, and it rings the hours.

PostgreSQL holds the truth (letters, documents, dates). The broker is only an alarm clock: a task
takes ids, may run twice without harm, and what it missed is found again by the next round.
"""

import os

from celery import Celery
from celery.signals import worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopstudio.settings")

app = Celery("coopstudio")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

BEHIND = 5


@worker_process_init.connect
def step_back(**_):
    """On a machine that has too much to do, whoever reads a page comes before the rounds."""
    os.nice(BEHIND)

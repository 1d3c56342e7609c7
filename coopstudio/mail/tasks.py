"""The post leaves here. See ``coopstudio.mail.post`` for the round itself."""

from celery import shared_task


@shared_task
def deliver():
    """Post every letter whose hour has come."""


def ring():
    """Tell the worker that there is post. If the broker is down, the sweep comes anyway."""

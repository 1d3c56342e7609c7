"""When the post leaves: at the bell, and every minute. See ``coopstudio.mail.post``."""

from celery import shared_task

from coopstudio.alarm import ring_after_commit
from coopstudio.mail import post


@shared_task
def deliver():
    """Post every letter whose hour has come; ring again when the round had no time for all."""
    if post.deliver_due().has_more:
        ring_after_commit(deliver)


@shared_task
def forget():
    """Erase the words of old letters."""
    post.forget_old_words()

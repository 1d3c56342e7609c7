"""When the post leaves: at the bell, and every minute. See ``coopstudio.mail.post``."""

from coopstudio.alarm import ring_after_commit
from coopstudio.celery import app
from coopstudio.mail import post


@app.task
def deliver():
    """Post every letter whose hour has come; ring again when the round had no time for all."""
    if post.deliver_due().has_more:
        ring_after_commit("coopstudio.mail.tasks.deliver")


@app.task
def forget():
    """Erase the words of old letters."""
    post.forget_old_words()

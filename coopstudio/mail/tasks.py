"""When the post leaves: at the bell, and every minute. See ``coopstudio.mail.post``."""

from datetime import timedelta

from django.utils import timezone

from coopstudio.alarm import ring_after_commit
from coopstudio.celery import app
from coopstudio.mail import erasing, post, week
from coopstudio.mail.inbound import door, polling

RAW_KEPT = timedelta(days=30)


@app.task
def deliver():
    """Post every letter whose hour has come; ring again when the round had no time for all."""
    if post.deliver_due().has_more:
        ring_after_commit("coopstudio.mail.tasks.deliver")


@app.task
def forget():
    """Erase the words of old letters, the addresses of strangers, and the bytes of old mails."""
    now = timezone.now()
    post.forget_old_words(before=now - post.WORDS_KEPT)
    erasing.forget_strangers(before=now - post.WORDS_KEPT)
    door.forget_old(before=now - RAW_KEPT)


@app.task
def fetch():
    """Take in what people answered by e-mail, when the house has a box for it."""
    polling.fetch_new()


@app.task
def foretell():
    """Once a day, play the week to come without living it: people read what will leave."""
    week.foretell_daily(at=timezone.now())

"""What waits, what failed, what still ticks: read where it stands, at the moment one asks."""

from datetime import datetime

from django.core.cache import cache
from django.db import Error
from django.db.models import Min
from django.utils import timezone

from coopstudio import health
from coopstudio.backup import proofs
from coopstudio.documents.models import Document
from coopstudio.files import store
from coopstudio.files.models import PrivateFile
from coopstudio.mail.models import Letter


def facts():
    """(name, {label: word}, number) of each; what does not answer is « up 0 » and says no more."""
    now = timezone.now()
    yield from _up("database", _of_the_database(now), Error)
    yield from _up("broker", _of_the_broker())
    yield from _up("files", _of_the_files())
    yield from _hours()


def _up(part, told, *ills):
    """What a part says of itself, and whether it could."""
    try:
        found = list(told)
    except (OSError, *ills):
        found = None
    yield "coop_up", {"part": part}, int(found is not None)
    yield from found or ()


def _of_the_database(now):
    waiting = Letter.objects.filter(state="waiting")
    due = Letter.objects.due(now)
    letters = {
        "waiting": waiting,
        "due": due,
        "late": due.filter(next_try_at__lt=now - health.OLDEST_LETTER),
        "failed": Letter.objects.failed(),
    }
    for state, found in letters.items():
        yield "coop_letters", {"state": state}, found.count()
    oldest = waiting.aggregate(at=Min("written_at"))["at"]
    yield "coop_oldest_unsent_letter_seconds", {}, (now - oldest).total_seconds() if oldest else 0
    yield "coop_papers", {"state": "asked"}, Document.objects.filter(state="asked").count()
    yield "coop_papers", {"state": "failed"}, Document.objects.failed().count()
    scanned = PrivateFile.objects.filter(state=PrivateFile.State.QUARANTINED)
    yield "coop_files_in_quarantine", {}, scanned.count()


def _of_the_broker():
    from kombu.exceptions import OperationalError as BrokerError  # noqa: PLC0415 (heavy)

    from coopstudio.celery import app  # noqa: PLC0415 (heavy)

    try:
        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=1)
            channel = broker.default_channel
            waiting = channel.queue_declare(app.conf.task_default_queue).message_count
            yield "coop_tasks", {"state": "waiting"}, waiting
            yield "coop_tasks", {"state": "taken"}, channel.client.hlen(channel.unacked_key)
    except BrokerError as silence:
        raise OSError(str(silence)) from silence


def _of_the_files():
    store.greet()
    return ()


def _hours():
    """Instants as seconds of Unix; 0: never."""
    try:
        heard = cache.get(health.HEARTBEAT)
        made, tried = proofs.last(), proofs.last(proofs.DRILL)
    except Error:
        return
    beat = datetime.fromisoformat(heard).timestamp() if heard else 0
    yield "coop_last_beat_timestamp_seconds", {}, beat
    yield "coop_last_backup_timestamp_seconds", {}, made.timestamp() if made else 0
    yield "coop_last_drill_timestamp_seconds", {}, tried.timestamp() if tried else 0

"""Is the house well? « ok » for strangers and machines, the whole list for the administrator."""

import shutil
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coopstudio.backup import proofs
from coopstudio.documents.models import Document
from coopstudio.doors import public
from coopstudio.files import quarantine, store
from coopstudio.french import dates
from coopstudio.mail.models import Letter
from coopstudio.start import pango

HEARTBEAT = "house:heartbeat"
SILENCE = timedelta(minutes=5)  # of the clock
DRIFT = timedelta(seconds=5)  # between the clock of PostgreSQL and that of the programs
OLDEST_LETTER = timedelta(minutes=10)
OLDEST_BACKUP = timedelta(hours=26)
OLDEST_DRILL = timedelta(days=35)
FREE_DISK = 15  # per cent
KEPT_FOR = 5  # seconds: strangers may ask as often as they like

FURTHER = []
"""What the floors above have looked at, one function each."""

_last = {"at": float("-inf"), "report": []}


@dataclass(frozen=True)
class Check:
    """One thing looked at. ``grave`` makes the house answer 503 when it is not well."""

    name: str
    is_well: bool
    words: str
    grave: bool = True

    @property
    def tone(self):
        return "success" if self.is_well else "danger" if self.grave else "warning"


def looked_at(told):
    """Let a floor above add its Check to the list."""
    FURTHER.append(told)
    return told


@public
@require_safe
@never_cache
@transaction.non_atomic_requests
def health(request):
    checks = report()
    is_well = all(check.is_well or not check.grave for check in checks)
    status = 200 if is_well else 503
    if _is_administrator(request):
        context = {"checks": checks, "is_well": is_well}
        return render(request, "health.html", context, status=status)
    return HttpResponse("ok" if is_well else "indisponible", "text/plain", status)


def report():
    """All the checks, at most five seconds old."""
    if time.monotonic() - _last["at"] > KEPT_FOR:
        _last.update(report=_look(), at=time.monotonic())
    return _last["report"]


def _is_administrator(request):
    try:
        return request.user.is_authenticated and request.user.is_administrator
    except Error:
        return False


def _look():
    try:
        connection.ensure_connection()
        asked = [_database(), _hour(), _migrations(), _indexes(), _clock(), _letters(), _unsent()]
        asked += [_papers(), *[told() for told in FURTHER]]
    except Error as error:
        asked = [Check("Base de données", False, f"Elle ne répond pas : {type(error).__name__}.")]
    return [*asked, _broker(), _disk(), _files(), _backup(), _drill(), _libraries(), _scanner()]


def _database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version')")
        return Check("Base de données", True, f"PostgreSQL {cursor.fetchone()[0]} répond.")


def _hour():
    """Delays and terms are counted here by one clock, there by the other: they must agree."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        apart = abs(cursor.fetchone()[0] - timezone.now())
    seconds = round(apart.total_seconds())
    told = f"Celle de PostgreSQL et celle des programmes diffèrent de {seconds} secondes."
    return Check("Heure", apart < DRIFT, "Partout la même." if apart < DRIFT else told, grave=False)


def _migrations():
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    words = f"{len(waiting)} à appliquer." if waiting else "Toutes sont appliquées."
    return Check("Migrations", not waiting, words)


def _indexes():
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid")
        broken = [name for (name,) in cursor.fetchall()]
    return Check("Index", not broken, f"À refaire : {', '.join(broken)}." if broken else "Valides.")


def _clock():
    heard = cache.get(HEARTBEAT)
    if not heard:
        return Check("Horloge", False, "Elle n’a pas encore sonné.", grave=False)
    at = datetime.fromisoformat(heard)
    return Check("Horloge", timezone.now() - at < SILENCE, f"A sonné le {dates.short_moment(at)}.")


def _letters():
    """Late is a letter whose hour has come and gone; one that was put off has a new hour."""
    oldest = Letter.objects.due(timezone.now()).order_by("next_try_at").first()
    if oldest is None:
        return Check("Courrier", True, "Aucune lettre n’attend.")
    on_time = timezone.now() - oldest.next_try_at < OLDEST_LETTER
    since = dates.short_moment(oldest.next_try_at)
    return Check("Courrier", on_time, f"La plus ancienne lettre attend depuis le {since}.")


def _unsent():
    count = Letter.objects.failed().count()
    words = f"À revoir dans le courrier : {count}." if count else "Il n’y en a pas."
    return Check("Lettres non envoyées", not count, words, grave=False)


def _papers():
    count = Document.objects.failed().count()
    words = f"Non produits : {count}." if count else "Tous ont été produits."
    return Check("Documents", not count, words, grave=False)


def _broker():
    from kombu.exceptions import OperationalError as BrokerError  # noqa: PLC0415 (heavy)

    from coopstudio.celery import app  # noqa: PLC0415 (heavy)

    try:
        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=1)
    except (BrokerError, OSError):
        late = "Injoignable : les lettres partent quand même, à la minute suivante."
        return Check("Messagerie interne", False, late, grave=False)
    return Check("Messagerie interne", True, "Joignable.")


def _disk():
    usage = shutil.disk_usage(settings.VAR_DIR)
    free = 100 * usage.free // usage.total
    return Check("Disque", free >= FREE_DISK, f"{free} % libres.")


def _files():
    """Not grave: without its files the house answers all the same, on every machine."""
    where = "le seau" if settings.BUCKET["name"] else "le disque"
    try:
        store.greet()
    except OSError as silence:
        away = f"Hors d’atteinte, {where} ne répond pas : {str(silence)[:120]}."
        return Check("Fichiers privés", False, away, grave=False)
    return Check("Fichiers privés", True, f"À leur place : {where} répond.")


def _backup():
    """An old backup is no backup: grave as soon as somebody has set a key for them."""
    is_set = bool(settings.BACKUP_KEY)
    made = proofs.last()
    if made is None:
        return Check("Sauvegarde", settings.DEMO or settings.DEBUG, "Aucune encore.", grave=is_set)
    is_recent = timezone.now() - made < OLDEST_BACKUP
    return Check("Sauvegarde", is_recent, f"Du {dates.short_moment(made)}.", grave=is_set)


def _drill():
    """A backup that nobody ever brought back is a hope: grave once a drill was made and is old."""
    is_set = bool(settings.BACKUP_KEY)
    made = proofs.last(proofs.DRILL)
    if made is None:
        never = "Aucun encore : manage.py drill reprend une sauvegarde à l’écart, et la compte."
        return Check("Essai de reprise", settings.DEMO or settings.DEBUG, never, grave=False)
    is_recent = timezone.now() - made < OLDEST_DRILL
    words = f"Du {dates.short_moment(made)}."
    return Check("Essai de reprise", is_recent, words, grave=is_set)


def _libraries():
    advice = pango.advice()
    return Check("Bibliothèques des PDF", not advice, advice or "Elles sont là.", grave=False)


def _scanner():
    """Without a scanner every file is rewritten all the same; the administrator knows it."""
    if not settings.CLAMD:
        none = "Aucune : les fichiers sont réécrits, sans antivirus (voir COOP_CLAMD)."
        return Check("Analyse des fichiers", settings.DEMO or settings.DEBUG, none, grave=False)
    try:
        quarantine.greet()
    except OSError:
        away = "Elle ne répond pas : les fichiers reçus attendent, personne ne les ouvre."
        return Check("Analyse des fichiers", False, away, grave=False)
    return Check("Analyse des fichiers", True, "ClamAV répond.")

"""Real broker, worker and mail server: some are killed, no letter is lost nor doubled."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from django.db import connection
from redis import Redis

from coopstudio.mail.models import Letter
from coopstudio.start.broker import Broker
from tests.mail.post_office import letter

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]
ROUND = "from coopstudio.mail.tasks import deliver; deliver.delay()"


@pytest.fixture
def base(settings):
    """A fresh state folder that the broker may reach even as ``nobody``."""
    folder = settings.VAR_DIR / "services"
    shutil.rmtree(folder, ignore_errors=True)
    return folder


class Mailbox:
    """A mail server that takes its time and remembers every Message-ID."""

    def __init__(self, *, slowness=0.0):
        self.ids, self.slowness = [], slowness
        self.port = _free_port()
        self.server = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 (aiosmtpd's name)
        self.ids.append(message_from_bytes(envelope.content)["Message-ID"])
        await asyncio.sleep(self.slowness)
        return "250 taken"

    def __enter__(self):
        self.server.start()
        return self

    def __exit__(self, *_):
        self.server.stop()


class Machine:
    """The broker and the worker of a house on a machine that fails."""

    def __init__(self, base, mailbox):
        self.broker = Broker(base)
        self.environment = {
            **os.environ,
            "DATABASE_URL": _database_url(),
            "REDIS_URL": self.broker.url,
            "COOP_SMTP_PORT": str(mailbox.port),
            "COOP_VAR": str(base),
            "DJANGO_SETTINGS_MODULE": "coopstudio.settings",
        }
        self.running = []

    def __enter__(self):
        self.start_broker()
        self.start_worker()
        return self

    def __exit__(self, *_):
        for process in self.running:
            _kill(process)

    def start_broker(self):
        self.broker_process = self._start(self.broker.command, **self.broker.popen)
        _until(self.broker.is_ready, "the broker answers", seconds=15)

    def start_worker(self):
        self.worker = self._start(
            [sys.executable, "-m", "celery", "-A", "coopstudio", "worker", "-c", "1", "-l", "error",
             "--without-gossip", "--without-mingle"]
        )  # fmt: skip

    def kill_worker(self):
        """As the machine does when it lacks memory: the whole family, at once."""
        _kill(self.worker)

    def kill_broker(self):
        _kill(self.broker_process)

    def flush_broker(self):
        Redis(unix_socket_path=str(self.broker.socket)).flushall()

    def ring(self):
        """What beat does each minute, and what each letter does after commit."""
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", f"import django; django.setup(); {ROUND}"],
            env=self.environment,
            check=False,
        )

    def _start(self, command, **options):
        process = subprocess.Popen(  # noqa: S603
            command, start_new_session=True, env=self.environment, **options
        )
        self.running.append(process)
        return process


def test_a_killed_worker_loses_nothing_and_doubles_only_what_was_in_flight(base):
    write(40)

    with Mailbox(slowness=0.05) as mailbox, Machine(base, mailbox) as machine:
        machine.ring()
        _until(lambda: len(mailbox.ids) >= 10, "ten letters are there")
        machine.kill_worker()
        taken = len(mailbox.ids)
        machine.start_worker()
        machine.ring()
        _until(everything_left, "all the letters have left")

    arrivals = Counter(mailbox.ids)
    assert taken < 40
    assert set(arrivals) == expected_ids()
    assert sum(arrivals.values()) - len(arrivals) <= 1


def test_a_killed_and_emptied_broker_loses_nothing_and_doubles_nothing(base):
    write(40)

    with Mailbox(slowness=0.02) as mailbox, Machine(base, mailbox) as machine:
        machine.ring()
        _until(lambda: len(mailbox.ids) >= 5, "five letters are there")
        machine.kill_broker()
        write(20)
        machine.start_broker()
        machine.flush_broker()
        _until(everything_left_or(lambda: machine.ring()), "all the letters have left")

    assert Counter(mailbox.ids) == Counter(expected_ids())
    assert len(mailbox.ids) == 60


def test_two_clocks_and_two_workers_send_each_letter_once(base):
    write(30)

    with Mailbox(slowness=0.02) as mailbox, Machine(base, mailbox) as machine:
        machine.start_worker()
        machine.ring()
        machine.ring()
        _until(everything_left, "all the letters have left")

    assert Counter(mailbox.ids) == Counter(expected_ids())


def write(number):
    for _ in range(number):
        letter()


def everything_left():
    return not Letter.objects.filter(state="waiting").exists()


def everything_left_or(ring):
    """True once all have left; rings again meanwhile, as beat would, but every two seconds."""
    last = [0.0]

    def look():
        if everything_left():
            return True
        if time.monotonic() - last[0] > 2:
            ring()
            last[0] = time.monotonic()
        return False

    return look


def expected_ids():
    return {f"<{one.message_id}@localhost>" for one in Letter.objects.all()}


def _free_port():
    with socket.socket() as wire:
        wire.bind(("127.0.0.1", 0))
        return wire.getsockname()[1]


def _database_url():
    where = connection.settings_dict
    return f"postgresql://{where['USER']}@/{where['NAME']}?host={where['HOST']}"


def _kill(process):
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=10)


def _until(is_true, what, *, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_true():
            return
        time.sleep(0.1)
    pytest.fail(f"after {seconds} s, still not true that {what}")

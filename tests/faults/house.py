"""The house on one machine, each program in our hands: started, killed, started again."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection
from redis import Redis

from coopstudio.celery import app
from coopstudio.mail.models import Letter
from coopstudio.start import programs, services
from coopstudio.start.broker import Broker
from tests.faults.mailbox import Office, free_port

ROOT = Path(__file__).resolve().parents[2]
POST = "coopstudio.mail.tasks.deliver"


class House:
    """Web, worker, clock, broker and post office upon the database of the tests."""

    def __init__(self, server, var):
        self.server, self.var = server, var
        self.port, self.office = free_port(), Office()
        self.broker = Broker(var)
        self.running = {}
        self.environment = os.environ | {
            "COOP_DEBUG": "0",
            "COOP_SECOND_FACTOR": "0",
            "COOP_SMTP_PORT": str(self.office.port),
            "COOP_STATIC": str(var / "collected"),
            "COOP_VAR": str(var),
            "COOP_WEB_PROCESSES": "3",
            "DATABASE_URL": self.database("coop_app"),
            "DJANGO_SETTINGS_MODULE": "coopstudio.settings",
            "PORT": str(self.port),
            "PYTHONWARNINGS": "ignore",
            "REDIS_URL": self.broker.url,
        }

    def database(self, role):
        return self.server.url(role, connection.settings_dict["NAME"])

    # --- starting and ending ---

    def start(self, name, command=None, **options):
        env = self.environment | options.pop("env", {})
        log = (self.var / f"{name}.log").open("ab")
        self.running[name] = subprocess.Popen(  # noqa: S603 (our own programs)
            command or services.COMMANDS[name],
            cwd=options.pop("cwd", ROOT),
            env=env,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=programs.follow_parent(signal.SIGKILL),  # noqa: PLW1509
            **options,
        )
        return self.running[name]

    def open(self, *names):
        """The broker, and those of web, worker and clocks that are asked for."""
        self.start_broker()
        for name in names:
            self.start(name)
        if "web" in names:
            until(self.answers, "the pages answer")

    def start_broker(self):
        traits = {key: word for key, word in self.broker.popen.items() if key != "cwd"}
        self.start("broker", self.broker.command, cwd=self.broker.popen["cwd"], **traits)
        until(self.broker.is_ready, "the broker answers")

    def start_clock(self, name="beat", every=3, **env):
        """A clock whose minutes, hours and days are seconds: what it rings is the same."""
        told = {"DJANGO_SETTINGS_MODULE": "tests.faults.hurried", "COOP_EVERY": str(every)}
        command = [*services.COMMANDS["beat"], "--schedule", str(self.var / name)]
        self.start(name, command, env=told | env)

    def start_later(self, shift):
        """A worker and a clock for which it is so many seconds later than for the machine."""
        told = {"DJANGO_SETTINGS_MODULE": "tests.faults.hurried", "COOP_SHIFT": f"{shift}"}
        self.start_broker()
        self.start("worker", env=told)
        self.start_clock(every=2, COOP_SHIFT=f"{shift}")

    def kill(self, name, number=signal.SIGKILL):
        """As a machine does that lacks memory: the whole family at once."""
        process = self.running.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        process.wait(timeout=60)

    def end(self):
        """Everything, in any order; the office opens again, the queues are empty."""
        for name in list(self.running):
            self.kill(name)
        self.office.close()
        for path in self.broker.home.glob("appendonlydir/*"):
            path.unlink()

    # --- looking ---

    def answers(self):
        return services.status(self.port) is not None

    def children(self, name):
        """The processes that a program made, the first first."""
        leader = self.running[name].pid
        told = Path(f"/proc/{leader}/task/{leader}/children")
        return [int(word) for word in told.read_text().split()] if told.exists() else []

    def memory(self, name):
        """Kilobytes of a program and its children."""
        pids = [self.running[name].pid, *self.children(name)]
        return sum(_resident(pid) for pid in pids)

    def said(self, name):
        """What a program wrote, errors too."""
        path = self.var / f"{name}.log"
        return path.read_text() if path.exists() else ""

    # --- doing ---

    def ring(self, task=POST, *ids):
        """What a clock does: one task, by its name."""
        app.send_task(task, ids)

    def ring_paper(self, pk):
        self.ring("coopstudio.documents.tasks.produce", str(pk))

    def python(self, *words, **env):
        return subprocess.run(  # noqa: S603 (our own words)
            [sys.executable, *words], cwd=ROOT, env=self.environment | env,
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    def flush_broker(self):
        Redis(unix_socket_path=str(self.broker.socket)).flushall()

    def stop_database(self, number):
        """SIGINT is the stop of a restart; SIGQUIT leaves without a word."""
        self.server.process.send_signal(number)
        self.server.process.wait(timeout=60)
        connection.close()

    def start_database(self):
        self.server.start_bare()
        connection.close()


def everything_left():
    return not Letter.objects.filter(state="waiting").exists()


def until(is_true, what, *, seconds=60):
    """Seconds that it took."""
    begun = time.monotonic()
    while time.monotonic() < begun + seconds:
        if is_true():
            return time.monotonic() - begun
        time.sleep(0.1)
    return pytest.fail(f"after {seconds} s, still not true that {what}")


def _resident(pid):
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS")), 0)

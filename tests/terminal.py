"""A person at a terminal who opens the demonstration, reads, and presses Ctrl-C."""

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from coopstudio.start.postgres import Postgres

HOUSE = Path(__file__).resolve().parents[1]
GIVEN = (
    "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "COOP_SMTP_HOST", "PORT",
    "DJANGO_SETTINGS_MODULE",  # of the tests
)  # fmt: skip
PROCESSES = {
    "postgres": "/bin/postgres -D",
    "broker": "valkey-server",
    "courrier": "coopstudio.start.mailbox",
    "web": "gunicorn",
    "worker": "celery --quiet --app coopstudio.celery worker",
    "beat": "celery --quiet --app coopstudio.celery beat",
}


class Terminal:
    """What a person does in a terminal: type the command, read, press Ctrl-C."""

    def __init__(self, var, **given):
        self.var = var
        self.given = given
        self.process = None

    def open(self, *words):
        """Type the command, and wait until it prints its address or gives up."""
        log = self.var.with_suffix(".log").open("wb")
        env = {name: value for name, value in os.environ.items() if name not in GIVEN}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "coopstudio.start.demo", *words],
            cwd=HOUSE,
            env={**env, "COOP_VAR": str(self.var), **self.given},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )

        self.until(lambda: self.addresses() or self.process.poll() is not None, seconds=180)
        assert self.process.poll() is None, self.read()

    def read(self):
        return self.var.with_suffix(".log").read_text()

    def addresses(self):
        return re.findall(r"http://localhost:\d+", self.read())

    def ctrl_c(self):
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=90)

    def status(self, path="/"):
        port = int(self.addresses()[0].rsplit(":", 1)[1])
        try:
            wire = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            wire.request("GET", path)
            return wire.getresponse().status
        except OSError:
            return None

    def count(self, table):
        return int(Postgres(self.var).sql(f"SELECT count(*) FROM {table}", name="coop"))

    def until(self, happened, seconds=60):
        deadline = time.monotonic() + seconds
        while not happened():
            assert time.monotonic() < deadline, self.read()
            time.sleep(0.2)

    def leader(self, name):
        """The process that the supervisor started under this name."""
        mine = [pid for pid in self.processes() if _parent(pid) == self.process.pid]
        return next((pid for pid in mine if PROCESSES[name] in _command(pid)), None)

    def processes(self):
        """Every process that carries this house's state folder in its environment or words."""
        return [pid for pid in _every_process() if str(self.var) in _facts(pid)]


def _every_process():
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _command(pid):
    return _proc(pid, "cmdline")


def _facts(pid):
    return _proc(pid, "cmdline") + _proc(pid, "environ") if pid != os.getpid() else ""


def _proc(pid, name):
    try:
        text = Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return ""
    return text.replace(b"\0", b" ").decode(errors="replace")


def _parent(pid):
    return int((re.findall(r"^PPid:\s+(\d+)", _proc(pid, "status"), re.M) or [0])[0])

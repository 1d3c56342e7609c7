"""The whole demonstration, really opened: one address, healed, stopped in order, opened again."""

import http.client
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from coopstudio.start.postgres import Postgres

HOUSE = Path(__file__).resolve().parents[2]
GIVEN = (
    "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "COOP_SMTP_HOST", "PORT",
    "DJANGO_SETTINGS_MODULE",  # of the tests
)  # fmt: skip
STEPS = re.compile(r"^(Mise à jour|Rangement|Emménagement)", re.M)
PROCESSES = {
    "postgres": "/bin/postgres -D",
    "broker": "valkey-server",
    "courrier": "coopstudio.start.mailbox",
    "web": "gunicorn",
    "worker": "celery --quiet --app coopstudio.celery worker",
    "beat": "celery --quiet --app coopstudio.celery beat",
}

pytestmark = [
    pytest.mark.services,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]


class Terminal:
    """What a person does in a terminal: type the command, read, press Ctrl-C."""

    def __init__(self, var):
        self.var = var
        self.process = None

    def type_command(self, *words):
        log = self.var.with_suffix(".log").open("wb")
        env = {name: value for name, value in os.environ.items() if name not in GIVEN}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "coopstudio.start.demo", *words],
            cwd=HOUSE,
            env={**env, "COOP_VAR": str(self.var)},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )

    def open(self, *words):
        self.type_command(*words)
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


@pytest.fixture(scope="module")
def terminal():
    with tempfile.TemporaryDirectory(prefix="coop-") as folder:
        Path(folder).chmod(0o755)
        terminal = Terminal(Path(folder) / "var")
        terminal.open()
        yield terminal
        if terminal.process.poll() is None:
            terminal.ctrl_c()


def test_the_first_start_prepares_everything_and_prints_one_address(terminal):
    assert STEPS.findall(terminal.read()) == ["Mise à jour", "Rangement", "Emménagement"]
    assert len(terminal.addresses()) == 1
    assert terminal.status() == 200


def test_the_collective_lives_there(terminal):
    assert terminal.count("members_person") >= 30


def test_the_pages_have_the_least_rights(terminal):
    who = "SELECT string_agg(DISTINCT usename, ' ') FROM pg_stat_activity WHERE datname = 'coop'"
    terminal.status()

    assert Postgres(terminal.var).sql(who) == "coop_app"


def test_a_second_house_in_the_same_folder_is_refused(terminal):
    env = {**os.environ, "COOP_VAR": str(terminal.var)}

    asked = subprocess.run(
        [sys.executable, "-m", "coopstudio.start.demo"],
        cwd=HOUSE,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )

    assert asked.returncode == 1
    assert "est déjà ouverte" in asked.stderr


@pytest.mark.parametrize("name", list(PROCESSES))
def test_a_process_that_is_killed_lives_again(terminal, name):
    killed = terminal.leader(name)
    os.kill(killed, signal.SIGKILL)

    terminal.until(lambda: terminal.leader(name) not in (None, killed))
    terminal.until(lambda: terminal.status() == 200)


def test_ctrl_c_leaves_no_process_and_the_second_start_only_starts(terminal):
    people = terminal.count("members_person")

    code = terminal.ctrl_c()
    left = terminal.processes()
    terminal.open()

    assert (code, left) == (0, [])
    assert STEPS.findall(terminal.read()) == []
    assert terminal.count("members_person") == people
    assert terminal.status() == 200


def test_when_the_supervisor_itself_is_killed_nothing_survives_and_nothing_is_lost(terminal):
    people = terminal.count("members_person")

    terminal.process.kill()
    terminal.process.wait()
    terminal.until(lambda: terminal.processes() == [])
    terminal.open()

    assert terminal.count("members_person") == people


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

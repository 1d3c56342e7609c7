"""The whole demonstration, really opened: one address, healed, stopped in order, opened again."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from coopstudio.start.broker import Broker
from coopstudio.start.postgres import Postgres
from coopstudio.start.supervisor import Program, Supervisor
from tests.terminal import HOUSE, PROCESSES, Terminal

STEPS = re.compile(r"^(Mise à jour|Rangement|Emménagement)", re.M)
pytestmark = [
    pytest.mark.services,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]


@pytest.fixture(scope="module")
def terminal():
    with tempfile.TemporaryDirectory(prefix="coop-") as folder:
        Path(folder).chmod(0o755)
        terminal = Terminal(Path(folder) / "var")
        terminal.open()
        yield terminal
        if terminal.process.poll() is None:
            terminal.ctrl_c()


@pytest.fixture
def lent(terminal):
    """The servers of the house that closes, with all that it prepared, for another to stand on."""
    terminal.ctrl_c()
    server, broker, servers = Postgres(terminal.var), Broker(terminal.var), Supervisor()
    for one in (server, broker):
        traits = {"is_ready": one.is_ready, "stop_signal": one.stop_signal}
        servers.start(Program(one.home.name, one.command, None, one.popen, **traits))
    yield {"DATABASE_URL": server.url("coop_owner"), "REDIS_URL": broker.url}
    servers.stop()


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
    terminal.until(lambda: terminal.leader(name))
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


def test_with_servers_of_ones_own_none_is_started(terminal, lent):
    guest = Terminal(terminal.var.with_name("guest"), **lent)

    guest.open()
    started = {name for name in PROCESSES if guest.leader(name)}
    guest.ctrl_c()

    assert started == {"courrier", "web", "worker", "beat"}
    assert not (guest.var / "postgres").exists()
    assert not (guest.var / "broker").exists()

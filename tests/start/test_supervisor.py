"""The supervisor, with small programs of its own."""

import io
import signal
import sys
import time

import pytest

from coopstudio.start import supervisor
from coopstudio.start.supervisor import Program, Supervisor

LASTING = "import time; print('bonjour', flush=True); time.sleep(60)"
POLITE = (
    "import signal, sys, time; "
    "signal.signal(signal.SIGTERM, lambda *_: (print('adieu', flush=True), sys.exit())); "
    "print('bonjour', flush=True); time.sleep(60)"
)
DEAF = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    "print('bonjour', flush=True); time.sleep(60)"
)


@pytest.fixture
def house(monkeypatch):
    monkeypatch.setattr(supervisor, "SOON", 0.1)
    house = Supervisor(io.StringIO())
    yield house
    house.stop()


def _python(name, text, **traits):
    return Program(name, [sys.executable, "-c", text], **traits)


def _said(house):
    return house.out.getvalue().splitlines()


def _until(house, happened, seconds=10):
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, house.out.getvalue()
        house._listen(0.02)
        for program in house.programs:
            house._heal(program)


def test_every_line_says_who_speaks(house):
    house.start(_python("web", LASTING))

    _until(house, lambda: _said(house))

    assert _said(house) == ["      web │ bonjour"]


def test_a_program_that_falls_is_started_again_each_time_later(house):
    program = _python("web", "raise SystemExit(3)")
    house.programs.append(program)
    house._spawn(program)

    _until(house, lambda: len(_said(house)) == 3)

    assert _said(house) == [
        "      web │ arrêté (code 3) : nouveau départ dans 0.1 s.",
        "      web │ arrêté (code 3) : nouveau départ dans 0.2 s.",
        "      web │ arrêté (code 3) : nouveau départ dans 0.4 s.",
    ]


def test_a_killed_program_lives_again(house):
    program = _python("web", LASTING)
    house.start(program)
    killed = program.process.pid
    program.process.send_signal(signal.SIGKILL)

    _until(house, lambda: program.is_alive() and program.process.pid != killed)

    assert "tué par le signal 9 : nouveau départ" in house.out.getvalue()


def test_the_last_started_stops_first(house):
    for name in ("postgres", "web", "beat"):
        house.start(_python(name, POLITE))
    _until(house, lambda: len(_said(house)) == 3)

    house.stop()

    assert _said(house)[3:] == ["     beat │ adieu", "      web │ adieu", " postgres │ adieu"]


def test_a_program_that_does_not_listen_is_ended(house):
    program = _python("web", DEAF, patience=0.2)
    house.start(program)
    _until(house, lambda: _said(house))

    house.stop()

    assert program.process.returncode == -signal.SIGKILL


def test_a_program_that_never_serves_is_reported_in_french(house):
    with pytest.raises(SystemExit, match="web n’a pas démarré"):
        house.start(_python("web", LASTING, is_ready=lambda: False), within=0.3)

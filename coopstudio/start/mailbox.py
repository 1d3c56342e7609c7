"""The post office of the demonstration: it takes every letter by SMTP and keeps it in a Maildir.

Nothing leaves the machine; everything is really delivered. The page ``/_demo/`` reads the box.
"""

import argparse
import signal
import socket
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox


def serve(folder, port):
    """Take letters on ``port`` of this machine alone, until SIGTERM."""
    Path(folder).parent.mkdir(parents=True, exist_ok=True)
    office = Controller(Mailbox(folder), hostname="127.0.0.1", port=port)
    office.start()
    signal.sigwait([signal.SIGTERM, signal.SIGINT])
    office.stop()


def is_open(port):
    """True when something answers on ``port``."""
    with socket.socket() as wire:
        wire.settimeout(1)
        return wire.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM, signal.SIGINT])
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("folder")
    reader.add_argument("port", type=int)
    asked = reader.parse_args()
    serve(asked.folder, asked.port)

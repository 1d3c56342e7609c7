"""A mail server that remembers what it took, and behaves as badly as it is asked."""

import asyncio
import socket
from email import message_from_bytes

from aiosmtpd.controller import Controller


class Office:
    """``slowness`` in seconds before each « 250 »; ``refuses`` answers 450 to that address."""

    def __init__(self):
        self.port, self.server, self.silence = free_port(), None, None
        self.forget()

    def forget(self):
        self.ids, self.taken, self.slowness, self.refuses = [], [], 0.0, None

    def open(self):
        self.forget()
        self.server = Controller(self, hostname="127.0.0.1", port=self.port)
        self.server.start()
        return self

    def close(self):
        if self.server:
            self.server.stop()
            self.server = None
        if self.silence:
            self.silence.close()
            self.silence = None

    def say_nothing(self):
        """Somebody who lifts the receiver, and is silent."""
        self.close()
        self.silence = socket.create_server(("127.0.0.1", self.port))

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address == self.refuses:
            return "450 later"
        envelope.rcpt_tos.append(address)
        return "250 welcome"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 (aiosmtpd's name)
        self.ids.append(message_from_bytes(envelope.content)["Message-ID"])
        self.taken.append(envelope.rcpt_tos[0])
        await asyncio.sleep(self.slowness)
        return "250 taken"


def free_port():
    with socket.socket() as wire:
        wire.bind(("127.0.0.1", 0))
        return wire.getsockname()[1]

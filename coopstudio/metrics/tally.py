"""What the processes of one machine count together: each in a file of its own, summed when asked.

A file holds numbers at fixed places, mapped into memory: what was counted stays when its process is
killed. A process takes the first file that nobody holds (the kernel lets go of a lock whose process
is gone) and counts on from there: never more files than processes, and no sum ever goes down.
"""

import fcntl
import mmap
import os
from array import array
from hashlib import sha256
from struct import Struct
from threading import Lock

HEAD = 32  # bytes: which layout the numbers are of; those of another release are not ours
ONE = Struct("d")
MOST = 64  # processes on one machine


class Tally:
    """Numbers by their rank, ``length`` in all, in ``folder``; ``layout`` is what they mean."""

    def __init__(self, folder, layout, length):
        self.folder, self.length = folder, length
        self.head = sha256(f"{length}:{layout}".encode()).digest()
        self.size = HEAD + length * ONE.size
        self.adding, self.mine, self.pid = Lock(), None, None

    def add(self, amounts):
        """Add ``{rank: amount}`` to what this process counted."""
        with self.adding:
            if self.pid != os.getpid():  # a fork counts in a file of its own
                self.mine, self.pid = self._taken(), os.getpid()
            if self.mine is None:
                return
            for rank, amount in amounts.items():
                place = HEAD + rank * ONE.size
                ONE.pack_into(self.mine, place, ONE.unpack_from(self.mine, place)[0] + amount)

    def total(self):
        """Every number, over all the processes of this machine, living and gone."""
        found = [0.0] * self.length
        for path in self.folder.glob("*.tally"):
            content = path.read_bytes()
            if content[:HEAD] == self.head and len(content) == self.size:
                numbers = array("d", content[HEAD:])
                found = [one + other for one, other in zip(found, numbers, strict=True)]
        return found

    def _taken(self):
        """The first file that no other process holds, or None: no page ever waits for a number."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            paths = (self.folder / f"{rank}.tally" for rank in range(MOST))
            return next(filter(None, map(self._held, paths)), None)
        except OSError:
            return None

    def _held(self, path):
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return None
        if os.pread(handle, HEAD, 0) != self.head or os.fstat(handle).st_size != self.size:
            os.ftruncate(handle, 0)
            os.ftruncate(handle, self.size)
            os.pwrite(handle, self.head, 0)
        return mmap.mmap(handle, self.size)  # the handle stays open, and the lock with it

"""Where the bytes of private files stand, each under a name that says nothing: a disk of this
machine (``disk``), or a bucket that several machines share (``bucket``).

A file is written before its row is committed, so that no row is ever without its file; what a
refused transaction leaves behind is swept away an hour later. What is read is what was written:
its SHA-256 is looked at each time, wherever it stood.
"""

import hashlib
import io
import time
import uuid
from importlib import import_module
from pathlib import PurePosixPath

from django.conf import settings

from coopstudio.files.states import Kind

GRACE = 3600  # seconds: longer than any transaction


class Changed(OSError):  # noqa: N818 (a fact)
    """The bytes that stand there are not those that were given to us."""


def place():
    """The module that reads and writes the bytes."""
    return import_module(f"coopstudio.files.{'bucket' if settings.BUCKET['name'] else 'disk'}")


def keep(file, content):
    """Write the bytes: whole, or not at all. Raises OSError."""
    place().keep(file.path, io.BytesIO(content))


def opened(file):
    """The bytes of a file, proved. Raises Changed, FileNotFoundError or OSError."""
    stream = place().opened(file.path)
    if file.sha256 and hashlib.file_digest(stream, "sha256").hexdigest() != file.sha256:
        stream.close()
        raise Changed(f"the bytes of {file.pk} are not those that came")
    stream.seek(0)
    return stream


def content_of(file):
    """All the bytes of a file, proved; None if they are gone."""
    try:
        with opened(file) as stream:
            return stream.read()
    except FileNotFoundError:
        return None


def drop(file):
    place().drop(file.path)


def throw(name):
    """Take away what stands under a name."""
    place().drop(name)


def names():
    """The names of all that stands there whole."""
    return [name for name, _at in place().dated() if not name.endswith(".part")]


def is_empty():
    return next(iter(place().dated()), None) is None


def old_names(*, now=None):
    """(id, name) of each stored file that is older than the grace; id None for unknown names."""
    limit = (now or time.time()) - GRACE
    for name, at in place().dated():
        if at < limit:
            yield _id(name), name


def greet():
    """Raises OSError unless files may be kept and read."""
    place().greet()


def _id(name):
    path = PurePosixPath(name)
    try:
        return uuid.UUID(path.stem) if path.suffix[1:] in Kind.values else None
    except ValueError:
        return None

"""The bytes of private files on a disk of this machine: ``PRIVATE_ROOT``, readable by us only."""

import os
import shutil
from pathlib import Path

from django.conf import settings


def path_of(name):
    return Path(settings.PRIVATE_ROOT) / name


def keep(name, content):
    """Write the bytes so that they are whole on the disk, or not there at all."""
    path = path_of(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            shutil.copyfileobj(content, out)
            out.flush()
            os.fsync(out.fileno())
        draft.rename(path)
        _sync_folder(path.parent)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def opened(name):
    """The bytes, as a file. Raises FileNotFoundError, or OSError."""
    return path_of(name).open("rb")


def drop(name):
    path_of(name).unlink(missing_ok=True)


def dated():
    """(name, when it was written, in seconds of Unix) of everything that stands there."""
    root = Path(settings.PRIVATE_ROOT)
    for path in sorted(root.glob("??/*")):
        yield path.relative_to(root).as_posix(), path.stat().st_mtime


def greet():
    """Raises OSError unless one may write there."""
    root = Path(settings.PRIVATE_ROOT)
    if root.exists() and not os.access(root, os.W_OK):
        raise PermissionError(13, "not writable", str(root))


def _sync_folder(folder):
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

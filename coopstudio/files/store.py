"""Where the bytes of private files stand: ``PRIVATE_ROOT``, one file each, readable by us only.

A file is written before its row is committed, so that no row is ever without its file; what a
refused transaction leaves behind is swept away an hour later.
"""

import os
import time
import uuid
from pathlib import Path

from django.conf import settings

from coopstudio.files.states import Kind

GRACE = 3600  # seconds: longer than any transaction


def path_of(file):
    return Path(settings.PRIVATE_ROOT) / file.path


def keep(file, content):
    """Write the bytes so that they are whole on the disk, or not there at all."""
    path = path_of(file)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        draft.rename(path)
        _sync_folder(path.parent)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def drop(file):
    path_of(file).unlink(missing_ok=True)


def old_ids(*, now=None):
    """(id, path) of each stored file that is older than the grace; id None for unknown names."""
    limit = (now or time.time()) - GRACE
    for path in Path(settings.PRIVATE_ROOT).glob("??/*"):
        if path.stat().st_mtime < limit:
            yield _id(path), path


def _id(path):
    try:
        return uuid.UUID(path.stem) if path.suffix[1:] in Kind.values else None
    except ValueError:
        return None


def _sync_folder(folder):
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

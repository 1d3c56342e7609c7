"""One sealed file: the dump of one instant, the private files, and what proves both."""

import hashlib
import io
import json
import tarfile
import tempfile
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from coopstudio.backup import programs, proofs
from coopstudio.backup.sealing import Writer
from coopstudio.files import disk, store

MANIFEST, DUMP, GONE, PRIVATE = "manifest.json", "database.dump", "gone.json", "private/"
WITHOUT_LIMITS = (
    "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0"
)


def make(target, *, key, at):
    """Write the backup of this instant to ``target`` (a path), whole or not at all.

    Returns {table: rows}, and how many files. Dump first, files second: a file without its row is
    harmless, a row without its file is not.
    """
    draft = Path(f"{target}.part")
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "database.dump"
        said = _dumped(dump) | {"made_at": at.isoformat()}
        with draft.open("wb") as out:
            sealed = Writer(out, key)
            pack(sealed, said, dump, dict(_files(Path(folder))))
            sealed.close()
    draft.chmod(0o600)
    draft.replace(target)
    proofs.note(at)
    return said


def pack(sealed, said, dump, files):
    """Write all of it to this stream: what is said of it first, what was erased meanwhile last.

    ``files``: {name: path}. Somebody may erase a file at any moment: what goes before it is looked
    at is left out of ``said``; what goes between that look and its turn is told at the end.
    """
    said["files"], gone = {}, []
    for name, path in files.items():
        with suppress(FileNotFoundError):
            said["files"][name] = _digest(path)
    with tarfile.open(fileobj=sealed, mode="w|") as bundle:
        _add(bundle, MANIFEST, said)
        bundle.add(dump, DUMP)
        for name in said["files"]:
            try:
                bundle.add(files[name], f"{PRIVATE}{name}")
            except FileNotFoundError:
                gone.append(name)
        _add(bundle, GONE, gone)
    for name in gone:
        del said["files"][name]


def _dumped(dump):
    """Dump the database, and count it as the dump sees it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute(WITHOUT_LIMITS)
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        programs.run(
            "pg_dump", "-Fc", "--no-owner", "--no-privileges", "--no-comments",
            f"--snapshot={snapshot}", "-f", str(dump),
        )  # fmt: skip
        return {
            "counts": proofs.counted(),
            "dump": _digest(dump),
            "proofs": {name: proof.said() for name, proof in proofs.PROOFS.items()},
        }


def _files(folder):
    """(name, path) of each; what a bucket holds is fetched into ``folder`` first."""
    for rank, name in enumerate(store.names()):
        if not settings.BUCKET["name"]:
            yield name, disk.path_of(name)
            continue
        path = folder / f"{rank}.file"
        with suppress(FileNotFoundError), store.place().opened(name) as content:
            path.write_bytes(content.read())
            yield name, path


def _digest(path):
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _add(bundle, name, told):
    content = json.dumps(told, ensure_ascii=False).encode()
    member = tarfile.TarInfo(name)
    member.size = len(content)
    bundle.addfile(member, io.BytesIO(content))

"""A backup is brought back beside the house, in a server and a folder of their own, and counted."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings

from coopstudio.backup import proofs
from coopstudio.backup.sealing import Broken
from coopstudio.start.postgres import Postgres

NOBODY_LISTENS = "redis://127.0.0.1:9/0"


def drill(source, *, at):
    """Try the backup at ``source`` (a path) as an empty machine would; write down that it held.

    Returns what ``restore`` said. Raises Broken with its sentence: no day is written then.
    """
    with tempfile.TemporaryDirectory(prefix="coop-") as folder:
        Path(folder).chmod(0o755)  # as root, the server is somebody else's
        server = Postgres(Path(folder), durable=False)
        try:
            server.start()
            done = _restored(Path(source).resolve(), Path(folder), server)
        finally:
            server.stop()
    if done.returncode:
        raise Broken(done.stderr.strip()[-600:].removeprefix("CommandError: "))
    proofs.note(at, proofs.DRILL)
    return done.stdout.strip()


def _restored(source, folder, server):
    """``manage.py restore``, out of reach of the bucket, the broker and the list of the house."""
    erasures = folder / "erasures.txt"
    if settings.ERASURES_FILE.exists():
        shutil.copyfile(settings.ERASURES_FILE, erasures)
    elsewhere = {
        "COOP_VAR": str(folder),
        "COOP_ERASURES": str(erasures),
        "COOP_BUCKET": "",
        "DATABASE_URL": server.url("coop_owner"),
        "REDIS_URL": NOBODY_LISTENS,
    }
    return subprocess.run(  # noqa: S603 (our own words)
        [sys.executable, "manage.py", "restore", str(source)],
        cwd=settings.BASE_DIR, env=os.environ | elsewhere,
        capture_output=True, text=True, check=False,
    )  # fmt: skip

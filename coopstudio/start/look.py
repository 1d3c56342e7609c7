"""The static half of the tests: every look at the code that opens no page.

Django asks the database for its version before it judges the models, so one is started if need be.
"""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from coopstudio.start.postgres import Postgres

HOUSE = Path(__file__).resolve().parents[2]
PROGRAMS = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]
LOOKS = {
    "style du code": [PROGRAMS / "ruff", "check", "--quiet"],
    "mise en forme": [PROGRAMS / "ruff", "format", "--check", "--quiet"],
    "étages et escaliers": [PROGRAMS / "lint-imports", "--no-cache"],
    "gabarits": [PROGRAMS / "djlint", "templates", "--lint", "--quiet"],
    "réglages": [*MANAGE, "check", "--fail-level", "ERROR"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run", "--verbosity", "0"],
}


def look():
    """Run every look, say which ones fail and why; the number of failures."""
    with _database():
        failed = [name for name, command in LOOKS.items() if not _is_well(name, command)]
    print(f"\n{len(LOOKS) - len(failed)} regards sur {len(LOOKS)} sont bons.")
    return len(failed)


def _is_well(name, command):
    began = time.monotonic()
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    asked = subprocess.run(command, cwd=HOUSE, env=env, capture_output=True, text=True, check=False)
    mark = "✗" if asked.returncode else "✓"
    print(f"  {mark} {name} ({time.monotonic() - began:.1f} s)", flush=True)
    if asked.returncode:
        print(asked.stdout + asked.stderr)
    return asked.returncode == 0


@contextmanager
def _database():
    """The tests' own server, unless one is given."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    server = Postgres(os.environ.get("COOP_VAR") or HOUSE / "var" / "tests", durable=False)
    server.start()
    try:
        yield
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(look() and 1)

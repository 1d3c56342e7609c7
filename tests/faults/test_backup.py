"""A house of ten thousand people burns down: how long until another machine has it back."""

import re
import tempfile
import time
from pathlib import Path

import pytest

from tests.backup.test_backup import Home
from tests.faults.shares import times

pytestmark = pytest.mark.services
PEOPLE = 10_000
HALF_AN_HOUR = 30 * 60


@pytest.fixture
def machines():
    """Two, whose servers keep what they said was written: one where the house lives, one empty."""
    with tempfile.TemporaryDirectory(prefix="coop-") as folder:
        Path(folder).chmod(0o755)
        found = []
        for name in ("old", "new"):
            (Path(folder) / name).mkdir()
            found.append(Home(Path(folder) / name, Path(folder) / "erased", durable=True))
        yield found
        for home in found:
            home.server.stop()


def timed(home, *words, **given):
    """What a command said, and how many seconds it took."""
    begun = time.monotonic()
    done = home.run(*words, **given)
    assert done.returncode == 0, done.stderr
    return done.stdout, time.monotonic() - begun


@pytest.mark.fault(26)
def test_a_large_house_is_back_in_half_an_hour(machines, seen):
    old, new = machines
    kept, people = old.folder / "coop.sauvegarde", times(PEOPLE)
    prepared = ["prepare"], ["bundle"], ["collectstatic", "--no-input", "-v0"]
    for words in (*prepared, ["demo", "--size", f"{people}"]):
        timed(old, *words, COOP_DEMO="1")

    _, made = timed(old, "backup", f"{kept}")
    told, took = timed(new, "restore", f"{kept}")

    assert timed(old, "drill", f"{kept}")[0] == told
    assert (old.folder / "last-drill").exists()

    rows = re.search(r"(\d+) lignes, (\d+) fichiers", told)
    seen(f"{people} members and as many candidatures: {rows[1]} rows, {rows[2]} files, "
         f"{kept.stat().st_size / 1e6:.0f} MB sealed in {made:.0f} s, "
         f"restored, counted and verified in {took:.0f} s")  # fmt: skip
    assert took < HALF_AN_HOUR

"""What others wrote is a declared dependency: no package, archive or font of theirs is kept."""

import subprocess
from pathlib import Path

from django.conf import settings

THEIRS = {
    ".whl", ".egg", ".gz", ".tgz", ".bz2", ".xz", ".zip", ".jar", ".so", ".exe",
    ".woff", ".woff2", ".ttf", ".otf",
}  # fmt: skip
OURS = {"static/fonts/narrow.woff2"}
"""Drawn by ``coopstudio/design/narrow.py``."""


def test_no_package_archive_nor_font_of_others_is_kept():
    told = ["git", "ls-files", "-z", "--cached"]
    kept = subprocess.check_output(told, cwd=settings.BASE_DIR, text=True).split("\0")  # noqa: S603

    assert len(kept) > 1000
    assert {one for one in kept if Path(one).suffix in THEIRS} == OURS

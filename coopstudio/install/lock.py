"""Freeze the dependencies again: exact versions with their hashes, and no registry's address.

Run by path with any Python; its own tool, uv, is installed aside and thrown away.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
EXTENTS = ("run", "demo", "test")  # each holds the one before
ALONE = {"peer": ["--no-deps"]}  # installed beside them by the measures, with nothing of theirs
OPTIONS = [
    "--universal", "--python-version", "3.12", "--generate-hashes", "--no-annotate", "--no-header",
    "--no-emit-index-url", "--no-emit-find-links", "--quiet",
]  # fmt: skip
NPM_OPTIONS = ["--package-lock-only", "--ignore-scripts", "--omit-lockfile-registry-resolved"]


def lock(upgrade):
    """Write ``requirements/*.txt`` and ``package-lock.json`` anew."""
    with tempfile.TemporaryDirectory() as aside:
        subprocess.run([sys.executable, "-m", "venv", aside], check=True)
        programs = Path(aside) / "bin"
        subprocess.run([programs / "pip", "install", "--quiet", "uv"], check=True)
        for extent in (*EXTENTS, *ALONE):
            options = [*OPTIONS, *ALONE.get(extent, []), *upgrade]
            words = [f"{extent}.in", "--output-file", f"{extent}.txt", *options]
            subprocess.run(
                [programs / "uv", "pip", "compile", *words],
                cwd=HOUSE / "requirements",
                env={**os.environ, "UV_PYTHON": sys.executable},
                check=True,
            )
    subprocess.run(["npm", "install", *NPM_OPTIONS], cwd=HOUSE, check=True)


if __name__ == "__main__":
    lock(sys.argv[1:])

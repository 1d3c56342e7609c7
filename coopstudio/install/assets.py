"""Collect from ``node_modules`` the few files that browsers load, with their licences.

They land in ``static/vendor/``, which git ignores: nothing of others is ever committed.
axe-core is for tests only and stays where npm put it.
"""

import shutil
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
MODULES = HOUSE / "node_modules"
VENDOR = HOUSE / "static" / "vendor"

ATKINSON = "@fontsource-variable/atkinson-hyperlegible-next"
FRAUNCES = "@fontsource-variable/fraunces"
FILES = {
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "htmx-LICENSE.txt": "htmx.org/LICENSE",
    "fonts/fraunces-latin-opsz-normal.woff2": f"{FRAUNCES}/files/fraunces-latin-opsz-normal.woff2",
    "fonts/fraunces-LICENSE.txt": f"{FRAUNCES}/LICENSE",
    **{
        f"fonts/{name}": f"{ATKINSON}/files/{name}"
        for name in (
            "atkinson-hyperlegible-next-latin-wght-normal.woff2",
            "atkinson-hyperlegible-next-latin-wght-italic.woff2",
        )
    },
    "fonts/atkinson-hyperlegible-next-LICENSE.txt": f"{ATKINSON}/LICENSE",
}


def collect():
    """Make ``static/vendor/`` hold exactly the files above."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for target, source in FILES.items():
        (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODULES / source, VENDOR / target)


if __name__ == "__main__":
    collect()

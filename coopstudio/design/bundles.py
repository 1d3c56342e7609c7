"""Many small source files, few requests: what is written in parts leaves in one piece.

A stylesheet of ``static/css`` is an ordered list of ``@import``; the script is an ordered list of
behaviours. ``manage.py bundle`` writes each in one piece into ``static/built`` (git-ignored).
"""

import re
from pathlib import Path

from django.conf import settings

SHEETS = [
    "app",
    "public",
    "member",
    "desk",
    "call",
    "heat",
    "home",
    "passages",
    "steps",
    "codes",
    "talk",
    "mutual",
    "group",
    "encounters",
    "association",
    "sheets",
    "learning",
    "gallery",
    "wordings",
    "fees",
    "people",
    "circles",
    "consents",
    "decisions",
    "deeds",
    "elections",
    "meetings",
    "contracts",
    "money",
    "rounds",
    "plan",
]
BEHAVIOURS = [
    "theme",
    "errors",
    "remaining",
    "unsaved",
    "typed",
    "autosave",
    "file_drop",
    "copy",
    "dialog",
    "busy",
    "live",
    "draft",
    "pulse",
    "timebox",
    "passkey",
    "zone",
]

IMPORT = re.compile(r'@import url\("([^"]+)"\);')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACES = re.compile(r"\s*\n\s*")


def source():
    return Path(settings.BASE_DIR) / "static"


def sheet(name):
    """One stylesheet with its imports written out, without comments."""
    return SPACES.sub("\n", COMMENT.sub("", _inlined(source() / "css" / f"{name}.css"))).strip()


def script():
    """Every behaviour in one file, each in a block of its own so that no name meets another."""
    texts = [(source() / "js" / f"{name}.js").read_text() for name in BEHAVIOURS]
    return "\n".join(f"{{\n{text.strip()}\n}}" for text in texts)


def write():
    """Write all bundles; returns the files."""
    folder = source() / "built"
    folder.mkdir(exist_ok=True)
    texts = {f"{name}.css": sheet(name) for name in SHEETS} | {"app.js": script()}
    for name, text in texts.items():
        (folder / name).write_text(text + "\n")
    return [folder / name for name in texts]


def _inlined(path):
    return IMPORT.sub(lambda found: _inlined(path.parent / found[1]), path.read_text())

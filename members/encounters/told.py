"""A visit written in a file (TOML): read, and moved in by the same actions as any other."""

import tomllib
from pathlib import Path

from members.actions import encounters


def read(path):
    """What a file tells: the fields of a visit, ``words`` of its hosts and what was ``drawn``."""
    told = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    told["story"] = told["story"].strip()
    return told


def move_in(told, *, by, at, people=()):
    """Write the visit, share it, keep the words of its hosts and what was drawn from it."""
    facts = {name: said for name, said in told.items() if name not in ("words", "drawn")}
    met = encounters.write(by=by, at=at, people=people, **facts)
    for words in told.get("words", []):
        encounters.keep_words(met, by=by, at=at, **words)
    encounters.share(met, by=by, at=at)
    for fruit in told.get("drawn", []):
        encounters.draw(met, by=by, at=at, **fruit)
    return met

"""What was already prepared, and for which files: so that nothing is done twice for nothing."""

import hashlib
import json


class Memory:
    """Steps done, in a small file, and the database they were done in."""

    def __init__(self, path, address):
        self.path = path
        self.place = _short(address.encode())

    def recalls(self, step, shape=None):
        """True if ``step`` was done in this place, for this very ``shape`` when one is given."""
        kept = self._read().get(step)
        if kept is None or kept[0] != self.place:
            return False
        return shape is None or kept[1] == shape

    def keep(self, step, shape):
        self.path.write_text(json.dumps({**self._read(), step: [self.place, shape]}, indent=2))

    def _read(self):
        return json.loads(self.path.read_text()) if self.path.exists() else {}


def place(born):
    """What tells an embedded cluster from the one that a reset replaced: the hour of its birth."""
    return _short(str(born.stat().st_mtime_ns).encode())


def shape_of_the_database(house):
    """A digest of everything that migrations and rights are made from."""
    patterns = ("*/migrations/*.py", "*/*/migrations/*.py", "*/models/*.py", "*/models.py",
                "*/*/models.py", "coopstudio/start/rights.py")  # fmt: skip
    paths = [path for pattern in patterns for path in house.glob(pattern)]
    return _digest(house, [house / "requirements" / "run.txt", *paths])


def shape_of_the_static_files(house):
    """A digest of everything that ``bundle`` joins and ``collectstatic`` gathers."""
    static = house / "static"
    paths = [path for path in static.rglob("*") if path.is_file()]
    sources = [path for path in paths if not path.is_relative_to(static / "built")]
    bundles = house / "coopstudio" / "design" / "bundles.py"
    return _digest(house, [house / "requirements" / "run.txt", bundles, *sources])


def _digest(house, paths):
    digest = hashlib.sha256()
    for path in sorted(set(paths)):
        digest.update(f"{path.relative_to(house)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:20]


def _short(facts):
    return hashlib.sha256(facts).hexdigest()[:20]

"""Say what the house is made of, from its lock files alone: a CycloneDX 1.6 list (an SBOM).

``make inventory`` writes ``var/sbom.cdx.json``: each Python package of ``requirements/run.txt`` and
each browser package of ``package-lock.json`` that a production installs, with its version and the
fingerprints that its installation checks. Run by path with any Python; it asks no network. What the
machine brings (Python, PostgreSQL, Redis, Pango) has lists of its own.
"""

import base64
import json
import re
import tomllib
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
TARGET = HOUSE / "var" / "sbom.cdx.json"
LOCKED = re.compile(r"^([\w.-]+)==([^\s;\\]+)(.*(?:\n    --hash=\S+(?: \\)?)+)", re.MULTILINE)


def inventory():
    """The whole list, the same each time for the same lock files."""
    house = tomllib.loads((HOUSE / "pyproject.toml").read_text())["project"]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": house["name"],
                "name": house["name"],
                "version": house["version"],
            }
        },
        "components": [*_from_python(), *_for_browsers()],
    }


def _from_python():
    for name, version, rest in LOCKED.findall((HOUSE / "requirements" / "run.txt").read_text()):
        hashes = [("SHA-256", one) for one in re.findall(r"--hash=sha256:(\w+)", rest)]
        yield _component(name, version, f"pkg:pypi/{name}@{version}", hashes)


def _for_browsers():
    packages = json.loads((HOUSE / "package-lock.json").read_text())["packages"]
    for path, facts in packages.items():
        if not path or facts.get("dev"):
            continue
        name, version = path.removeprefix("node_modules/"), facts["version"]
        kind, digest = facts["integrity"].split("-", 1)
        told = (f"SHA-{kind[3:]}", base64.b64decode(digest).hex())
        yield _component(name, version, f"pkg:npm/{name.replace('@', '%40')}@{version}", [told])


def _component(name, version, address, hashes):
    return {
        "type": "library",
        "bom-ref": address,
        "name": name,
        "version": version,
        "purl": address,
        "hashes": [{"alg": kind, "content": digest} for kind, digest in hashes],
    }


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(inventory(), indent=1) + "\n")
    print(TARGET.relative_to(HOUSE))

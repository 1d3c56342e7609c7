"""What is installed is what was chosen: exact, with hashes, from wherever one's registry is."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.version import Version

from coopstudio.install.inventory import inventory

HOUSE = Path(__file__).resolve().parents[2]
LOCKS = sorted((HOUSE / "requirements").glob("*.txt"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_python_package_is_exact_and_has_hashes(lock):
    packages = [line for line in lock.read_text().splitlines() if re.match(r"\w", line)]

    assert packages
    assert [line for line in packages if "==" not in line or not line.endswith("\\")] == []


@pytest.mark.parametrize("name", [*(f"requirements/{lock.name}" for lock in LOCKS),
                                  *(f"requirements/{lock.stem}.in" for lock in LOCKS),
                                  "package.json", "Dockerfile", "Makefile", ".ci/run"])  # fmt: skip
def test_no_file_names_a_registry(name):
    text = (HOUSE / name).read_text()

    assert re.findall(r"https?://\S+|--index-url|--find-links|registry\.", text) == []


def test_every_browser_package_has_an_integrity_and_no_address():
    lock = json.loads((HOUSE / "package-lock.json").read_text())
    packages = {name: facts for name, facts in lock["packages"].items() if name}

    assert [name for name, facts in packages.items() if "integrity" not in facts] == []
    assert [name for name, facts in packages.items() if "resolved" in facts] == []


def test_the_inventory_tells_each_locked_package_with_its_fingerprints():
    told = inventory()["components"]

    named = {f"{one['name']}=={one['version']}" for one in told}
    locked = set(re.findall(r"^(\S+==\S+)", (HOUSE / "requirements/run.txt").read_text(), re.M))
    assert named >= locked
    assert {name.split("==")[0] for name in named - locked} == set(
        json.loads((HOUSE / "package.json").read_text())["dependencies"]
    )
    fingerprints = [digest for one in told for digest in one["hashes"]]
    assert len(fingerprints) > len(told)
    assert {(one["alg"], len(one["content"])) for one in fingerprints} == {
        ("SHA-256", 64), ("SHA-512", 128),
    }  # fmt: skip


def test_the_inventory_has_the_shape_that_the_official_schema_asks():
    """Whole, it was read by CycloneDX's own strict validator (1.6); this keeps what it looks at."""
    told = inventory()
    components = [told["metadata"]["component"], *told["components"]]

    assert set(told) == {"bomFormat", "specVersion", "version", "metadata", "components"}
    assert (told["bomFormat"], told["specVersion"], told["version"]) == ("CycloneDX", "1.6", 1)
    assert len({one["bom-ref"] for one in components}) == len(components)
    for one in told["components"]:
        assert set(one) == {"type", "bom-ref", "name", "version", "purl", "hashes"}
        assert (one["type"], one["purl"]) == ("library", one["bom-ref"])
        assert all(re.fullmatch(r"[a-f0-9]+", digest["content"]) for digest in one["hashes"])


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_nothing_is_locked_where_a_weakness_is_known(lock):
    floors = tomllib.loads((HOUSE / "requirements/floors.toml").read_text())
    locked = dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", lock.read_text(), re.M))

    assert {name for name in floors if name not in locked} == set() or lock.stem == "peer"
    assert [
        f"{name} {locked[name]}: {floor['because']}"
        for name, floor in floors.items()
        if name in locked and Version(locked[name]) < Version(floor["at_least"])
    ] == []


def test_each_extent_holds_the_one_before():
    run, demo, test = (
        set(re.findall(r"^(\S+==\S+)", (HOUSE / f"requirements/{name}.txt").read_text(), re.M))
        for name in ("run", "demo", "test")
    )

    assert run < demo < test

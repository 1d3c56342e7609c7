"""What docs/asvs.md and the table of faults promise to show can be looked at."""

import re

import pytest

from tests.faults.catalogue import FAULTS
from tests.house.reading import ROOT

ASVS = (ROOT / "docs" / "asvs.md").read_text()
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| .+ \| \W*([a-z ]+)\W* \| (.*) \|$", re.M)
ANSWERS = {"tenu", "en partie", "non tenu", "sans objet"}
PLACE = re.compile(r"`([a-z_.]+/[\w./-]+)`")
THREATS = (ROOT / "docs" / "threats.md").read_text()
THREAT = re.compile(r"^\| T(\d+) \| .+ \| (.+) \|$", re.M)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(?:\w+::)?(\w+)`")


def test_each_requirement_that_may_apply_is_answered_once():
    rows = ROW.findall(ASVS)

    assert len({number for number, *_ in rows}) == len(rows)
    assert [[level for _, level, *_ in rows].count(one) for one in "12"] == [61, 149]
    assert {answer for *_, answer, _ in rows} == ANSWERS


def test_whatever_is_not_held_says_what_lacks():
    lacking = [row for row in ROW.findall(ASVS) if row[2] in {"en partie", "non tenu"}]

    assert [row for row in lacking if not row[3].strip()] == []


@pytest.mark.parametrize("place", sorted(set(PLACE.findall(ASVS))))
def test_what_is_named_is_there(place):
    assert (ROOT / place).exists()


def test_every_fault_has_its_line_and_its_proof():
    own = "".join(path.read_text() for path in (ROOT / "tests" / "faults").glob("test_*.py"))
    proved = {fault.number for fault in FAULTS if fault.elsewhere}
    marked = " ".join(re.findall(r"mark\.fault\(([\d, ]+)\)", own))
    proved |= {int(number) for number in re.findall(r"\d+", marked)}

    assert [fault.number for fault in FAULTS] == list(range(1, 32))
    assert proved == set(range(1, 32))


def test_every_proof_of_a_fault_is_a_test_of_the_house():
    lost = [
        node
        for fault in FAULTS
        for node in fault.elsewhere
        if f"def {node.rpartition('::')[2]}(" not in (ROOT / node.partition("::")[0]).read_text()
    ]

    assert lost == []


def test_each_threat_is_answered_by_tests_of_the_house():
    answered = {int(number): TEST.findall(tests) for number, tests in THREAT.findall(THREATS)}

    assert list(answered) == list(range(1, 16))
    assert [number for number, tests in answered.items() if len(tests) < 3] == []
    lost = [
        f"{path}::{name}"
        for tests in answered.values()
        for path, name in tests
        if f"def {name}(" not in (ROOT / path).read_text()
    ]
    assert lost == []

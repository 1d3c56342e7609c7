"""The 74 rows that were promised before the house was built, beside what the house does today.

``access_promises.csv`` keeps them as they were written: ✔ opens, o one's own, c one's own circle,
– and F refused, L sign in first, X does not exist for anybody. ``at`` names the addresses (rows of
``access_matrix.csv``, that ``test_doors`` walks), ``tests`` what is shown elsewhere, ``because``
why the house differs: a row that differs says it, a row that does not says nothing.
"""

import csv
from pathlib import Path

import pytest

from tests.house import access
from tests.house.reading import ROOT

OURS = {"An": "anonymous", "Ca": "candidate", "Me": "member", "Ci": "member", "Re": "founder",
        "Tr": "treasurer", "Ad": "administrator"}  # fmt: skip
"""« Fa », a mandate inside a circle, is no role of the walk: the tests of governance tell it."""
OPENS = {
    "✔": {"yes", "own", "others"},
    "o": {"own"},
    "c": {"own"},
    "–": {"404", "403", "405"},
    "F": {"404", "403", "405"},  # the house does not say that there is something to refuse
    "L": {"login"},
    "X": set(),
}


def promises():
    with (Path(__file__).parent / "access_promises.csv").open() as file:
        return list(csv.DictReader(file, delimiter=";"))


def doors(promise):
    """The rows of the matrix that answer it."""
    return [door for named in promise["at"].split() for door in rows_at(named)]


def rows_at(named):
    url, _, verb = named.rpartition(":")
    return [row for row in access.rows() if (row.url, row.verb) == (url, verb)][:1]


def differences(promise):
    for door in doors(promise):
        for role, ours in OURS.items():
            if door.expected(ours) not in allowed(promise, role, door):
                yield f"{role} {promise[role]} at {door}: {door.expected(ours)}"
    if not doors(promise) and {promise[role][0] for role in (*OURS, "Fa")} & {"✔", "o", "c"}:
        yield "no address"


def allowed(promise, role, door):
    """What the house may answer to keep this cell.

    Somebody with two roles has the union: a member may have a candidature of their own. The
    treasurer of the walk sits in each of its circles. What is about nobody's thing is one's own.
    """
    said = promise[role][0]
    words = set(OPENS[said])
    is_of_a_circle = promise["Ci"][0] == "c"
    if (is_of_a_circle or "o" in {promise[one][0] for one in OURS}) and said != "L":
        words |= {"own"}
    if said == "o" and not door.is_about_things:
        words |= {"yes"}
    if role == "Tr" and is_of_a_circle:
        words |= {"yes"}
    return words


def test_the_seventy_four_rows_are_there():
    assert [int(promise["row"]) for promise in promises()] == list(range(1, 75))


@pytest.mark.parametrize("promise", promises(), ids=lambda promise: promise["row"])
def test_a_promise_is_kept_or_says_why_it_is_not(promise):
    found = list(differences(promise))

    assert len(doors(promise)) == len(promise["at"].split()), "an address that the matrix has not"
    assert promise["at"] or promise["tests"]
    assert bool(found) == bool(promise["because"]), found


def test_what_is_shown_elsewhere_is_there():
    lost = []
    for named in {one for promise in promises() for one in promise["tests"].split()}:
        path, _, name = named.partition("::")
        file = ROOT / path
        if not file.exists() or (name and f"def {name}(" not in file.read_text()):
            lost.append(named)

    assert lost == []

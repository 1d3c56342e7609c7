"""The circles of the demonstration, told in two books: what they say, without living it all.

``tests/demo`` moves the whole house in; here a few words of the books are held to the method.
"""

import re

import pytest

from governance.demo import book
from governance.states import CircleKind, OfficeKind, ProposalKind

WORLDS = [("collectif", "lived"), ("cooperative", "cooperative_lived")]
NEVER = re.compile(
    r"\b(votes?|voter|votant|candidat|majorité|veto|abstention|supérieurs?|inférieurs?)\b"
)
every_world = pytest.mark.parametrize(("seats", "lived"), WORLDS)


def texts(value):
    """Every sentence of a book."""
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [one for each in inside for one in texts(each)]


@every_world
def test_no_word_of_power_over_is_said(seats, lived):
    said = texts(book(seats)) + texts(book(lived))

    assert [one for one in said if NEVER.search(one.lower())] == []


@every_world
def test_leader_and_delegate_are_two_persons(seats, lived):
    for told in book(seats)["circles"]:
        offices = told["offices"]
        assert offices.get(OfficeKind.LEADER) != offices.get(OfficeKind.DELEGATE), told["name"]


@every_world
def test_a_circle_stands_in_another_and_a_support_circle_has_its_end(seats, lived):
    known = set()
    for told in book(seats)["circles"]:
        assert told.get("parent", "") in known | {""}
        assert (told["kind"] == CircleKind.SUPPORT) == ("ends" in told)
        known.add(told["prefix"])


@every_world
def test_a_rule_has_its_review_and_who_answers_for_it(seats, lived):
    decided = [
        item["decides"]
        for meeting in book(lived).get("meetings", [])
        for item in meeting["items"]
        if "decides" in item
    ] + book(lived).get("apart", [])

    for told in decided:
        assert {"needs", "text", "responsible", "review_on", "tension"} <= set(told), told["title"]
        assert told.get("kind", ProposalKind.POLICY) in set(ProposalKind)

"""Who could learn from whom: circles first, then lessons; the same people, the same proposals."""

import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from members.learning.matching import (
    MOST_LESSONS,
    Learner,
    Strand,
    is_circle,
    match,
    read,
    signature,
)
from members.states import Craft

CRAFTS = sorted(Craft.values)


def learner(key, gives="", wants=""):
    return Learner(key, frozenset(gives.split()), frozenset(wants.split()))


def test_two_who_want_what_the_other_offers_are_proposed_to_each_other():
    found = match([learner(1, "arts", "law"), learner(2, "law", "arts")])

    assert found.circles == [(Strand(1, 2, "arts"), Strand(2, 1, "law"))]
    assert found.lessons == []


def test_a_ring_of_three_is_proposed_once():
    """A teaches X and wants Y, B teaches Y and wants Z, C teaches Z and wants X."""
    people = [learner(1, "arts", "law"), learner(2, "law", "sales"), learner(3, "sales", "arts")]

    found = match(people)

    assert [set(circle) for circle in found.circles] == [
        {Strand(1, 3, "arts"), Strand(2, 1, "law"), Strand(3, 2, "sales")}
    ]
    assert found.lessons == []
    assert found.unmet == {}


def test_who_has_nothing_to_give_back_still_learns():
    found = match([learner(1, "", "law"), learner(2, "law", "")])

    assert found.circles == []
    assert found.lessons == [Strand(2, 1, "law")]


def test_nobody_gives_twice_in_circles_what_they_offer_once():
    people = [learner(1, "arts", "law"), learner(2, "law", "arts"), learner(3, "law", "arts")]

    found = match(people)

    assert found.circles == [(Strand(1, 2, "arts"), Strand(2, 1, "law"))]
    assert found.lessons == [Strand(1, 3, "arts")]


def test_who_has_waited_longest_is_served_first():
    late, early = learner(9, "law", "arts"), learner(2, "law", "arts")

    found = match([learner(1, "arts", "law"), late, early])

    assert found.circles == [(Strand(1, 9, "arts"), Strand(9, 1, "law"))]


def test_what_nobody_offers_is_told_and_nobody_is_found():
    found = match([learner(1, "", "law"), learner(2, "arts", "law")])

    assert found.unmet == {"law": 2}
    assert found.lessons == []


def test_nobody_is_asked_by_more_than_three():
    people = [learner(1, "law"), *(learner(key, "", "law") for key in range(2, 9))]

    found = match(people)

    assert len(found.lessons) == MOST_LESSONS
    assert found.crowded == {"law": 7 - MOST_LESSONS}


def test_lessons_are_shared_in_turn_among_those_who_offer():
    people = [learner(1, "law"), learner(2, "law"), *(learner(n, "", "law") for n in (3, 4, 5))]

    assert [strand.giver for strand in match(people).lessons] == [1, 2, 1]


def test_what_was_turned_down_is_not_proposed_again():
    people = [learner(1, "arts", "law"), learner(2, "law", "arts"), learner(3, "law", "arts")]

    found = match(people, not_again={Strand(2, 1, "law")})

    assert found.circles == [(Strand(1, 3, "arts"), Strand(3, 1, "law"))]


def test_nobody_is_their_own_teacher():
    both = learner(1, "law", "law")

    assert match([both]).lessons == []


@pytest.mark.parametrize("text", ["", "a-b-c", "1-2", "1-2-law 1-2-law 1-2-law 1-2-law", "²-1-x"])
def test_what_is_no_signature_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011
        read(text)


def test_a_signature_is_read_as_it_was_written():
    strands = (Strand(2, 1, "law"), Strand(1, 2, "arts"))

    assert signature(strands) == signature(reversed(strands)) == "1-2-arts 2-1-law"
    assert read("1-2-arts 2-1-law") == (Strand(1, 2, "arts"), Strand(2, 1, "law"))


def test_what_does_not_come_round_is_no_circle():
    assert is_circle([Strand(1, 2, "arts"), Strand(2, 1, "law")])
    assert not is_circle([Strand(1, 2, "arts"), Strand(2, 3, "law")])
    assert not is_circle([Strand(1, 2, "arts"), Strand(1, 3, "law")])
    assert not is_circle([Strand(1, 1, "arts")])


crafts = st.frozensets(st.sampled_from(CRAFTS[:5]), max_size=3)
crowds = st.lists(st.tuples(crafts, crafts), max_size=14).map(
    lambda rows: [Learner(key, *row) for key, row in enumerate(rows, 1)]
)


@given(crowds)
def test_whatever_is_proposed_holds(people):
    """Everybody gives what they offer to somebody who wants it; nobody twice; circles close."""
    by_key = {one.key: one for one in people}

    found = match(people)

    strands = [strand for circle in found.circles for strand in circle]
    for strand in [*strands, *found.lessons]:
        assert strand.craft in by_key[strand.giver].gives
        assert strand.craft in by_key[strand.taker].wants
        assert strand.giver != strand.taker
    wishes = [(strand.taker, strand.craft) for strand in [*strands, *found.lessons]]
    offers = [(strand.giver, strand.craft) for strand in strands]
    assert len(wishes) == len(set(wishes))
    assert len(offers) == len(set(offers))
    assert all(is_circle(circle) for circle in found.circles)
    signatures = [signature(circle) for circle in found.circles]
    assert len(signatures) == len(set(signatures))
    assert match(people) == found


@given(crowds)
def test_no_circle_that_was_possible_is_left(people):
    """After all was proposed, no two people are left who could still exchange."""
    found = match(people)
    strands = [strand for circle in found.circles for strand in circle]
    wishes = {(strand.taker, strand.craft) for strand in strands}
    offers = {(strand.giver, strand.craft) for strand in strands}
    gives = {p.key: {c for c in p.gives - p.wants if (p.key, c) not in offers} for p in people}
    wants = {p.key: {c for c in p.wants - p.gives if (p.key, c) not in wishes} for p in people}

    left = [
        (a, b)
        for a in gives
        for b in gives
        if a < b and gives[a] & wants[b] and gives[b] & wants[a]
    ]

    assert left == []


def test_ten_thousand_people_are_matched_at_once():
    chance = Random(2026)  # noqa: S311
    people = []
    for key in range(1, 10_001):
        said = chance.sample(CRAFTS, 4)
        people.append(Learner(key, frozenset(said[:2]), frozenset(said[2:])))
    begun = time.perf_counter()

    found = match(people)

    assert time.perf_counter() - begun < 3
    assert len(found.circles) > 5_000

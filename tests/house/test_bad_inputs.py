"""Every form of the matrix, given what nobody should type: never a 500, nothing by halves."""

from urllib.parse import parse_qsl

import pytest

from tests.house import access

NASTY = {
    "nul": "a\0b",
    "surrogate": "\udcff",
    "newline": "Jean\r\nBcc: x@y.fr",
    "backwards": "a\u202eb",
    "invisible": "\u200b",
    "piled": "Z" + "\u0301" * 200,
    "spaces": " \t\n ",
    "long": "é" * 100_000,
    "markup": "<script>alert(1)</script>{{7*7}}{% debug %}${7*7}%(x)s{0.__class__}",
    "number": "9" * 5_000,
    "negative": "-1",
    "list": "[]",
    "day": "0001-01-01T00:00",
    "address": "javascript:alert(1)",
}
EXTRA = {
    "is_staff": "1", "is_superuser": "1", "role": "founder", "roles": "founder", "person": "1",
    "person_id": "1", "user_id": "1", "state": "invited", "status": "invited", "number": "1",
    "amount_paid": "1", "confirmed_at": "2020-01-01", "submitted_at": "2020-01-01", "pk": "1",
    "id": "1", "fee_minimum": "1", "by": "1",
}  # fmt: skip
FORMS = [row for row in access.rows() if row.verb == "POST" and {"yes", "own"} & set(row.cells)]
PAGES = [
    row for row in access.rows() if row.verb == "GET" and {"yes", "own"} & set(row.cells)
    and not row.url.startswith(("account_", "mfa_"))
]  # fmt: skip


def somebody_who_may(row, world):
    """(browser, things) of a role to whom this row opens."""
    may = [role for role in access.ROLES if row.expected(role) in {"yes", "own"}]
    role = next((role for role in may if world.people[role]), may[0])
    things = world.things_of(role) if world.people[role] else world.neighbour
    return world.client(role), things


TURNS, STRIDE = 3, 5  # of fourteen kinds; five has no common divisor with fourteen


def encoded(answers):
    """Each answer once, as bytes: bytes alone would be taken for many answers of one byte each."""
    return {name: [text.encode("utf-8", "surrogateescape")] for name, text in answers.items()}


@pytest.mark.django_db  # the file needs the base; see ``worlds``
def test_there_are_forms_to_try():
    assert len(FORMS) > 50


def nastily(names, turn):
    """Each answer is of another kind, and each time of the next: forms share their fields, so every
    kind of field meets everything."""
    kinds = list(NASTY)
    return {name: kinds[(turn + place) % len(kinds)] for place, name in enumerate(sorted(names))}


@pytest.mark.parametrize(("rank", "row"), list(enumerate(FORMS)), ids=str)
def test_a_form_survives_what_nobody_should_type(rank, row, worlds):
    world = worlds(row.state)
    browser, things = somebody_who_may(row, world)
    path = access.address(row, things)
    names = {name for name, _said in parse_qsl(row.sent)} | {"words"}
    broken = []
    for turn in range(rank, rank + TURNS * STRIDE, STRIDE):
        kinds = nastily(names, turn)
        with access.undone():
            response = browser.post(path, encoded({name: NASTY[kinds[name]] for name in kinds}))
        if response.status_code >= 500:
            broken.append(f"{kinds}: {response.status_code}")

    assert broken == []


@pytest.mark.parametrize("row", FORMS, ids=str)
def test_what_a_form_does_not_ask_is_not_taken(row, worlds):
    """Extra fields change nothing more than the form alone does."""
    world = worlds(row.state)
    browser, things = somebody_who_may(row, world)
    path = access.address(row, things)
    asked = {"csrfmiddlewaretoken": "any"} | access.answers(row, things)
    statuses = []
    for sent in (asked, EXTRA | asked):
        browser, _things = somebody_who_may(row, world)  # the form before may have signed out
        with access.undone():
            before = access.changes()
            response = browser.post(path, sent)
            statuses.append((response.status_code, access.changes() - before))

    assert statuses[0] == statuses[1]


NUMBERS = [10**30, 2**63, "9" * 5_000, "-1", "1%00", "0"]


@pytest.mark.parametrize("row", [row for row in PAGES if row.is_about_things], ids=str)
def test_a_number_that_nothing_bears_is_not_found(row, worlds):
    world = worlds(row.state)
    browser, things = somebody_who_may(row, world)
    path = access.address(row, things)
    last = max((part for part in path.split("/") if part.isdecimal()), default=None, key=len)

    asked = [path.replace(f"/{last}/", f"/{number}/") for number in NUMBERS] if last else []

    with access.undone():
        assert {browser.get(address).status_code for address in asked} <= {400, 404}

"""Who gets in where: every address is tried by every role, and answers as the matrix says."""

from contextlib import contextmanager, nullcontext
from unittest import mock

import pytest
from django.template.backends.django import Template

from tests.house import access


@pytest.mark.django_db  # the file needs the base; see ``worlds``
def test_every_address_stands_in_the_matrix():
    named = {row.url for row in access.rows()}

    assert {name for name, _view in access.addresses()} == named


@contextmanager
def unwritten():
    """The page opens and is not written: it was, a moment ago, for somebody else."""
    with mock.patch.object(Template, "render", return_value=""):
        yield


BARE_FIRST = sorted(access.rows(), key=lambda row: row.is_about_things)
"""Nothing belongs to anybody yet when the doors that are about nobody's things are tried."""


@pytest.mark.parametrize("row", BARE_FIRST, ids=str)
def test_a_door_opens_to_those_of_the_matrix_only(row, worlds):
    world = worlds(row.state)
    surprises, shown = [], set()
    for role, whose, expected in access.tries(world, row):
        things = access.things_for(world, role, whose)
        browser = world.client(role)
        is_refused = expected in access.REFUSED
        seen = row.verb == "GET" and expected == "yes" and whose in shown
        with access.undone(), unwritten() if seen else nullcontext():
            before = is_refused and access.changes()
            answer = access.knock(browser, row, things)
            changed = is_refused and access.changes() - before
        shown.add(whose) if answer == "yes" else None
        if answer != expected:
            surprises.append(f"{role}, {whose}: {answer}, not {expected}")
        if changed:
            surprises.append(f"{role}, {whose}: refused, yet {changed} rows changed")

    assert surprises == []


def test_an_address_has_one_name_and_a_name_one_address():
    names = [name for name, _view in access.addresses()]

    assert sorted({name for name in names if names.count(name) > 1}) == []

"""Who gets in where: every address is tried by every role, and answers as the matrix says."""

from contextlib import contextmanager, nullcontext
from threading import Barrier
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.template.backends.django import Template
from django.test import RequestFactory

from coopstudio.db import one_at_a_time
from coopstudio.doors import requires
from tests.house import access
from tests.together import together


@pytest.mark.django_db  # the file needs the base; see ``worlds``
def test_every_address_stands_in_the_matrix():
    named = {row.url for row in access.rows()}

    assert {name for name, _view in access.addresses()} == named


@contextmanager
def unwritten():
    """The page answers and is not written: it was, a moment ago, for somebody else."""
    with mock.patch.object(Template, "render", return_value=""):
        yield


REFUSALS_READ = set()
"""What each role was already told at a closed door, in full: it is the same at every door."""


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
        known = REFUSALS_READ if is_refused else shown
        page = (role, expected) if is_refused else (row.verb, whose)
        with access.undone(), unwritten() if page in known else nullcontext():
            before = is_refused and access.changes()
            answer = access.knock(browser, row, things)
            changed = is_refused and access.changes() - before
        known.add(page) if answer == expected and (is_refused or row.verb == "GET") else None
        if answer != expected:
            surprises.append(f"{role}, {whose}: {answer}, not {expected}")
        if changed:
            surprises.append(f"{role}, {whose}: refused, yet {changed} rows changed")

    assert surprises == []


def test_an_address_has_one_name_and_a_name_one_address():
    names = [name for name, _view in access.addresses()]

    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_gestures_that_wait_for_each_other_one_begins_again_and_both_are_done():
    crossing, tries = Barrier(2, timeout=10), []

    @requires(lambda user: True)
    def gesture(request, first, then):
        with transaction.atomic():
            one_at_a_time("tests.crossing", first)
            tries.append((first, request.FILES["piece"].read()))
            if len(tries) <= 2:
                crossing.wait()
            one_at_a_time("tests.crossing", then)

    def sends(first, then):
        sent = RequestFactory().post("/", {"piece": SimpleUploadedFile("p.txt", b"facture")})
        sent.user = None
        return lambda: gesture(sent, first, then)

    raised = together(sends(1, 2), sends(2, 1))

    assert raised == []
    assert sorted(one for one, _ in tries[:2]) == [1, 2]
    assert [piece for _, piece in tries] == [b"facture"] * 3

"""Workers, clocks and brokers are killed; letters, papers and reminders leave once."""

import os
import signal
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from applications.states import State
from coopstudio.documents import api as documents
from coopstudio.documents.models import Document
from coopstudio.mail.models import Letter
from tests.applications.factories import application, call_version, draft
from tests.faults.house import everything_left, until
from tests.faults.visitors import Visitor, at_once
from tests.mail.post_office import letter
from tests.members.factories import member, person

pytestmark = pytest.mark.services
OLDER = "UPDATE applications_application SET touched_at = touched_at - interval '36 hours'"


def write(number):
    for _ in range(number):
        letter()


def expected():
    return {f"<{one.message_id}@localhost>" for one in Letter.objects.all()}


@pytest.mark.fault(2)
def test_a_killed_child_of_the_worker_loses_no_paper(house, seen):
    someone = person()
    for number in range(20):
        documents.ask("tests.copy", someone, title=f"Copie {number}",
                      template="documents/sheet.html", name="Zoé")  # fmt: skip
    house.open("worker")
    for paper in Document.objects.all():
        house.ring_paper(paper.pk)
    until(lambda: Document.objects.filter(state="issued").count() >= 3, "three are made")

    killed = house.children("worker")[0]
    os.kill(killed, signal.SIGKILL)
    house.start_clock()
    took = until(lambda: not Document.objects.exclude(state="issued").exists(), "all are made")

    made = Document.objects.filter(state="issued").count()
    seen(f"{made} made, attempts {set(Document.objects.values_list('attempts', flat=True))}, "
         f"{took:.0f} s")  # fmt: skip
    assert made == len(set(Document.objects.values_list("sha256", flat=True))) == 20


@pytest.mark.fault(4)
def test_a_letter_in_flight_when_the_worker_is_killed_is_at_most_doubled(house, seen):
    write(10)
    house.office.slowness = 1.5
    house.open("worker")

    for kill in range(10):
        house.ring()
        until(lambda n=kill: len(house.office.ids) > n, "the server has one more", seconds=30)
        house.kill("worker")
        house.start("worker")
    house.office.slowness = 0
    house.ring()
    until(everything_left, "all have left")

    arrived = Counter(house.office.ids)
    doubled = sum(arrived.values()) - len(arrived)
    seen(f"{len(expected() - set(arrived))} lost, {doubled} doubled in 10 kills")
    assert set(arrived) == expected()
    assert doubled <= 10


@pytest.mark.fault(5)
def test_two_clocks_remind_once(house, seen):
    old = left_alone(30, days=61)
    house.open("worker")

    house.start_clock("first", every=2)
    house.start_clock("second", every=2)
    until(lambda: len(house.office.ids) >= 30, "thirty letters are there")
    house.kill("first")
    house.kill("second")
    until(everything_left, "all have left")

    seen(f"{len(house.office.ids)} letters, {len(set(house.office.ids))} Message-IDs")
    assert Counter(house.office.taken) == Counter(one.email for one in old)
    assert len(set(house.office.ids)) == 30


@pytest.mark.fault(6)
def test_what_fell_due_while_the_clock_slept_is_said_once(house, seen):
    due = left_alone(20, days=59)
    for number in range(10):
        application(State.WITHDRAWN, number=900 + number, touched_at=due[0].touched_at)
    with connection.cursor() as cursor:
        cursor.execute(OLDER)

    house.open("worker")
    house.start_clock(every=2)
    took = until(lambda: len(house.office.ids) >= 20, "twenty letters are there")
    time.sleep(6)  # two more rounds

    seen(f"{len(house.office.ids)} reminders in {took:.0f} s, 0 about what is closed")
    assert Counter(house.office.taken) == Counter(one.email for one in due)


@pytest.mark.fault(7)
def test_a_killed_broker_loses_no_letter_and_doubles_none(house, seen):
    write(200)
    house.office.slowness = 0.01
    house.open("worker")
    house.ring()
    until(lambda: len(house.office.ids) >= 40, "forty letters are there")

    house.kill("broker")
    house.start_broker()
    house.start_clock()
    until(everything_left, "all have left")

    arrived = Counter(house.office.ids)
    seen(f"{len(arrived)} delivered, {200 - len(arrived)} lost, "
         f"{len(house.office.ids) - len(arrived)} doubled")  # fmt: skip
    assert arrived == Counter(expected())


@pytest.mark.fault(8)
def test_an_emptied_broker_loses_no_letter_and_signs_nobody_out(house, seen):
    people = [member() for _ in range(10)]
    house.open("web")
    inside = [Visitor(house.port, one) for one in people]
    write(50)
    for _ in range(50):
        house.ring()

    house.flush_broker()
    house.start("worker")
    house.start_clock()
    until(everything_left, "all have left")
    pages = at_once(*(lambda one=one: one.get("/accueil/") for one in inside))

    out = [one for one in pages if one.status != 200]
    seen(f"{len(house.office.ids)} delivered, {len(out)} of 10 signed out")
    assert Counter(house.office.ids) == Counter(expected())
    assert out == []


def left_alone(number, *, days):
    """Drafts that nobody has touched for so many days, whose people know how to come back."""
    version, at = call_version(), timezone.now() - timedelta(days=days)
    return [
        draft(version, email=f"seul-{days}-{one}-{version.pk}@exemple.fr",
              linked_to=f"seul-{days}-{one}-{version.pk}@exemple.fr", touched_at=at)
        for one in range(number)
    ]  # fmt: skip

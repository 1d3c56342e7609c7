"""A broker that is down costs one attempt, then nothing, and never an error."""

import socket
from threading import Thread

import pytest
from django.urls import reverse

from coopstudio import alarm
from coopstudio.alarm import PAUSE, Bell
from coopstudio.celery import app
from coopstudio.mail.models import Letter
from tests.members.factories import member

BELL = Bell("coopstudio.mail.tasks.deliver", ())


class Clock:
    def __init__(self):
        self.now = 1_000.0

    def monotonic(self):
        return self.now


class DeafBroker:
    """Takes each call, says nothing, and hangs up."""

    def __init__(self):
        self.calls = 0
        self.wire = socket.create_server(("127.0.0.1", 0))
        self.url = f"redis://127.0.0.1:{self.wire.getsockname()[1]}/0"
        Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            try:
                call, _ = self.wire.accept()
            except OSError:
                return
            self.calls += 1
            call.close()

    def close(self):
        self.wire.shutdown(socket.SHUT_RDWR)
        self.wire.close()


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(alarm, "time", clock)
    monkeypatch.setattr(alarm, "silence", alarm.Silence())
    return clock


@pytest.fixture
def broker(monkeypatch, clock):
    """The house rings this one, for good: no task is played on the spot."""
    broker = DeafBroker()
    monkeypatch.setitem(app.conf.changes, "task_always_eager", False)
    monkeypatch.setitem(app.conf.changes, "broker_write_url", broker.url)
    yield broker
    broker.close()


def test_a_dead_broker_is_tried_once_then_left_in_peace(broker):
    for _ in range(5):
        BELL()

    assert broker.calls == 1


def test_after_the_pause_it_is_tried_again_once(broker, clock):
    BELL()
    clock.now += PAUSE
    BELL()
    BELL()

    assert broker.calls == 2


@pytest.mark.django_db(transaction=True)
def test_who_acts_while_the_broker_is_dead_gets_a_page_and_the_letter_waits(broker, client):
    member("noemie@demo.example")

    page = client.post(reverse("account_request_login_code"), {"email": "noemie@demo.example"})

    assert page.status_code == 302
    assert Letter.objects.get().state == Letter.State.WAITING
    assert broker.calls == 1

"""A clock that runs ahead and is set right again: the rounds go on at once, and at their pace."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coopstudio.celery import app
from coopstudio.ringing import Scheduler
from coopstudio.rounds import ROUNDS

MINUTELY = {name for name, (_, every) in ROUNDS.items() if every == 60}


@pytest.fixture
def ring(tmp_path, monkeypatch):
    """``ring()``: the names that are due now; ``ring(anew=True)``: by a clock that starts again."""
    running, rung = [], []
    send = {"apply_entry": lambda _, entry, producer: rung.append(entry.name), "producer": None}
    for name, instead in send.items():
        monkeypatch.setattr(Scheduler, name, instead)

    def at_once(*, anew=False):
        if anew or not running:
            running[:] = [Scheduler(app, schedule_filename=f"{tmp_path / 'beat'}")]
        rung.clear()
        while running[0].tick() == 0:
            pass
        running[0].sync()
        return set(rung)

    yield at_once
    running[0].close()


@pytest.mark.parametrize("anew", [False, True])
def test_a_clock_that_is_put_back_by_a_day_rings_a_minute_later(ring, time_machine, anew):
    right = timezone.now()
    time_machine.move_to(right + timedelta(days=1), tick=False)
    ring()
    time_machine.shift(60)
    assert ring() == MINUTELY

    time_machine.move_to(right, tick=False)
    assert ring(anew=anew) == set()
    time_machine.shift(60)
    assert ring() == MINUTELY
    time_machine.shift(3600)
    assert len(ring()) > len(MINUTELY)

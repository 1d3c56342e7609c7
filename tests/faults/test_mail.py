"""The mail server is closed, then silent, then refuses one of thirty."""

import time
from collections import Counter

import pytest

from coopstudio.mail.models import Letter
from tests.applications.factories import call_version
from tests.faults.house import everything_left, until
from tests.faults.shares import times
from tests.faults.visitors import Visitor, broken, flow, slowest
from tests.mail.post_office import letter
from tests.members.factories import member

pytestmark = pytest.mark.services
CLOSED = 600
"""How long the mail server is closed, in seconds."""


def pages(house):
    inside = Visitor(house.port, member())
    asks = [lambda path=path: inside.get(path) for path in ("/accueil/", "/membres/", "/appel/")]
    return flow(asks, rate=5, seconds=15)


@pytest.mark.fault(14)
def test_a_mail_server_that_is_closed_or_silent_slows_nobody(house, seen):
    call_version()
    house.open("web", "worker")
    house.start_clock()
    for trouble, lasts in ((house.office.close, times(CLOSED)), (house.office.say_nothing, 0)):
        house.office.close()
        trouble()
        begun = time.monotonic()
        for _ in range(15):
            letter()
        answers = pages(house)
        assert broken(answers) == []
        late = slowest(answers, 0.95)
        time.sleep(max(0, lasts - (time.monotonic() - begun)))
        lasted = time.monotonic() - begun
        house.office.close()
        house.office.open()
        took = until(everything_left, "all have left", seconds=300)
        seen(f"{trouble.__name__.replace('_', ' ')} for {lasted:.0f} s: p95 {late * 1000:.0f} ms, "
             f"{len(house.office.ids)} of 15 left {took:.0f} s after its return")  # fmt: skip
        assert late < 1
        assert len(house.office.ids) == len(set(house.office.ids)) == 15


@pytest.mark.fault(14)
def test_one_refused_letter_of_thirty_doubles_none_of_the_others(house, seen):
    house.office.refuses = "plus-tard@exemple.fr"
    for number in range(30):
        letter("plus-tard@exemple.fr" if number == 7 else f"lettre-{number}@exemple.fr")
    house.open("worker")
    house.start_clock()

    until(lambda: Letter.objects.filter(state="sent").count() == 29, "the 29 others have left")
    time.sleep(8)

    seen(f"one refused of 30: {len(house.office.taken)} left, "
         f"{max(Counter(house.office.taken).values())} time each")  # fmt: skip
    assert set(Counter(house.office.taken).values()) == {1}
    assert len(house.office.taken) == 29
    assert Letter.objects.get(state="waiting").error.startswith("450")

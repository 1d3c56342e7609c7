"""Web processes are killed and reloaded; the broker is away; five minutes of a busy evening."""

import os
import random
import signal
import threading
import time

import pytest
from django.db import connection

from applications.models import Application
from applications.states import State
from coopstudio.documents.models import Document
from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from governance.models import Position
from tests.applications.factories import application, call_version, candidate
from tests.faults.house import everything_left, until
from tests.faults.shares import times
from tests.faults.visitors import Visitor, at_once, broken, flow, slowest
from tests.governance.factories import circle
from tests.governance.test_consents import drafted, in_consent, seats
from tests.mail.post_office import letter
from tests.members.factories import founder, member, statutes, treasurer

pytestmark = pytest.mark.services
SOAK = times(300)
SLOW = """
    CREATE FUNCTION takes_its_time() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_sleep(1.5); RETURN NEW; END $$;
    CREATE TRIGGER takes_its_time BEFORE INSERT ON mail_letter
        FOR EACH ROW EXECUTE FUNCTION takes_its_time();
"""
QUICK = "DROP FUNCTION takes_its_time() CASCADE"


def to_send(number):
    """So many drafts, complete, with the browsers of those who are about to send them."""
    version = call_version()
    people = [candidate(f"envoi-{one}@exemple.fr") for one in range(number)]
    for one in people:
        application(State.DRAFT, version=version, person=one)
    return people


@pytest.mark.fault(1)
def test_a_web_process_that_dies_leaves_nothing_half_written(house, seen):
    statutes()
    people = to_send(20)
    house.open("web")
    inside = [Visitor(house.port, one) for one in people]
    with connection.cursor() as cursor:
        cursor.execute(SLOW)
    chance = random.Random(1)  # noqa: S311

    def send(one):
        return lambda: one.post("/candidater/relecture/", {"agreement": "on"})

    def kill():
        time.sleep(0.8)
        os.kill(chance.choice(house.children("web")), signal.SIGKILL)

    try:
        answers = []
        for begun in range(0, 20, 4):
            answers += at_once(*map(send, inside[begun : begun + 4]), kill)[:-1]
    finally:
        with connection.cursor() as cursor:
            cursor.execute(QUICK)
    after = [one.get("/ma-candidature/") for one in inside]

    sent = Application.objects.filter(state=State.SUBMITTED).count()
    whole = {
        Entry.objects.filter(event="applications.submitted").count(),
        Letter.objects.filter(kind="applications.received").count(),
        Document.objects.filter(kind="applications.copy").count(),
        sent,
    }
    cut = len(broken(answers))
    seen(f"{cut} cut in 5 kills, {sent} sent, {len(whole) - 1} half-written; "
         f"{len(after) - len(broken(after))} of 20 answered after")  # fmt: skip
    assert cut > 0
    assert len(whole) == 1
    assert len([one for one in answers if one.status == 302]) <= sent
    assert broken(after) == []


@pytest.mark.fault(9)
def test_without_a_broker_nobody_sees_an_error(house, seen):
    statutes()
    proposal = in_consent(drafted(circle(people=[member(f"Prénom{one}") for one in range(12)])))
    voices = [(Visitor(house.port, one.person), one.pk) for one in seats(proposal)[:10]]
    senders = [Visitor(house.port, one) for one in to_send(10)]
    boss, someone, nobody = (Visitor(house.port, one) for one in (founder(), member(), None))
    house.open("web", "worker")
    house.kill("broker")
    sendings, consents = iter(senders), iter(voices)

    def send():
        one = next(sendings, None)
        said = {"agreement": "on"}
        return one.post("/candidater/relecture/", said) if one else boss.get("/candidatures/")

    def consent():
        one, pk = next(consents, (None, None))
        place = f"/propositions/{proposal.pk}/places/{pk}/accord/"
        return one.post(place, {}) if one else someone.get("/accueil/")

    asks = [
        lambda: nobody.get("/compte/login/"),
        lambda: nobody.post("/compte/login/", {"login": "x@exemple.fr", "password": "non"}),
        *(lambda path=path: nobody.get(path) for path in ("/", "/appel/", "/candidater/vous/")),
        *(lambda path=path: someone.get(path) for path in ("/accueil/", "/membres/", "/cercles/")),
        lambda: boss.get("/candidatures/"),
        lambda: boss.get("/courrier/"),
        send,
        consent,
    ]
    answers = flow(asks, rate=10, seconds=20)
    house.start_broker()
    house.start_clock()
    took = until(everything_left, "all have left", seconds=120)

    said = Position.objects.filter(seat__round__kind="consent").count()
    sent = Application.objects.filter(state=State.SUBMITTED).count()
    seen(f"{len(broken(answers))} errors of {len(answers)}, {sent} applications and {said} "
         f"consents written meanwhile, outbox empty after {took:.0f} s")  # fmt: skip
    assert [(one.status, one.place) for one in broken(answers)] == []
    assert (sent, said) == (10, 10)


def crowd(house):
    """People of every role, and the pages that each of them reads."""
    statutes()
    version = call_version()
    for number in range(30):
        application(version=version, number=number + 1)
    made = circle(people=[member(f"Prénom{one}") for one in range(8)])
    in_consent(drafted(made))
    roles = {
        None: ("/", "/appel/", "/candidater/vous/", "/questions/", "/compte/login/"),
        member(): ("/accueil/", "/membres/", "/cercles/", "/decisions/", "/apports/promettre/"),
        founder(): ("/accueil/", "/candidatures/", "/courrier/", "/recherche/?q=pr%C3%A9nom"),
        treasurer(): ("/accueil/", "/comptes/", "/apports/promesses/", "/cotisations/"),
    }
    asks = []
    for someone, paths in roles.items():
        visitor = Visitor(house.port, someone)
        asks += [lambda path=path, one=visitor: one.get(path) for path in paths]
    return asks


@pytest.mark.fault(31)
def test_a_reload_under_load_is_felt_by_nobody(house, seen):
    asks = crowd(house)
    house.open("web", "worker")
    for ask in asks:
        ask()

    def reload():
        for _ in range(3):
            time.sleep(6)
            house.running["web"].send_signal(signal.SIGHUP)

    hand = threading.Thread(target=reload)
    hand.start()
    answers = flow(asks, rate=20, seconds=25)
    hand.join()
    house.ring()
    until(everything_left, "those that the crowd brought have left")
    house.office.forget()
    house.office.slowness = 0.1
    for _ in range(20):
        letter()
    house.ring()
    until(lambda: len(house.office.ids) >= 3, "three letters are there")
    house.kill("worker", signal.SIGTERM)
    house.start("worker")
    house.start_clock()
    until(everything_left, "all have left")

    doubled = len(house.office.ids) - len(set(house.office.ids))
    seen(f"{len(broken(answers))} of {len(answers)} failed in 3 reloads; "
         f"{len(set(house.office.ids))} of 20 letters, {doubled} doubled")  # fmt: skip
    assert [(one.status, one.place) for one in broken(answers)] == []
    assert (len(answers), len(house.office.ids), doubled) == (500, 20, 0)


@pytest.mark.fault(30)
def test_a_busy_evening_slows_nobody_and_keeps_nothing(house, seen):
    asks = crowd(house)
    house.open("web", "worker", "beat")
    flow(asks, rate=20, seconds=15)  # everything is read once
    before = house.memory("web")

    answers = flow(asks, rate=20, seconds=SOAK)

    grown = house.memory("web") / before - 1
    late = slowest(answers, 0.95)
    statuses = {one.status for one in answers}
    seen(f"{SOAK} s, {len(answers)} requests, {len(broken(answers))} errors, "
         f"p95 {late * 1000:.0f} ms, memory {grown:+.0%}")  # fmt: skip
    assert (broken(answers), statuses) == ([], {200})
    assert late < 0.8
    assert grown < 0.10

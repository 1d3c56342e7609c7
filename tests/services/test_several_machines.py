"""Two machines serve one house: what one takes in, the other knows, and nothing is done twice."""

import json
import subprocess
from collections import Counter

import pytest
from django.conf import settings
from django.db import connection

from applications.states import State
from coopstudio.celery import app
from coopstudio.documents.models import Document
from coopstudio.files.models import PrivateFile
from coopstudio.mail.models import Letter
from coopstudio.start import rights, services
from governance.models import Decision
from tests.applications.factories import application, candidate
from tests.faults.house import everything_left, until
from tests.faults.test_workers import left_alone
from tests.faults.visitors import Visitor, at_once
from tests.files.corpus import pdf
from tests.governance.factories import circle
from tests.governance.test_consents import drafted, in_consent, seats
from tests.members.factories import member, statutes
from tests.services.machine import Ground, Machine

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]
PASSWORD = "quatre mots pour une porte"  # noqa: S105
SENDERS = 6


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    """Both machines, open, for all that is tried here."""
    with django_db_blocker.unblock():
        rights.grant(connection, "coop_app")
        with Ground(settings.VAR_DIR / "machines") as ground:
            ground.machines = [Machine(ground, name) for name in ("first", "second")]
            for one in ground.machines:
                one.open()
            for one in ground.machines:
                until(one.answers, "it answers")
            yield ground


@pytest.fixture
def machines(ground, transactional_db):
    """The first and the second. Bells really ring; what one test posts, the next never sees."""
    app.conf.task_always_eager = False
    ground.office.forget()
    yield ground.machines
    until(everything_left, "what was written has been posted")
    app.conf.task_always_eager = True


def test_who_enters_by_one_machine_is_inside_on_the_other(machines, settings):
    first, second = machines
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    noemie = member()
    noemie.set_password(PASSWORD)
    noemie.save()
    here, there = Visitor(first.port), Visitor(second.port)

    entered = here.post("/compte/login/", {"login": noemie.email, "password": PASSWORD})
    there.cookies = here.cookies
    inside = there.get("/accueil/")
    left = there.post("/compte/logout/", {})

    assert (entered.place, inside.status, left.status) == ("/accueil/", 200, 302)
    assert here.get("/accueil/").place.startswith("/compte/login/")


def test_what_one_machine_takes_in_the_other_hands_over(machines):
    first, second = machines
    statutes()
    noemie = candidate()
    application(State.DRAFT, person=noemie)
    here, there = Visitor(first.port, noemie), Visitor(second.port, noemie)

    sent = here.send_file("/candidater/parcours/", "cv", "CV.pdf", pdf(2))
    until(lambda: PrivateFile.objects.get().is_clean, "a worker has looked at it")
    cv = PrivateFile.objects.get()
    read = there.get(f"/fichiers/{cv.pk}/")

    assert (sent.status, first.files() + second.files()) == (302, [])
    assert list(first.ground.storage.holds()) == [cv.path]
    assert (read.status, read.place, read.words[:5]) == (200, "", "%PDF-")
    assert Visitor(second.port).get(f"/fichiers/{cv.pk}/").status == 302
    assert Visitor(second.port, member()).get(f"/fichiers/{cv.pk}/").status == 404


def test_a_round_that_is_lived_on_one_machine_is_lived_on_the_other(machines):
    """Half of the circle speaks here, half there, all at once; who watches either sees it move."""
    first, second = machines
    proposal = in_consent(drafted(circle(people=[member(f"Prénom{n}") for n in range(SENDERS)])))
    page, watched = f"/propositions/{proposal.pk}/", (proposal.beat, proposal.beat)
    voices = [
        (Visitor(machines[turn % 2].port, seat.person), f"{page}places/{seat.pk}/accord/")
        for turn, seat in enumerate(seats(proposal))
    ]
    eyes = [Visitor(one.port, proposal.carrier) for one in machines]

    def pulses(beats):
        return [eye.get(f"{page}pouls/?b={b}").status for eye, b in zip(eyes, beats, strict=True)]

    still = pulses(watched)
    said = at_once(*[lambda who=who, path=path: who.post(path, {}) for who, path in voices[1:]])
    moved = pulses(watched)
    last = voices[0][0].post(voices[0][1], {})

    assert (still, moved) == ([204, 204], [200, 200])
    assert {one.status for one in [*said, last]} == {302}
    assert Decision.objects.filter(proposal=proposal).count() == 1
    assert all("est adopté" in eye.get(page).words.lower() for eye in eyes)


def test_two_workers_and_two_clocks_do_everything_once(machines):
    first, second = machines
    statutes()
    to_remind = [one.email for one in left_alone(10, days=61)]
    everybody = senders(first, SENDERS)
    first.start_clock()
    second.start_clock()

    answers = at_once(*(one_sends(one) for one in everybody))
    until(lambda: issued() == SENDERS and reminded() == 10 and everything_left(), "all is done")

    office = first.ground.office
    assert [one.status for one in answers] == [302] * SENDERS
    expected = {f"<{one.message_id}@localhost>": 1 for one in Letter.objects.all()}
    assert Counter(office.ids) == expected
    assert Counter(one for one in office.taken if one in to_remind) == Counter(to_remind)
    papers = Document.objects.filter(kind="applications.copy")
    assert set(papers.values_list("state", "attempts")) == {("issued", 0)}
    assert papers.count() == len(set(papers.values_list("sha256", flat=True))) == SENDERS
    assert min(done_by_each(first)) > 0


def done_by_each(machine):
    """How many tasks each of the two workers has ended, as they tell whoever asks."""
    asked = [*services.CELERY, "inspect", "stats", "--json", "--timeout", "3"]
    told = json.loads(subprocess.check_output(asked, env=machine.environment))  # noqa: S603
    assert len(told) == 2
    return [sum(one["total"].values()) for one in told.values()]


def senders(machine, number):
    """So many people whose candidature only waits to be sent, on this machine."""
    people = [candidate(f"envoi-{one}@exemple.fr") for one in range(number)]
    for one in people:
        application(State.DRAFT, person=one)
    return [Visitor(machine.port, one) for one in people]


def one_sends(visitor):
    return lambda: visitor.post("/candidater/relecture/", {"agreement": "on"})


def issued():
    return Document.objects.filter(kind="applications.copy", state="issued").count()


def reminded():
    return Letter.objects.filter(to__startswith="seul-", state="sent").count()

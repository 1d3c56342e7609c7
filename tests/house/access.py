"""The walk of the access matrix: every address, every role, one's own thing and a neighbour's.

``access_matrix.csv`` says what each role gets: ``yes`` (the door opens), ``own`` (one's own only,
404 for the neighbour's), ``others`` (anybody's but one's own: nobody reads nor answers themselves),
``404``, ``403``, ``login``, ``405``. A column ``with`` gives the parts of the address
(``number=@application.number``), ``state`` the application's state, ``sent`` the form.
"""

import csv
import time
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from applications import links
from applications.events import Event as Said
from applications.models import (
    Conversation,
    DossierNote,
    FaqEntry,
    Intention,
    Meeting,
    Message,
    Passage,
    Reading,
    Rehearsal,
    Reserve,
    Slot,
    Weather,
)
from applications.states import State
from coopstudio.documents.models import Document
from coopstudio.durations import actions as durations
from coopstudio.durations.models import Duration
from coopstudio.files import store
from coopstudio.files.models import PrivateFile
from coopstudio.journal.api import record
from coopstudio.mail.models import Letter
from members import signed
from members.accounts.middleware import OPENED_AT, SEEN_AT
from members.preferences import unsubscribe
from members.states import Topic
from tests.applications import factories as candidatures
from tests.contributions import factories as apports
from tests.contributions import round_factories as tours
from tests.governance import factories as circles
from tests.governance import register_factories as decided
from tests.members import factories as people
from tests.members import learning_factories as learning
from tests.members.fees import factories as fees

ROLES = [
    "anonymous",
    "candidate",
    "member",
    "founder",
    "treasurer",
    "secretary",
    "president",
    "administrator",
    "former",
]
OF_FIVE = sha256(b"%PDF-").hexdigest()
REFUSED = {"404", "403", "405", "login"}
MEANS = {"own": ("404", "yes"), "others": ("yes", "404")}  # the neighbour's, one's own
NOT_COUNTED = ("django_session", "usersessions_usersession", "house_cache", "files_opening")


@dataclass(frozen=True)
class Row:
    """One address and one verb, with what each role must get."""

    url: str
    verb: str
    parts: str
    state: str
    sent: str
    cells: tuple

    def __str__(self):
        return f"{self.verb} {self.url} {self.state}".strip()

    def expected(self, role):
        return self.cells[ROLES.index(role)]

    @property
    def is_about_things(self):
        return "@" in self.parts


@cache
def rows():
    with (Path(__file__).parent / "access_matrix.csv").open() as file:
        return [
            Row(
                line["url"],
                line["verb"],
                line["with"],
                line["state"],
                line["sent"],
                tuple(line[role] for role in ROLES),
            )
            for line in csv.DictReader(file, delimiter=";")
        ]


def addresses():
    """(name, view) of every address that the house answers."""
    return list(_walk(get_resolver().url_patterns))


def _walk(patterns, space=""):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}", pattern.callback


def world_of(state):
    """The world of a row: whole for the rows that name no state."""
    return World(state, whole=not state)


class World:
    """Somebody of each role, a neighbour, and things that belong to each of them.

    Not ``whole``: only what an application in this state needs; circles and accounts do not know
    in which state it is.
    """

    def __init__(self, state, *, whole=True):
        self.state, self.is_whole = State(state or State.SUBMITTED), whole
        self.version = candidatures.call_version()
        self.new_version = candidatures.call_version(2, call=self.version.call, published_at=None)
        self.people = {
            "anonymous": None,
            "candidate": people.person("Noémie", "Perrin"),
            "member": people.member(),
            "founder": people.founder(),
            "treasurer": people.treasurer(),
            "secretary": people.secretary(),
            "president": people.president(),
            "administrator": people.administrator(),
            "former": people.member("Salomé", "Kerdoncuff", until=people.ADMITTED_ON),
        }
        self.text, self.counted = decided.with_measure()
        self.things = {}
        self.keys = {}
        self.neighbour_keeper = people.person("Zita", "Bonnet")
        self.neighbour = Things(self, people.member("Ousmane", "Diarra"))

    def client(self, role):
        """A browser in which somebody of this role is signed in: once for all, then by its cookies.

        To be asked for outside of ``undone``, that would undo the signing in.
        """
        if role not in self.keys:
            self.keys[role] = entered(self.people[role])
        return the_like_of(self.keys[role])

    def things_of(self, role):
        """What belongs to somebody of this role, made the first time it is asked for."""
        if role not in self.things:
            self.things[role] = Things(self, self.people[role])
        return self.things[role]


class Browser(Client):
    """Reads answers, and keeps nothing of how they were made: thousands of them are asked for."""

    def request(self, **request):
        response = self.handler(self._base_environ(**request))
        self.cookies.update(response.cookies)
        return response


def entered(person):
    """A browser in which this person, if any, is signed in, and was seen just now: no page has to
    note it."""
    browser = Browser()
    if person:
        browser.force_login(person)
        session = browser.session
        session[OPENED_AT] = session[SEEN_AT] = time.time() + 600
        session.save()
    return browser


def the_like_of(browser):
    """Another one with the same cookies: what it does to them stays its own. Both knock at one
    house, whose middleware is set up once."""
    other = Browser()
    other.handler = browser.handler
    other.cookies = deepcopy(browser.cookies)
    return other


class Things:
    """What belongs to one person: an application and all that hangs on it, letters, a request."""

    def __init__(self, world, person):
        self.person = person
        self.text, self.counted = world.text, world.counted
        self.call_version = world.version
        self.new_version = world.new_version
        self.passage = Passage.objects.filter(section__version=world.version).first()
        self.file = a_file()
        self.application = candidatures.application(
            world.state, version=world.version, person=person, cv=self.file
        )
        self.draft = candidatures.draft(
            world.version, person=person, email=person.email, first_name="Zoé"
        )
        self.reaction = candidatures.reaction(self.draft)
        self.token = links.path_to(self.draft).rstrip("/").rpartition("/")[2]
        self.document = a_document(self.application)
        self.letter, self.line = a_letter(person), a_line(self.application)
        self.request = people.request(person)
        self.data_request = people.data_request(person)
        self.fellow = world.people["treasurer"]
        self.conversation = candidatures.conversation(person=person)
        self.question_token = a_question_to_confirm()
        self.entry = FaqEntry.objects.create(
            conversation=self.conversation,
            question="Où se retrouve-t-on ?",
            answer="En salle.",
            written_by=world.people["founder"],
            told_at=candidatures.NOON,
        )
        self.place = people.place(person)
        self.encounter = people.encounter(person)
        self.host_words = people.host_words(self.encounter)
        self.visit = people.encounter(person, shared=True)
        self.weather = Weather.objects.create(
            application=self.application, feeling="joy", state=self.application.state
        )
        self.rehearsal = Rehearsal.objects.create(version=world.version, person=self.person)
        for hang in [self._hang_on, *(self._whole if world.is_whole else [])]:
            hang(world)

    @property
    def _whole(self):
        return [self._learn, self._convene, self._gather, self._bring]

    def _gather(self, world):
        """A circle where one sits and holds a mandate, and another one inside of it."""
        sitting = list(dict.fromkeys([self.person, self.fellow]))
        self.circle = circles.circle(f"Cercle {self.person.pk}", people=sitting)
        self.mandate = circles.entrust(self.person, self.circle, until=circles.FAR)
        self.below = circles.circle(f"Dans {self.person.pk}", people=sitting, parent=self.circle)
        self.proposal = circles.proposal(self.circle, carrier=self.person, state="basket")
        circles.version(self.proposal)
        self.election = circles.at_ballots(self.circle)
        self.criterion = self.election.criteria.get()
        self._meet()
        self._ask()

    def _ask(self):
        """What is asked of one in the circle, what comes back with a role, a step, a diary."""
        self.deed, self.done_deed, self.task = circles.asked(self.circle, self.person)
        people_there = list(dict.fromkeys([self.person, self.fellow]))
        self.support, self.step = circles.support(self.circle, people_there)
        self.diary_token = circles.diary_token(self.fellow)

    def _meet(self):
        """A meeting to come in the circle, and one that is open inside of it."""
        self.gathering, self.point = circles.meeting(self.circle, by=self.person)
        self.held, self.topic = circles.meeting(self.below, by=self.person, opened=[self.person])
        self.there = self.held.presences.first()

    def _bring(self, world):
        """An apport that one brought, and a line of the bank that waits."""
        self.exercice = apports.books()
        self.apport = apports.contract(500_00, person=self.person)
        self.signatory, self.clause = apports.to_be_signed(self.person)
        self.instalment, self.receipt, self.waiver, self.thing = apports.lived(self.apport)
        self.bank, self.operation = apports.bank_line(100_00)
        self.written = apports.received(self.apport, 50_00)
        self.good, self.valuation = apports.promised_thing(self.person, photo=a_file())
        self.need, self.resource, self.use = apports.planned()
        self.company_fact = apports.company_fact(a_file())
        self.tour, self.source, self.batch, self.transfer = tours.on_its_way(self.apport)
        self.payout = self.transfer.payout
        self.discernment = tours.confided(self.tour, self.apport, to=self.person)
        self.hardship = self.discernment.hardship

    def _write(self, keeper):
        """A bulletin filled with a pen, and a letter to post."""
        self.duration = a_duration(keeper)
        self.paper = people.paper_request(keeper)
        self.to_post = people.letter_to_post(self.paper.person, document=self.document)

    def _tell(self, founder):
        self.testimony = people.asked_to_testify(founder, self.person)
        self.stop_token = unsubscribe(self.person, Topic.GROUP).rstrip("/").rpartition("/")[2]

    def _owe(self):
        """A fee, and a payment of it with its receipt and something left over."""
        self.fee = fees.asked(self.person)
        self.fee_payment = fees.payment(
            self.fee, 4_000, means="cash", fate="refund", on=fees.PAID_ON
        )
        self.fee_receipt = self.fee_payment.receipt

    def _learn(self, world):
        """A session that one leads, one where one came, a training, a tutorship, an exchange."""
        fellow = self.fellow
        self.session = learning.session(self.person, at=timezone.now() + timezone.timedelta(days=9))
        self.lived = learning.session(fellow, at=timezone.now() - timezone.timedelta(days=9))
        learning.seat(self.lived, self.person, attended=True)
        self.outside = learning.outside_training(self.person)
        self.tutorship = learning.tutorship(
            self.person, people.member("Odile"), named_by=world.people["founder"]
        )
        self.exchange = learning.exchange(self.person, people.member("Odile"))

    def _convene(self, world):
        self.assembly, self.convocation, self.given = people.gathering(self.person)
        self.link_token = signed.path_to(self.convocation).rstrip("/").rpartition("/")[2]
        self.seat = people.seat(world.people["member"])

    def _hang_on(self, world):
        self._owe()
        self._write(world.neighbour_keeper)
        founder = world.people["founder"]
        self._tell(founder)
        self.lockout = people.lockout(self.person, by=world.neighbour_keeper)
        self.detail = people.detail(by=world.neighbour_keeper, name=f"Clé {self.person.pk}")
        self.change = people.office_change(self.person, by=world.neighbour_keeper)
        self.membership = self.person.memberships.first() or self.fellow.memberships.first()
        self.fact, self.notice, self.case = people.life(self.membership, by=world.neighbour_keeper)
        self.import_ = people.sheet_given(world.neighbour_keeper)
        self.category, self.statutes = people.category(), people.statutes()
        self.intention = Intention.objects.create(
            passage=self.passage, words="Dire combien.", by=founder
        )
        self.reading = Reading.objects.create(
            application=self.application,
            reader=self.person,
            wish="yes",
            written_at=candidatures.NOON,
        )
        self.reserve = Reserve.objects.create(
            application=self.application, by=self.person, kind="reserve", words="Six mois."
        )
        self.note = DossierNote.objects.create(
            application=self.application, author=founder, words="Un mot.", audience="founders"
        )
        self.meeting = Meeting.objects.create(
            application=self.application, proposed_by=founder, place="Dijon"
        )
        self.slot = Slot.objects.create(
            meeting=self.meeting, at=timezone.now() + timezone.timedelta(days=9)
        )
        self.asked = Slot.objects.create(
            meeting=self.meeting, at=self.slot.at + timezone.timedelta(days=1), from_person=True
        )
        if world.state == State.MEETING_SET:
            Meeting.objects.filter(pk=self.meeting.pk).update(at=self.slot.at)
        if world.state == State.MET:
            held = {"at": candidatures.NOON, "held_at": candidatures.NOON}
            Meeting.objects.filter(pk=self.meeting.pk).update(**held)


def a_question_to_confirm():
    """The token of a link by which a question is confirmed."""
    asked = Conversation.objects.create(email="question@exemple.fr")
    Message.objects.create(conversation=asked, side="person", text="Une question ?")
    return links.path_to_confirm(asked).rstrip("/").rpartition("/")[2]


def a_file():
    file = PrivateFile.objects.create(name="CV.pdf", size=5, pages=1, sha256=OF_FIVE)
    PrivateFile.objects.filter(pk=file.pk).update(state=PrivateFile.State.CLEAN)
    store.keep(file, b"%PDF-")
    return file


def a_duration(somebody):
    """Proposed, and waiting for another voice."""
    return Duration.objects.first() or durations.propose(
        "closed", length=4, since_on=timezone.localdate() + timedelta(days=90),
        decided_by="Cercle", by=somebody, at=timezone.now(),
    )  # fmt: skip


def a_document(application):
    return Document.objects.create(
        kind="applications.copy",
        title="Copie",
        template="x",
        data={},
        subject_kind="applications.application",
        subject_id=application.pk,
        state="issued",
        content=b"%PDF-",
        issued_at=candidatures.NOON,
        sha256="0" * 64,
    )


def a_letter(person):
    return Letter.objects.create(
        kind="applications.received",
        key=str(person.pk),
        to=person.email,
        subject="Bonjour",
        text="Bonjour",
        state=Letter.State.FAILED,
    )


def a_line(application):
    return record(Said.SUBMITTED, application, by=application.person)


@contextmanager
def undone():
    """What happens here never happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def address(row, things):
    parts = dict(parse_qsl(row.parts))
    return reverse(row.url, kwargs={name: _told(things, said) for name, said in parts.items()})


def answers(row, things):
    """What a row sends, as a form."""
    return {name: _told(things, said) for name, said in parse_qsl(row.sent)}


def _told(things, said):
    """« @application.number » is looked up in the things; anything else is meant as it is."""
    return _follow(things, said[1:]) if said.startswith("@") else said


def _follow(things, path):
    for name in path.split("."):
        things = getattr(things, name)
    return things


def knock(browser, row, things):
    """What the door answers."""
    path = address(row, things)
    response = browser.get(path) if row.verb == "GET" else browser.post(path, answers(row, things))
    return verdict(response)


def tries(world, row):
    """(role, whose, expected) of each try that a row asks for.

    A door that is shut whoever the thing belongs to is read at one's own, and sent to at the
    neighbour's: between them they try both.
    """
    for role in ROLES:
        cell = row.expected(role)
        theirs, mine = MEANS.get(cell, (cell, cell))
        has_own = row.is_about_things and world.people[role]
        is_shut = has_own and cell in REFUSED
        if not (is_shut and row.verb == "GET"):
            yield role, "the neighbour’s", theirs
        if has_own and not (is_shut and row.verb == "POST"):
            yield role, "one’s own", mine


def things_for(world, role, whose):
    """What is knocked at: the neighbour's things, or one's own."""
    return world.neighbour if whose == "the neighbour’s" else world.things_of(role)


def verdict(response):
    """One word of the matrix for an answer. A refusal in words (409, 422) is an open door."""
    status = response.status_code
    if status == 302:
        place = urlsplit(response["Location"])
        return "login" if place.path == reverse("account_login") and place.query else "yes"
    return "yes" if status < 400 or status in {409, 410, 422} else str(status)


def changes():
    """How many rows this transaction has written so far, sessions and caches left aside."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT sum(pg_stat_get_xact_tuples_inserted(oid)
                        + pg_stat_get_xact_tuples_updated(oid)
                        + pg_stat_get_xact_tuples_deleted(oid))
               FROM unnest(%s::oid[]) oid""",
            [_counted()],
        )
        return int(cursor.fetchone()[0])


@cache
def _counted():
    """The tables whose rows count, as PostgreSQL writes an array: nothing to turn into one."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT oid FROM pg_class
               WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                 AND NOT relname = ANY(%s)""",
            [list(NOT_COUNTED)],
        )
        return f"{{{','.join(str(oid) for (oid,) in cursor.fetchall())}}}"

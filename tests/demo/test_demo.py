"""The collective of the demonstration: legal, whole, dated from today, and moved in once."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO

import pikepdf
import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from applications.models import (
    Application,
    CallVersion,
    Conversation,
    Decision,
    FaqEntry,
    Meeting,
    Reaction,
    Reading,
)
from applications.states import State
from contributions.actions import batches
from contributions.fec.reading import faults_of
from contributions.models import Batch, FiscalYear
from contributions.verifying import verify
from coopstudio.demo.freight import carry
from coopstudio.demo.management.commands.demo import move_in
from coopstudio.demo.post import WAITING
from coopstudio.demo.world import DOMAIN, World
from coopstudio.documents.models import Document
from coopstudio.files.models import Opening, PrivateFile
from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from governance.models import Ballot, Circle, Deed, Election, Objection, Proposal, Round
from governance.models import Decision as Governed
from governance.models import Meeting as Gathering
from members.demo import PERSONAS
from members.models import Membership, MembershipRequest, Office, Person
from members.states import RequestState, Role
from tests.demo.links import closed_doors
from tests.files.corpus import on_disk

A_TUESDAY = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SIZE = 80
A_HOLIDAY = datetime(2027, 5, 1, 5, 0, tzinfo=UTC)
"""The 1st of May, a Saturday, before anybody is up."""

PAST = {
    Application: ["started_at", "touched_at", "confirmed_at", "submitted_at"],
    CallVersion: ["published_at"],
    Decision: ["decided_at", "told_at"],
    Document: ["asked_at"],
    Entry: ["at"],
    Letter: ["written_at", "sent_at"],
    Meeting: ["proposed_at", "held_at", "called_off_at"],
    MembershipRequest: ["requested_at"],
    Opening: ["at"],
    Reaction: ["made_at"],
    Reading: ["saved_at", "written_at", "unfolded_at"],
}


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker, tmp_path_factory):
    """The house on a Tuesday, filled once for all the tests that only look."""
    private = override_settings(PRIVATE_ROOT=tmp_path_factory.mktemp("private"))
    with django_db_blocker.unblock(), private, transaction.atomic():
        move_in(World(now=A_TUESDAY))
        yield
        transaction.set_rollback(True)


@pytest.fixture
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path


@pytest.mark.parametrize("name", ["Fleur", "Hélène", "Odile", "Youri"])
def test_no_link_leads_somebody_to_a_door_that_is_closed_to_them(house, name):
    person = Person.objects.exclude(email=None).filter(first_name=name).earliest("pk")

    with time_machine.travel(A_TUESDAY, tick=False):
        assert closed_doors(person) == []


def test_every_state_of_a_candidature_is_lived(house):
    states = set(Application.objects.values_list("state", flat=True))

    assert states == set(State)


def test_questions_are_asked_answered_by_mail_and_nourish_the_faq(house):
    states = set(Conversation.objects.values_list("state", flat=True))
    noemie = Conversation.objects.get(email=f"noemie.perrin@{DOMAIN}")

    assert states == {"open", "answered", "closed"}
    assert noemie.messages.filter(way="mail", side="person").exists()
    assert noemie.application.state == State.DRAFT
    assert FaqEntry.objects.read_by_all().count() == 1
    assert Conversation.objects.filter(messages__side="stray").count() == 1


def test_somebody_froze_their_data_and_waits_for_the_founders(house):
    gwenn = Person.objects.get(email=f"gwenn@{DOMAIN}")

    assert gwenn.frozen_since
    assert gwenn.data_requests.open().get().kind == "limit"


def test_every_role_is_held_and_the_administrator_is_no_member(house):
    roles = set(Office.objects.held_on(A_TUESDAY.date()).values_list("role", flat=True))
    youri = Person.objects.get(email=f"youri@{DOMAIN}")

    assert roles == set(Role) - {Role.STAND_IN}  # both founders are in office
    assert not youri.memberships.exists()


def test_people_joined_left_and_wait(house):
    today = A_TUESDAY.date()

    assert Membership.objects.active(on=today).count() == 17
    assert Membership.objects.filter(ended_on__lt=today).count() == 1
    assert MembershipRequest.objects.open().count() == 2
    assert MembershipRequest.objects.filter(state=RequestState.ADMITTED).count() == 4


def test_each_persona_is_somebody_of_the_house(house):
    known = set(Person.objects.values_list("email", flat=True))

    assert {email for email, _, _ in PERSONAS} <= known
    living = Person.objects.filter(erased_at=None)
    elsewhere = living.exclude(email__endswith=f"@{DOMAIN}")
    assert set(elsewhere.values_list("email", flat=True)) == {""}  # who has no e-mail


def test_the_call_has_two_published_versions_that_differ_here_and_there(house):
    first, second = CallVersion.objects.order_by("number")
    kept = set(_passages(first)) & set(_passages(second))

    assert first.published_at < second.published_at
    assert 1_800 <= second.words <= 2_500
    assert len(_passages(second)) - len(kept) == 4
    assert set(Application.objects.values_list("version__number", flat=True)) == {1, 2}


def test_a_text_that_has_grown_is_shared_and_each_part_waits_for_its_own_round(house):
    parts = Proposal.objects.filter(parts__gt=0).order_by("part")

    assert [(one.part, one.parts, one.state) for one in parts] == [
        (1, 2, "basket"),
        (2, 2, "basket"),
    ]
    assert {one.about_decision.title for one in parts} == {
        "Prévenir d’une absence quarante-huit heures avant"
    }
    assert len({one.versions.current().text for one in parts}) == 2


def test_readings_are_written_begun_and_unfolded(house):
    assert Reading.objects.written().count() > 12
    assert Reading.objects.filter(written_at=None, application__state=State.READING).exists()
    assert Reading.objects.exclude(unfolded_at=None).count() == 1


def test_meetings_are_held_to_come_just_passed_and_called_off(house):
    meetings = Meeting.objects.all()

    assert meetings.exclude(held_at=None).exists()
    assert meetings.open().filter(at__gt=A_TUESDAY).exists()
    assert meetings.open().filter(at__lt=A_TUESDAY).exists()
    assert meetings.exclude(called_off_at=None).exists()
    slots = meetings.get(application__state=State.MEETING_PROPOSED).slots.all()
    assert all(slot.at > A_TUESDAY for slot in slots)


def test_each_quote_stands_where_its_reaction_says(house):
    reactions = list(Reaction.objects.select_related("passage__section", "application"))

    assert len(reactions) > 35
    for one in reactions:
        assert one.passage.text[one.start : one.end] == one.quote
        assert one.passage.section.version_id == one.application.version_id


def test_each_cv_is_a_real_pdf_that_opens(house):
    files = list(PrivateFile.objects.filter(kind="pdf", pages=1))

    assert len(files) >= 8
    for file in files:
        with pikepdf.open(on_disk(file)) as pdf:
            assert len(pdf.pages) == file.pages == 1
        assert file.is_clean


def test_a_long_cv_goes_on_over_the_page():
    from applications.demo import cv  # noqa: PLC0415 (its room is not needed elsewhere)

    lines = [f"Année {year} : une intervention (la {year}e) à Besançon" for year in range(90)]
    who = {"first_name": "Léa", "last_name": "Œuf", "town": "Dole", "email": "lea@demo.example"}
    made = cv.as_pdf({**who, "cv": {"title": "Coach", "sections": [["Vie", lines]]}})

    with pikepdf.open(BytesIO(made)) as pdf:
        assert len(pdf.pages) == 3


def test_only_the_last_letters_still_wait(house):
    waiting = Letter.objects.filter(state=Letter.State.WAITING)
    oldest = waiting.order_by("written_at").first().written_at

    assert waiting.count() == WAITING
    assert not waiting.filter(is_secret=True).exists()
    assert not Letter.objects.filter(state=Letter.State.SENT, is_secret=True).exclude(text="")
    assert oldest > A_TUESDAY - timedelta(days=14)


def test_no_two_people_say_the_same(house):
    for field in ("what", "for_whom", "where", "likes"):
        said = [words for words in Application.objects.values_list(field, flat=True) if words]

        assert len(said) == len(set(said))


def test_circles_live_what_the_method_holds(house):
    """Consent with an objection, sous réserve, a trial, what replaces, an act awaited, ballots."""
    today = A_TUESDAY.date()
    told = Governed.objects.told_on(today)
    states = set(Proposal.objects.values_list("state", flat=True))

    assert {"consent", "reserved", "adopted"} <= states
    assert told.filter(replaces__isnull=False).count() == 1
    assert {"act_awaited", "not_reviewed", "replaced"} <= set(told.values_list("force", flat=True))
    assert Objection.objects.filter(state="measured").count() == 1
    assert (Election.objects.get().state, Ballot.objects.count()) == ("ballots", 3)
    assert Round.objects.open().filter(is_async=True, kind="consent").count() == 1


def test_circles_meet_and_ask_and_one_link_is_vacant(house):
    meets = list(Gathering.objects.order_by("at").values_list("state", "minutes_state"))

    assert meets.count(("closed", "published")) == 4
    assert meets.count(("closed", "draft")) == 1
    assert meets.count(("convened", "draft")) == 2
    assert Deed.objects.late(on=A_TUESDAY.date()).count() >= 1
    assert {"open", "done"} <= set(Deed.objects.values_list("state", flat=True))
    assert Circle.objects.count() == 7
    assert not Circle.objects.get(prefix="AC").links_up.filter(kind="second").exists()


def test_the_money_went_round_once_and_a_transfer_that_came_back_may_leave_again(house):
    """A batch with its file, a transfer returned, a year closed: the treasurer looks at them."""
    batch = Batch.objects.get()
    states = dict(Counter(batch.transfers.values_list("state", flat=True)))
    closed = FiscalYear.objects.exclude(closed_at=None).get()
    tour, fleur = batch.round, Person.objects.get(email=f"fleur@{DOMAIN}")

    assert (states, tour.state) == ({"paid": 1, "returned": 1}, "sent")
    assert batches.file_of(batch).startswith(b"<?xml")
    assert (closed.code, faults_of(closed)) == ("2025", [])
    assert verify().wrong == []
    with transaction.atomic():  # two days need not pass before it is tried
        again = batches.make(tour, by=fleur, at=A_TUESDAY, on=A_TUESDAY.date())
        assert [f"{one.payout.person}" for one in again.transfers.all()] == ["Odile D’Almeida"]
        transaction.set_rollback(True)


def test_a_second_move_in_changes_nothing(house):
    before = _counts()
    said = StringIO()

    call_command("demo", stdout=said)

    assert "déjà habitée" in said.getvalue()
    assert _counts() == before


def test_days_are_counted_from_today(house):
    assert _out_of_time(A_TUESDAY) == []


@pytest.mark.django_db
def test_a_size_gives_as_many_members_and_candidatures_on_a_holiday_too(private, time_machine):
    """One move for both: a crowd, and a day when nobody works."""
    time_machine.move_to(A_HOLIDAY)
    call_command("demo", size=SIZE, stdout=StringIO())

    received = Application.objects.received()
    closed = received.filter(state__in=[State.INVITED, State.DECLINED, State.WITHDRAWN])
    today = timezone.localdate()
    assert Membership.objects.active(on=today).count() == SIZE
    erased = Application.objects.filter(state=State.ERASED).count()
    assert received.count() == SIZE
    assert received.order_by("number").last().number == SIZE + erased
    assert 0.45 < closed.count() / SIZE < 0.7
    assert Letter.objects.count() >= Person.objects.count()
    assert {one.passage.text[one.start : one.end] == one.quote for one in _reactions()} == {True}
    for model, fields in PAST.items():
        for field in fields:
            assert not model.objects.filter(**{f"{field}__gt": timezone.now()}), (model, field)


def test_a_house_in_production_stays_empty(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError):
        call_command("demo")


def test_an_unknown_world_is_refused_by_name():
    with pytest.raises(CommandError, match="« atelier »"):
        call_command("demo", world="atelier")


@pytest.mark.django_db
def test_what_is_carried_by_the_thousand_is_what_an_insert_would_write():
    told = {
        "kind": "tests.hello",
        "to": "lea@demo.example",
        "subject": "Bonjour",
        "text": "« Léa »\t\\N\n\\.",
    }
    inserted = Letter.objects.create(key="one", **told)
    (carried,) = carry(Letter, [Letter(key="two", **told)])

    one, two = (Letter.objects.filter(key=key).values().get() for key in ("one", "two"))
    assert two["id"] == carried.pk
    for apart in ("id", "key", "message_id", "written_at", "next_try_at"):
        assert type(one.pop(apart, None)) is type(two.pop(apart, None))
    assert one == two
    assert Letter.objects.create(key="three", **told).pk not in {inserted.pk, carried.pk}


def _out_of_time(now):
    """The dates of what was lived that are to come, or older than the house; and a silent week."""
    found = []
    for model, fields in PAST.items():
        for field in fields:
            dates = model.objects.exclude(**{field: None}).values_list(field, flat=True)
            past = [at for at in dates if now - timedelta(days=140) < at <= now]
            found += [f"{model.__name__}.{field}"] * (len(dates) - len(past))
    latest = Application.objects.received().order_by("-submitted_at").first()
    return found + ["no recent candidature"] * (latest.submitted_at <= now - timedelta(days=6))


def _passages(version):
    return [one.text for section in version.sections.all() for one in section.passages.all()]


def _reactions():
    return Reaction.objects.select_related("passage")


def _counts():
    return {model: model.objects.count() for model in [*PAST, Person, Membership]}


MINE = "Former un groupe suffisant : Votre place depuis le 28 septembre 2026"
FORMING = "Former un groupe suffisant : En train de naître"
TOGETHER = "Une séance vécue le 10 novembre 2026 : « Tenir un cercle sans le tenir trop fort »"
STEPS = {
    # who: (the steps that are done, where they stand, what the other facts of their own say)
    "fleur": ({1, 2}, MINE, "Vous voulez apprendre : marketing et vente"),
    "thomas": ({1, 2, 4}, MINE, TOGETHER),
    "helene": ({1, 2}, FORMING, "Vous voulez apprendre : droit et ressources humaines"),
    "blaise": ({1, 2}, FORMING, "Vous apprenez"),
    "youri": (set(), "Se rencontrer : Vous n’avez pas encore écrit", "Rien n’est dit encore"),
    "odile": ({1, 2}, MINE, "Vous voulez apprendre : analyse de pratiques et facilitation"),
    "lan": ({1, 2, 4}, MINE, TOGETHER),
    "noemie.perrin": (set(), "Se rencontrer : Votre brouillon date du 23 novembre 2026",
                      "Rien n’est dit encore"),
    "camille.vuillemin": (set(), "Se rencontrer : Bien arrivée", "Rien n’est dit encore"),
    "agnes.monnier": (set(), "Se rencontrer : Une rencontre vous est proposée",
                      "Rien n’est dit encore"),
    "sandrine.wojciechowski": (
        {1}, "Devenir membre : Bulletin à remplir avant le 20 décembre 2026",
        "Rien n’est dit encore"),
    "florent.grangier": (set(), "Se rencontrer : Nous en restons là", "Rien n’est dit encore"),
}  # fmt: skip
MONEY_OF_OTHERS = "Le plan de financement est ouvert"
MEMBERS = {"fleur", "thomas", "helene", "blaise", "odile", "lan"}


@pytest.mark.django_db
@pytest.mark.parametrize(("email", "who", "_try"), PERSONAS)
def test_the_six_steps_tell_each_persona_the_truth(house, client, email, who, _try):
    name = email.removesuffix(f"@{DOMAIN}")
    done, here, learning = STEPS[name]
    client.force_login(Person.objects.get(email=email))

    with time_machine.travel(A_TUESDAY, tick=False):
        steps = client.get(reverse("steps")).context["steps"]

    facts = [step["fact"] for step in steps]
    stands = [f"{one['fact'].title} : {one['fact'].words}" for one in steps if one["is_current"]]
    money = "8 399,90 € engagés sur 13 000,00 €" if name in MEMBERS else MONEY_OF_OTHERS
    assert {step["rank"] for step in steps if step["fact"].done} == done
    assert (stands, facts[3].words) == ([here], learning)
    assert [fact.words.replace("\u202f", " ").replace("\xa0", " ") for fact in facts[4:]] == [
        money,
        "Un jour",
    ]

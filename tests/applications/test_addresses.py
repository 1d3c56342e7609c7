"""Somebody's address changes: what they sent follows it, and what went to the old one is theirs."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache

from applications import disclosure
from applications.actions.desk import duplicates
from applications.actions.keeping import erasing
from applications.emails import meeting_thanks
from applications.models import Meeting
from applications.states import State
from applications.tasks import forget_addresses
from coopstudio.mail.models import Letter
from coopstudio.mail.permissions import is_folded
from members.rights import addresses
from tests.accounts.conftest import code_in, enter, last_letter
from tests.applications import factories, whole
from tests.applications.factories import NOON
from tests.members import factories as people

OLD, NEW = "noemie@exemple.fr", "nouvelle@exemple.fr"
LATER = datetime(2026, 8, 20, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def list_of_its_own(settings, tmp_path):
    cache.clear()
    settings.ERASURES_FILE = tmp_path / "erasures.txt"


def sent(state):
    """The dossier of Noémie, whose address has answered."""
    person = people.person(email=OLD)
    return factories.application(state, person=person, email=OLD)


def change(person, *, to=NEW):
    inside = enter(person)
    inside.post("/compte/email/", {"email": to, "action_add": ""})
    inside.post("/compte/confirm-email/", {"code": code_in(last_letter(to, "address_code"))})
    person.refresh_from_db()


def sent_to(address, **facts):
    return Letter.objects.create(
        kind="applications.received", key=address, to=address, subject="Coucou", text="Coucou",
        html="x", state="sent", sent_at=NOON, **facts,
    )  # fmt: skip


def test_what_was_sent_and_what_is_being_written_follow():
    application = sent(State.MET)
    person = application.person
    draft = factories.draft(application.version, person=person, email=person.email.upper())
    talk = factories.conversation(person=person)
    zoe = people.person("Zoé", email="zoe@exemple.fr")
    neighbour = factories.application(person=zoe, email=zoe.email, version=application.version)

    change(person)

    for one in (application, draft, talk):
        one.refresh_from_db()
    assert (application.email, draft.email, talk.email) == (NEW, NEW, NEW)
    neighbour.refresh_from_db()
    assert neighbour.email == "zoe@exemple.fr"


def test_letters_of_the_dossier_go_to_the_new_address():
    application = sent(State.MET)
    meeting = Meeting.objects.create(
        application=application, proposed_by=people.founder(), at=NOON, held_at=NOON
    )

    change(application.person)
    meeting_thanks(Meeting.objects.get(pk=meeting.pk))

    assert Letter.objects.get(kind="applications.meeting_thanks").to == NEW


def test_the_fold_knows_both_addresses():
    application = sent(State.READING)
    old = application.email

    change(application.person)

    fleur = people.founder()
    assert is_folded(fleur, NEW)
    assert is_folded(fleur, old)


def test_the_folder_holds_the_letters_to_both_addresses():
    application = sent(State.MET)
    sent_to(application.email)

    change(application.person)

    words = [row["objet"] for row in disclosure._letters(application.person, [application]).rows]
    assert "Coucou" in words


def test_erasing_forgets_the_address_of_before():
    application = sent(State.WITHDRAWN)
    person = application.person
    old = person.email
    letter = sent_to(old)
    change(person)
    whole.all_sent()

    erasing.erase_person(person, by=person, at=LATER)
    whole.all_sent(LATER)
    forget_addresses()

    letter.refresh_from_db()
    assert (letter.text, letter.to) == ("", "effacee@coopstudio.invalid")
    assert whole.where_it_stands(old, NEW) == set()


def test_an_old_address_that_is_somebody_else_s_today_is_theirs():
    application = sent(State.WITHDRAWN)
    old = application.person.email
    change(application.person)
    people.person("Zoé", "Perrin", email=old)
    theirs = sent_to(old)

    erasing.erase_person(application.person, by=application.person, at=LATER)

    theirs.refresh_from_db()
    assert (theirs.text, theirs.to) == ("Coucou", old)


def test_coming_back_to_the_first_address_leaves_one_former():
    person = sent(State.SUBMITTED).person
    old = person.email
    change(person)

    change(person, to=old)

    assert [one.email for one in person.former_addresses.all()] == [NEW]
    assert addresses.those_of(person) == {old, NEW, person.paper_box}


def test_erasing_somebody_joined_forgets_both_addresses():
    application = sent(State.WITHDRAWN)
    kept, gone = application.person, people.person("Noémie", "Perrin", email="autre@exemple.org")
    letter = sent_to("Autre@exemple.org")
    duplicates.join(kept, gone, by=people.founder(), at=NOON)
    whole.all_sent()

    erasing.erase_person(kept, by=kept, at=LATER)
    whole.all_sent(LATER)
    forget_addresses()

    letter.refresh_from_db()
    assert (letter.text, letter.to) == ("", "effacee@coopstudio.invalid")
    assert whole.where_it_stands("autre@exemple.org") == set()

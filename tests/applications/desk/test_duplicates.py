"""Two people may be one: shown to founders who may see the names, joined by them alone."""

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ObjectDoesNotExist

from applications.actions import applications, conversations, returns
from applications.actions.desk import duplicates
from applications.actions.keeping import erasing
from applications.models import Application, Conversation, Distinction, Message
from applications.states import State
from coopstudio.journal.models import Entry
from coopstudio.mail.models import Letter
from coopstudio.refusals import Refused
from members.actions import consents
from members.actions.joining import AlreadyJoined, Guarded
from members.candidates import known_at
from members.models import Person
from tests.applications.factories import NOON, application, candidate, conversation, draft
from tests.members.factories import founder, member
from tests.together import together

pytestmark = pytest.mark.django_db
LIST = "/candidatures/doublons/"


@pytest.fixture
def fleur(client):
    fleur = founder()
    client.force_login(fleur)
    return fleur


def twin(email, state=State.MET, **words):
    words = {"first_name": "Noémie", "last_name": "D’Almeida", **words}
    person = candidate(email, **words)
    application(state, person=person, **words)
    return person


def pairs(client):
    return [(one.email, other.email) for one, other in client.get(LIST).context["pairs"]]


@pytest.fixture
def two():
    return twin("a@exemple.fr"), twin("b@exemple.fr", State.DECLINED)


# --- found ---


@pytest.mark.parametrize(
    ("one", "other", "is_found"),
    [
        ({}, {}, True),
        ({}, {"first_name": "noemie", "last_name": "D'ALMEIDA"}, True),
        ({}, {"first_name": "Noé"}, False),
        ({"phone": "+33612345678"}, {"first_name": "Zoé", "phone": "+33612345678"}, True),
        ({"phone": ""}, {"first_name": "Zoé", "phone": ""}, False),
        ({"last_name": ""}, {"last_name": ""}, False),
    ],
)
def test_the_same_name_or_the_same_telephone_is_a_possible_duplicate(
    client, fleur, one, other, is_found
):
    twin("a@exemple.fr", **one)
    twin("b@exemple.fr", **other)

    assert pairs(client) == ([("a@exemple.fr", "b@exemple.fr")] if is_found else [])


def test_a_folded_candidature_is_in_no_pair(client, fleur):
    shown, folded = twin("a@exemple.fr"), twin("b@exemple.fr", State.READING)

    page = client.get(f"{LIST}{shown.pk}/{folded.pk}/")

    assert pairs(client) == []
    assert page.status_code == 404


def test_a_dossier_says_that_somebody_looks_alike(client, fleur, two):
    dossier = two[0].applications.get()

    before = client.get(dossier.get_absolute_url()).text
    duplicates.tell_apart(*two, by=fleur, at=NOON)
    after = client.get(dossier.get_absolute_url()).text

    assert "Doublon possible" in before
    assert "Doublon possible" not in after


def test_a_folded_dossier_says_nothing_of_a_likeness(client, fleur):
    twin("a@exemple.fr")
    folded = twin("b@exemple.fr", State.READING).applications.get()

    assert "Doublon possible" not in client.get(folded.get_absolute_url()).text


def test_somebody_who_only_asked_a_question_is_compared_too(client, fleur):
    twin("a@exemple.fr")
    Conversation.objects.create(
        person=candidate("b@exemple.fr"), email="b@exemple.fr", state="answered", confirmed_at=NOON
    )

    assert pairs(client) == [("a@exemple.fr", "b@exemple.fr")]


@pytest.mark.parametrize("rows", [1, 15])
def test_the_page_asks_the_same_questions_for_one_and_for_fifteen(
    client, fleur, rows, django_assert_max_num_queries
):
    for rank in range(rows):
        for side in "ab":
            twin(f"{side}{rank}@exemple.fr", last_name=f"Nom{chr(97 + rank)}")
    client.get(LIST)

    with django_assert_max_num_queries(6 + 2):
        assert len(pairs(client)) == rows


# --- told apart ---


def test_what_was_told_apart_is_not_asked_again(client, fleur, two):
    client.post(f"{LIST}{two[1].pk}/{two[0].pk}/distinction/")

    assert pairs(client) == []
    assert Distinction.objects.get().said_by == fleur


def test_telling_apart_twice_says_it_once(fleur, two):
    duplicates.tell_apart(*two, by=fleur, at=NOON)

    with pytest.raises(duplicates.AlreadySaid):
        duplicates.tell_apart(two[1], two[0], by=fleur, at=NOON)


# --- joined ---


def test_looking_at_the_pair_joins_nothing(client, fleur, two):
    page = client.get(f"{LIST}{two[0].pk}/{two[1].pk}/")

    assert all(one.email in page.text for one in two)
    assert {one.person for one in Application.objects.all()} == set(two)


def test_joining_gives_everything_to_the_one_who_stays(client, fleur, two):
    one, other = two
    talk = Conversation.objects.create(
        person=other, email=other.email, state="answered", confirmed_at=NOON
    )
    consents.give(other, "keep", text="Oui.", at=NOON)

    client.post(f"{LIST}{one.pk}/{other.pk}/reunion/", {"garde": one.pk})

    talk.refresh_from_db()
    assert {found.person for found in Application.objects.all()} == {one}
    assert talk.person == one
    assert one.consents.get().purpose == "keep"
    assert pairs(client) == []


def test_one_chooses_whose_account_stays(client, fleur, two):
    one, other = two

    client.post(f"{LIST}{one.pk}/{other.pk}/reunion/", {"garde": other.pk})

    assert {found.person for found in Application.objects.all()} == {other}


def test_each_dossier_keeps_its_number_and_its_history(fleur, two):
    numbers = set(Application.objects.values_list("number", flat=True))
    moved = two[1].applications.get()

    duplicates.join(*two, by=fleur, at=NOON)

    assert set(Application.objects.values_list("number", flat=True)) == numbers
    entry = Entry.objects.get(event="applications.joined")
    assert (entry.subject_id, entry.actor) == (moved.pk, fleur)
    assert entry.details == {"kept": two[0].pk, "gone": two[1].pk}


def test_both_addresses_are_told_and_open_the_same_account(fleur, two):
    one, other = two
    known_at(other.email)

    duplicates.join(one, other, by=fleur, at=NOON)

    assert {letter.to for letter in Letter.objects.all()} == {"a@exemple.fr", "b@exemple.fr"}
    assert known_at("b@exemple.fr") == one
    assert EmailAddress.objects.get(email="b@exemple.fr").user == one


def test_nobody_enters_any_more_as_the_one_who_is_gone(fleur, two):
    duplicates.join(*two, by=fleur, at=NOON)

    gone = Person.objects.get(pk=two[1].pk)
    assert (gone.is_active, gone.joined_to, gone.phone) == (False, two[0], "")
    assert "exemple.fr" not in gone.email


def test_what_the_one_who_stays_did_not_say_is_filled(fleur):
    one = twin("a@exemple.fr", State.DECLINED)
    other = twin("b@exemple.fr", phone="+33612345678", town="Beaune")
    Person.objects.filter(pk=one.pk).update(town="Mâcon")
    one.refresh_from_db()

    duplicates.join(one, other, by=fleur, at=NOON)

    one.refresh_from_db()
    assert (one.phone, one.town) == ("+33612345678", "Mâcon")


@pytest.mark.parametrize("state", [State.MET, State.INVITED, State.PAUSED])
def test_two_living_dossiers_are_not_joined_and_the_page_says_what_to_do(client, fleur, state):
    one, other = twin("a@exemple.fr"), twin("b@exemple.fr", state)

    page = client.post(f"{LIST}{one.pk}/{other.pk}/reunion/", {"garde": one.pk}, follow=True)

    assert "demandez à la personne lequel elle garde" in page.text
    assert {found.person for found in Application.objects.all()} == {one, other}
    applications.withdraw(other.applications.get(), by=other, at=NOON)
    duplicates.join(one, other, by=fleur, at=NOON)
    assert {found.person for found in Application.objects.all()} == {one}


def test_the_account_of_a_member_is_never_joined(fleur):
    one = twin("a@exemple.fr")
    other = member("Noémie", "D’Almeida")

    for kept, gone in [(one, other), (other, one)]:
        with pytest.raises(Guarded):
            duplicates.join(kept, gone, by=fleur, at=NOON)
    assert not Letter.objects.exists()


def test_one_does_not_join_oneself(fleur, two):
    with pytest.raises(duplicates.NobodyElse):
        duplicates.join(fleur, two[0], by=fleur, at=NOON)
    with pytest.raises(duplicates.NobodyElse):
        duplicates.join(two[0], two[0], by=fleur, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_two_founders_who_join_at_the_same_second_join_once(fleur, two):
    thomas, (one, other) = founder("Thomas", "Marshall"), two

    refused = together(
        lambda: duplicates.join(one, other, by=fleur, at=NOON),
        lambda: duplicates.join(other, one, by=thomas, at=NOON),
    )

    assert [type(error) for error in refused] == [AlreadyJoined]
    assert len({found.person_id for found in Application.objects.all()}) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(4))
def test_joining_and_what_the_person_does_meanwhile_wait_for_each_other(fleur, turn):
    one, other = twin("a@exemple.fr"), twin("b@exemple.fr", State.DECLINED)
    thread = conversation(person=other, application=other.applications.get())
    mine = one.applications.get()
    closed = other.applications.get()

    refused = together(
        lambda: duplicates.join(one, other, by=fleur, at=NOON),
        lambda: applications.withdraw(mine, by=one, at=NOON, keeps=True),
        lambda: returns.take_up(closed, by=other, at=NOON),
        lambda: conversations.write(thread, text="Encore un mot.", at=NOON),
    )

    assert not [error for error in refused if not isinstance(error, Refused)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(4))
def test_joining_and_erasing_wait_for_each_other(fleur, turn, settings, tmp_path):
    """Each needs the same rows: the sent candidature, the draft begun since, both people."""
    settings.ERASURES_FILE = tmp_path / "erasures.txt"
    one, other = twin("a@exemple.fr", State.WITHDRAWN), twin("b@exemple.fr", State.WITHDRAWN)
    draft(person=other, email="b@exemple.fr")

    refused = together(
        lambda: duplicates.join(one, other, by=fleur, at=NOON),
        lambda: erasing.erase_person(other, by=other, at=NOON),
        lambda: erasing.erase_person(one, by=one, at=NOON),
    )

    assert not [error for error in refused if not isinstance(error, (Refused, ObjectDoesNotExist))]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", range(4))
def test_erasing_and_writing_in_the_thread_wait_for_each_other(turn, settings, tmp_path):
    settings.ERASURES_FILE = tmp_path / "erasures.txt"
    one = twin("a@exemple.fr", State.WITHDRAWN)
    mine = one.applications.get()
    thread = conversation(person=one, application=mine)

    refused = together(
        lambda: erasing.erase(mine, by=one, at=NOON),
        lambda: conversations.write(thread, text="Encore un mot.", at=NOON),
    )

    assert not [error for error in refused if not isinstance(error, (Refused, ObjectDoesNotExist))]
    assert not Message.objects.exists()


def test_duplicates_do_not_exist_for_a_member(client, two):
    client.force_login(member())

    assert client.get(LIST).status_code == 404
    assert client.post(f"{LIST}{two[0].pk}/{two[1].pk}/reunion/").status_code == 404

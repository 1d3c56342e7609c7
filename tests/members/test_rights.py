"""What somebody asks of their data: a person answers, within a month, in words received."""

from datetime import UTC, date, datetime, timedelta

import pytest

from applications.states import State
from coopstudio.mail.models import Letter
from members.actions.data import rights
from members.models import DataRequest
from tests.applications import factories as applying
from tests.members import factories

MONDAY = datetime(2026, 5, 11, 10, 0, tzinfo=UTC)
KIND = DataRequest.Kind.RECTIFICATION

pytestmark = pytest.mark.django_db


def asked(person=None, at=MONDAY):
    person = person or factories.person()
    return rights.ask(person, KIND, words="Ma commune est Mâcon.", at=at)


def kinds():
    return sorted(Letter.objects.values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (datetime(2026, 5, 11, tzinfo=UTC), date(2026, 6, 11)),
        (datetime(2026, 1, 31, 12, tzinfo=UTC), date(2026, 2, 28)),
        (datetime(2026, 12, 15, 12, tzinfo=UTC), date(2027, 1, 15)),
    ],
)
def test_the_month_ends_on_the_same_day_of_the_next(at, due):
    assert rights.a_month_after(at) == due


def test_a_request_is_received_by_both_sides():
    factories.founder(), factories.founder("Thomas", "Marshall")

    one = asked()

    assert one.due_on == date(2026, 6, 11)
    assert kinds() == ["members.data_asked", "members.data_request", "members.data_request"]


def test_the_letter_to_founders_names_nobody():
    factories.founder()

    asked(factories.person("Noémie", "Coquelicot"))

    letter = Letter.objects.get(kind="members.data_request")
    assert "Coquelicot" not in letter.text + letter.subject


def test_asking_the_same_twice_is_refused():
    one = asked()

    with pytest.raises(rights.AlreadyAsked):
        asked(one.person)


def test_an_answer_leaves_by_letter_once():
    one, thomas = asked(), factories.founder("Thomas", "Marshall")

    rights.answer(one, by=thomas, at=MONDAY, words="C’est corrigé.")

    letter = Letter.objects.get(kind="members.data_answered")
    assert "C’est corrigé." in letter.text
    assert "Thomas Marshall" in letter.text
    with pytest.raises(rights.AlreadyAnswered):
        rights.answer(one, by=thomas, at=MONDAY, words="Encore.")


def test_nobody_answers_their_own():
    fleur = factories.founder()

    with pytest.raises(rights.NotToOneself):
        rights.answer(asked(fleur), by=fleur, at=MONDAY, words="Oui, moi.")


def test_an_empty_answer_is_refused():
    with pytest.raises(rights.EmptyAnswer):
        rights.answer(asked(), by=factories.founder(), at=MONDAY, words="  ")


def test_founders_are_reminded_once_ten_days_before_the_end():
    factories.founder()
    asked()

    for day in (20, 21, 22, 23):
        rights.remind(at=MONDAY + timedelta(days=day))

    assert kinds().count("members.data_reminder") == 1
    assert DataRequest.objects.get().reminded_at == MONDAY + timedelta(days=21)


def test_what_is_answered_is_not_recalled():
    founder, one = factories.founder(), asked()
    rights.answer(one, by=founder, at=MONDAY, words="C’est corrigé.")

    rights.remind(at=MONDAY + timedelta(days=25))

    assert "members.data_reminder" not in kinds()


# --- the pages ---


def test_a_person_asks_on_their_page_and_sees_the_day(client):
    client.force_login(factories.person())

    client.post("/mes-donnees/demande/", {"kind": "rectify", "words": "Ma commune est Mâcon."})

    assert "Ma commune est Mâcon." in client.get("/mes-donnees/").content.decode()


def test_without_words_it_is_refused_and_nothing_typed_is_lost(client):
    client.force_login(factories.person())

    answer = client.post("/mes-donnees/demande/", {"kind": "rectify"})

    assert answer.status_code == 422
    assert "<title>Erreur" in answer.content.decode()
    assert 'value="rectify" checked' in answer.content.decode().replace('" id', '" id').replace(
        ' id="id_kind_1"', ""
    )


def test_founders_see_the_days_that_are_left(client):
    one = factories.data_request(due_on=date(2020, 1, 1))
    client.force_login(factories.founder())

    page = client.get("/donnees/demandes/").content.decode()

    assert "en retard" in page
    assert f"/donnees/demandes/{one.pk}/" in page


def test_the_name_stays_folded_while_the_application_is(client):
    noemie = factories.person("Noémie", "Coquelicot")
    applying.application(State.READING, person=noemie)
    one = factories.data_request(noemie)
    client.force_login(factories.founder())

    page = client.get(f"/donnees/demandes/{one.pk}/").content.decode()

    assert "Coquelicot" not in page
    assert "repliée" in page


def test_an_answer_is_written_on_the_page(client):
    one = factories.data_request()
    client.force_login(factories.founder())

    client.post(f"/donnees/demandes/{one.pk}/", {"words": "C’est corrigé."})

    one.refresh_from_db()
    assert one.answer == "C’est corrigé."

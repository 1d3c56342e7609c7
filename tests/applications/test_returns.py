"""What was closed is taken up again: the same dossier, a new look, a history that stays."""

from datetime import timedelta

import pytest

from applications.actions import applications, completions, readings, returns
from applications.missing import missing_in
from applications.models import Application, Completion, Reading, Revision
from applications.states import State
from applications.unsent import Unsent
from coopstudio.documents.models import Document
from coopstudio.files.models import PrivateFile
from coopstudio.mail.models import Letter
from coopstudio.states import ForbiddenMove
from members.actions import consents
from members.rights.consents import WORDS
from members.states import Purpose
from tests.applications.factories import NOON, application
from tests.members.factories import founder
from tests.together import together

LATER = NOON + timedelta(days=40)
pytestmark = pytest.mark.django_db


@pytest.fixture
def fleur():
    return founder("Fleur", email="fleur@exemple.fr")


@pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN])
def test_its_person_takes_it_up_in_a_new_revision_and_a_new_cycle(state, fleur):
    mine = application(state)

    back = returns.take_up(mine, by=mine.person, at=LATER)

    assert (back.state, back.revision, back.cycle) == (State.READING, 2, 2)
    assert back.crossed_at is None
    assert list(Revision.objects.values_list("number", flat=True)) == [1, 2]
    letters = Letter.objects.order_by("pk").values_list("kind", "to")
    assert list(letters) == [
        ("applications.taken_up", mine.email),
        ("applications.taken_up_told", "fleur@exemple.fr"),
    ]
    assert Letter.objects.first().document == Document.objects.get(kind="applications.copy")


def test_what_was_never_crossed_goes_on_in_the_same_cycle(fleur):
    founder("Thomas", email="thomas@exemple.fr")
    mine = application(State.READING)
    readings.write_reading(mine, by=fleur, at=NOON, wish="yes")
    applications.withdraw(mine, by=mine.person, at=NOON)

    back = returns.take_up(mine, by=mine.person, at=LATER)

    assert (back.cycle, Reading.objects.written().of(back).count()) == (1, 1)
    told = Letter.objects.filter(kind__startswith="applications.taken_up")
    assert {
        ("où l’on en était" in one.text or "où nous en étions" in one.text) for one in told
    } == {True}


def test_it_comes_back_as_often_as_life_does_and_each_letter_leaves_each_time():
    mine = application(State.WITHDRAWN)

    for turn in (1, 2):
        returns.take_up(mine, by=mine.person, at=LATER + timedelta(days=turn))
        applications.withdraw(mine, by=mine.person, at=LATER + timedelta(days=turn))

    assert Letter.objects.filter(kind="applications.withdrawn").count() == 2
    assert Letter.objects.filter(kind="applications.taken_up").count() == 2


def test_a_founder_takes_it_up_only_if_its_person_agreed(fleur):
    mine = application(State.DECLINED)
    with pytest.raises(returns.NoAccord):
        returns.take_up(mine, by=fleur, at=LATER)
    consents.give(mine.person, Purpose.KEEP, text=WORDS[Purpose.KEEP], at=NOON)

    back = returns.take_up(mine, by=fleur, at=LATER)

    assert (back.state, back.revision, back.cycle) == (State.READING, 1, 2)
    assert "Fleur a repensé à vous" in Letter.objects.get(kind="applications.taken_up").text


def test_what_the_person_was_preparing_is_not_lost_when_a_founder_takes_it_up(client, fleur):
    mine = application(State.DECLINED)
    consents.give(mine.person, Purpose.KEEP, text=WORDS[Purpose.KEEP], at=NOON)
    prepared = returns.prepare_return(mine, by=mine.person, at=NOON)
    completions.save_completion(prepared, at=NOON, where="Maintenant, Dijon.")

    back = returns.take_up(mine, by=fleur, at=LATER)

    assert (back.state, back.where, back.revision) == (State.COMPLETING, mine.where, 1)
    letter = Letter.objects.get(kind="applications.taken_up")
    assert "Vous aviez commencé à changer des réponses" in letter.text
    client.force_login(mine.person)
    page = client.get(f"/ma-candidature/{mine.number}/precisions/").text
    assert "Maintenant, Dijon." in page
    sent = completions.send_completion(prepared, by=mine.person, at=LATER)
    assert (sent.where, sent.revision) == ("Maintenant, Dijon.", 2)


def test_a_return_in_which_nothing_changed_yet_is_closed_when_a_founder_takes_it_up(fleur):
    mine = application(State.DECLINED)
    consents.give(mine.person, Purpose.KEEP, text=WORDS[Purpose.KEEP], at=NOON)
    returns.prepare_return(mine, by=mine.person, at=NOON)

    assert returns.take_up(mine, by=fleur, at=LATER).state == State.READING
    assert not Completion.objects.filter(closed_at=None).exists()


@pytest.mark.parametrize("state", [State.READING, State.INVITED, State.PAUSED])
def test_what_is_not_closed_is_not_taken_up(state):
    mine = application(state)

    with pytest.raises(ForbiddenMove):
        returns.take_up(mine, by=mine.person, at=LATER)


def test_it_stays_closed_while_another_one_lives():
    closed = application(State.DECLINED)
    application(State.READING, person=closed.person)

    with pytest.raises(applications.AlreadyUnderWay):
        returns.take_up(closed, by=closed.person, at=LATER)


@pytest.mark.django_db(transaction=True)
def test_a_double_click_takes_it_up_once(fleur):
    mine = application(State.DECLINED)

    def click():
        returns.take_up(mine, by=mine.person, at=LATER)

    assert [type(one) for one in together(click, click)] == [ForbiddenMove]
    assert Application.objects.get().revision == 2


# --- the pages ---


def test_the_person_changes_what_changed_and_sends_it_again(client, fleur):
    mine = application(State.WITHDRAWN)
    client.force_login(mine.person)
    address = f"/ma-candidature/{mine.number}/reprise/"
    assert "Reprendre ma candidature" in client.get(f"/ma-candidature/{mine.number}/").text

    page = client.get(address)
    assert "J’anime des groupes de parole." in page.text
    assert address in client.get("/candidater/vous/").text  # said to who would begin another one
    assert not Completion.objects.exists()

    form = {
        name: getattr(mine, name)
        for name in ("what", "for_whom", "where", "coming", "time", "to_learn", "path")
    }
    client.post(address, form | {"where": "Maintenant, Dijon.", "likes": "", "dislikes": ""})

    mine.refresh_from_db()
    assert (mine.state, mine.where, mine.revision) == (State.READING, "Maintenant, Dijon.", 2)


def test_a_return_begun_is_kept_by_itself(client):
    mine = application(State.DECLINED)
    client.force_login(mine.person)

    answer = client.post(
        f"/ma-candidature/{mine.number}/precisions/brouillon/", {"where": "Dijon.", "what": ""}
    )

    assert answer.status_code == 200
    assert "Dijon." in client.get(f"/ma-candidature/{mine.number}/reprise/").text
    mine.refresh_from_db()
    assert mine.state == State.DECLINED


def test_a_founder_s_page_says_whether_the_person_agreed(client, fleur):
    mine = application(State.DECLINED)
    client.force_login(fleur)
    address = f"/candidatures/{mine.number}/reprise/"

    assert "Elle n’a pas donné cet accord" in client.get(address).text
    client.post(address)
    mine.refresh_from_db()
    assert mine.state == State.DECLINED

    consents.give(mine.person, Purpose.KEEP, text=WORDS[Purpose.KEEP], at=NOON)
    client.post(address)
    mine.refresh_from_db()
    assert mine.state == State.READING


def test_readings_of_before_stay_in_the_dossier_under_their_own_name(client, fleur):
    mine = application(State.READING)
    readings.write_reading(mine, by=fleur, at=NOON, wish="yes", touches="Sa franchise.")
    applications.withdraw(mine, by=mine.person, at=NOON)
    returns.take_up(mine, by=mine.person, at=LATER)
    client.force_login(fleur)

    page = client.get(f"/candidatures/{mine.number}/").text

    assert "reprise 1" in page
    assert "Sa franchise." in page
    assert "D’Almeida" in page


# --- leaving ---


def test_the_page_of_withdrawal_erases_nothing_and_shows_the_way_to_erase(client, fleur):
    mine = application(State.READING)
    client.force_login(mine.person)
    address = f"/ma-candidature/{mine.number}/retrait/"
    page = client.get(address).text
    assert "garder le dossier" in page
    assert "fate" not in page
    assert 'href="/mes-donnees/effacement/"' in page

    client.post(address, {"fate": "erase"})

    mine.refresh_from_db()
    assert (mine.state, mine.first_name) == (State.WITHDRAWN, "Noémie")
    assert 'href="/mes-donnees/effacement/"' in client.get(f"/ma-candidature/{mine.number}/").text


def test_a_reason_outside_the_list_is_refused_and_nothing_is_withdrawn(client):
    mine = application(State.READING)
    client.force_login(mine.person)

    answer = client.post(f"/ma-candidature/{mine.number}/retrait/", {"reason": "sale"})

    assert answer.status_code == 422
    mine.refresh_from_db()
    assert mine.state == State.READING


def test_what_lacks_on_the_way_back_is_named_where_it_lacks(client):
    mine = application(State.WITHDRAWN, trades=["arts"], coming="yes")
    client.force_login(mine.person)
    back = f"/ma-candidature/{mine.number}/reprise/"
    assert client.get(back).text.count("facultatif") == 3  # whom for, to learn, time

    answer = client.post(back, {"go": "send"})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"what", "trades", "coming", "cv"}
    assert "Il reste 4 points" in answer.text
    mine.refresh_from_db()
    assert mine.state == State.WITHDRAWN


def test_a_new_cv_is_enough_to_tell_ones_path_on_the_way_back():
    mine = application(State.WITHDRAWN, path="")
    file = PrivateFile(pk=7)

    assert missing_in(Unsent(mine, Completion(application=mine, cv=file))) == []
    assert [one.field for one in missing_in(Unsent(mine))] == ["cv"]


def test_the_page_says_when_it_was_sent_again_like_the_receipt(client):
    mine = application(State.WITHDRAWN)
    back = returns.take_up(mine, by=mine.person, at=LATER)

    client.force_login(mine.person)
    page = client.get(f"/ma-candidature/{back.number}/").text

    assert "11 mai 2026, renvoyée le 20 juin 2026, copie envoyée" in " ".join(page.split())

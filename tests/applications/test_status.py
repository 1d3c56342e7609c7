"""The person sees where their application stands, who opened it, and nothing of the talk inside."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from applications.actions import applications, conversations, readings, returns, weather
from applications.actions.keeping import openings
from applications.actions.meeting import meetings
from applications.events import TO_THE_PERSON, Event
from applications.following import Following
from applications.models import Completion, DossierOpening, Meeting, Parting, Pause
from applications.states import PUBLIC_WORDS, Outcome, State
from coopstudio.journal.api import record
from coopstudio.mail.models import Letter
from tests.applications.factories import (
    NOON,
    application,
    conversation,
    decision_of,
    draft,
    met,
    reaction,
)
from tests.members.factories import belongs, founder, invitation, person, request

pytestmark = pytest.mark.django_db
MOST_OF_THE_PAGE = 22


def page_of(client, mine):
    client.force_login(mine.person)
    return client.get(f"/ma-candidature/{mine.number}/")


@pytest.mark.parametrize(
    "state", [state for state in State if state not in (State.DRAFT, State.ERASED)]
)
def test_every_state_is_told_in_public_words(client, state):
    mine = application(state)

    answer = page_of(client, mine)

    assert answer.status_code == 200
    assert PUBLIC_WORDS[mine.told_state] in answer.text
    if state.label not in ("reçue", "retirée"):
        assert f">{state.label}<" not in answer.text


def test_what_founders_say_among_themselves_never_leaks(client):
    fleur = founder("Fleur")
    mine = application(State.DECIDED)
    for event in Event:
        record(event, mine, by=fleur)

    answer = page_of(client, mine)

    for event in set(Event) - set(TO_THE_PERSON):
        assert event.label not in answer.text
    assert "Fleur a commencé à vous lire" in answer.text


@pytest.mark.parametrize("before", [State.MET, State.CROSSED])
def test_decided_looks_exactly_like_before_until_the_letter_is_sent(client, before):
    waiting, decided = application(before), application(State.DECIDED)
    if before == State.MET:
        fleur = founder()
        for mine in (waiting, decided):
            met(mine, by=fleur)

    pages = []
    for mine in (waiting, decided):
        text = page_of(client, mine).text.split("<main")[1].split("</main>")[0]
        text = re.sub(r'(name="(csrfmiddlewaretoken|once)" value=)"[^"]+"', r"\1", text)
        pages.append(text.replace(mine.reference, "").replace(f"/{mine.number}/", "/"))

    assert pages[0] == pages[1]


def test_somebody_else_is_told_that_it_does_not_exist(client):
    mine = application()
    client.force_login(person())

    for page in ("", "envoi/", "retrait/"):
        assert client.get(f"/ma-candidature/{mine.number}/{page}").status_code == 404
    assert client.post(f"/ma-candidature/{mine.number}/retrait/").status_code == 404


def test_a_visitor_is_sent_to_the_sign_in(client):
    assert client.get("/ma-candidature/").status_code == 302


def test_all_of_ones_applications_are_there(client):
    first = application(State.WITHDRAWN)
    second = application(person=first.person)

    answer = page_of(client, second)

    assert first.reference in answer.text
    assert client.get("/ma-candidature/").url == f"/ma-candidature/{second.number}/"


def test_who_only_has_a_draft_finds_it_again(client):
    mine = draft(person=person())
    client.force_login(mine.person)

    assert "Votre brouillon vous attend" in client.get("/ma-candidature/").text


def test_what_was_sent_is_read_again_as_it_was(client):
    mine = application(what="Première ligne\n<b>Seconde</b>")
    client.force_login(mine.person)

    answer = client.get(f"/ma-candidature/{mine.number}/envoi/")

    assert "&lt;b&gt;Seconde&lt;/b&gt;" in answer.text


def test_a_decline_shows_no_way_to_withdraw(client):
    assert "Retirer ma candidature" not in page_of(client, application(State.DECLINED)).text


def test_the_hour_of_the_meeting_is_chosen_there(client):
    fleur = founder()
    mine = application(State.CROSSED)
    soon = timezone.now() + timedelta(days=3)
    slots = [soon, soon + timedelta(hours=2)]
    meeting = meetings.propose_meeting(
        mine, by=fleur, at=timezone.now(), slots=slots, place="À Dijon", minutes=45
    )
    assert "Choisir cette heure" in page_of(client, mine).text

    for nonsense in ("", "0", "x", "9" * 30):
        client.post(f"/ma-candidature/{mine.number}/creneau/", {"slot": nonsense})
    meeting.refresh_from_db()
    assert meeting.at is None

    slot = meeting.slots.last()
    client.post(f"/ma-candidature/{mine.number}/creneau/", {"slot": str(slot.pk)})

    assert "Rencontre fixée" in page_of(client, mine).text
    meeting.refresh_from_db()
    assert meeting.at == slot.at


# --- what is said follows what happened ---


def told(mine, outcome=Outcome.DECLINE, *, by, **words):
    """The answer that was sent to them, by its own letter."""
    key = f"applications.answer:{mine.pk}"
    letter = Letter.objects.create(kind="applications.answer", key=key, to=mine.email)
    how = {"told_by": by, "told_at": NOON, "letter": letter, **words}
    return decision_of(mine, cycle=mine.cycle, outcome=outcome, **how)


def test_the_answer_is_read_again_on_the_page_with_its_shared_reason(client):
    fleur, mine = founder("Fleur"), application(State.DECLINED)
    reason = {"kind": "time", "words": "Un jour par mois ne suffit pas.", "is_shared": True}
    parting = Parting.objects.create(application=mine, by=fleur, **reason)
    told(mine, by=fleur, body="Votre lettre nous a touchés.", parting=parting)
    decision_of(application(State.DECIDED), outcome=Outcome.DECLINE, body="Pas encore partie.")

    page = page_of(client, mine).text

    assert "Votre lettre nous a touchés." in page
    assert "Un jour par mois ne suffit pas." in page


def test_an_answer_that_is_not_sent_is_not_on_the_page(client):
    mine = application(State.DECIDED)
    decision_of(mine, outcome=Outcome.DECLINE, body="Pas encore partie.")

    assert "Pas encore partie." not in page_of(client, mine).text


def test_declined_without_a_meeting_no_meeting_is_ticked(client):
    mine = application(State.DECLINED)
    told(mine, by=founder("Fleur"), body="Merci.")

    stops = Following(mine, now=timezone.now()).stops

    assert [stop["done"] for stop in stops] == [True, True, False, False]
    assert [stop["note"] for stop in stops[2:]] == [
        "Il n’y en a pas eu",
        "Réponse envoyée le 11 mai 2026",
    ]


def test_declined_after_a_meeting_the_meeting_is_ticked(client):
    fleur, mine = founder("Fleur"), application(State.DECLINED)
    held = {"at": NOON, "held_at": NOON, "place": "À Dijon"}
    Meeting.objects.create(application=mine, proposed_by=fleur, **held)

    stop = Following(mine, now=timezone.now()).stops[2]

    assert stop["done"]
    assert stop["note"] == "Nous nous sommes vus le 11 mai 2026"


def test_what_nobody_opened_is_not_told_as_being_read_when_it_comes_back(client):
    founder("Fleur")
    mine = application(State.SUBMITTED)
    applications.withdraw(mine, by=mine.person, at=timezone.now())
    page = page_of(client, mine).text
    assert page.count("n’a ouvert") + page.count("ne l’a encore ouvert") == 1

    returns.take_up(mine, by=mine.person, at=timezone.now())

    mine.refresh_from_db()
    assert mine.state == State.SUBMITTED
    assert "on vous lit" not in page_of(client, mine).text


def test_what_is_read_again_in_a_new_cycle_waits_for_its_first_reader(client):
    fleur, mine = founder("Fleur"), application(State.READING, cycle=2)
    record(Event.OPENED, mine, by=fleur)  # in the cycle before

    before = page_of(client, mine).text
    readings.start_reading(mine, by=fleur, at=timezone.now())
    after = page_of(client, mine).text

    assert "on vous lit" not in before
    assert "vous lit depuis" not in before
    assert "on vous lit" in after
    assert "vous lit depuis" in after


def test_to_open_a_dossier_is_not_to_have_begun_to_read(client):
    fleur, mine = founder("Fleur"), application()
    DossierOpening.objects.create(application=mine, by=fleur, hour=timezone.now())

    page = page_of(client, mine).text
    applications.withdraw(mine, by=mine.person, at=timezone.now())
    closed = page_of(client, mine).text

    assert "Fleur</strong>, le dossier" in page
    assert "n’a pas encore commencé sa lecture" in page
    assert "Personne n’avait commencé sa lecture." in closed
    assert "ne l’a encore ouvert" not in closed


def test_nobody_reads_a_closed_dossier_any_more(client):
    fleur, mine = founder("Fleur"), application(State.WITHDRAWN)
    record(Event.OPENED, mine, by=fleur)

    page = page_of(client, mine).text

    assert "vous lit depuis" not in page
    assert "a commencé à vous lire le" in page


def test_a_pause_says_who_asked_for_it(client):
    mine, theirs = application(State.PAUSED), application(State.PAUSED)
    facts = {"until": mine.paused_until, "reason": "L’été.", "asked_at": NOON, "began_at": NOON}
    Pause.objects.create(application=mine, asked_by=mine.person, **facts)
    Pause.objects.create(application=theirs, asked_by=founder("Fleur"), **facts)

    pages = [page_of(client, one).text for one in (mine, theirs)]

    assert "à votre demande" in pages[0]
    assert "comme Fleur vous l’avait proposé" in pages[1]
    assert all("commun accord" not in page for page in pages)


def test_once_other_hours_are_asked_it_is_no_more_theirs_to_choose(client):
    mine, soon = application(State.CROSSED), timezone.now() + timedelta(days=3)
    who = {"at": timezone.now(), "slots": [soon], "place": "À Dijon", "minutes": 45}
    meeting = meetings.propose_meeting(mine, by=founder(), **who)
    assert "Choisissez l’heure qui vous va" in page_of(client, mine).text

    meetings.ask_other_hours(
        meeting, by=mine.person, at=timezone.now(), hours=[soon + timedelta(days=1)]
    )

    assert "Choisissez l’heure qui vous va" not in page_of(client, mine).text
    assert "Votre demande d’autres heures est chez nous" in page_of(client, mine).text


# --- what it costs ---


@pytest.mark.parametrize("count", [1, 30])
def test_the_persons_page_asks_the_same_questions_whatever_was_said(
    client, count, django_assert_max_num_queries
):
    mine = application(State.READING)
    fleur, thomas = founder(), founder("Thomas", "Marshall")
    thread = conversation(person=mine.person, application=mine)
    for rank in range(count):
        reaction(mine)
        conversations.answer(
            thread, by=fleur, text=f"Mot {rank}.", at=NOON + timedelta(minutes=rank)
        )
        openings.note(mine, by=thomas, at=NOON + timedelta(hours=rank))
        weather.note(mine, feeling="worry", need="news", audience="founders", at=NOON)
    client.force_login(mine.person)
    page = f"/ma-candidature/{mine.number}/"

    client.get(page)
    with django_assert_max_num_queries(MOST_OF_THE_PAGE):
        client.get(page)


@pytest.mark.parametrize(("state", "is_there"), [(State.CROSSED, True), (State.WITHDRAWN, False)])
def test_once_withdrawn_no_word_is_asked_any_more(client, state, is_there):
    mine = application(state, crossed_at=NOON)

    assert ("Votre parole, la nôtre" in page_of(client, mine).text) is is_there


@pytest.mark.parametrize(
    ("state", "pages"),
    [
        (State.READING, ["", "attente/"]),
        (State.COMPLETING, ["precisions/"]),
        (State.MEETING_PROPOSED, ["reciprocite/", "rencontre/"]),
        (State.MET, ["rencontre/"]),
    ],
)
def test_wherever_the_person_writes_one_reads_who_will_read_it_and_until_when(client, state, pages):
    mine, fleur = application(state), founder()
    facts = {"application": mine, "proposed_by": fleur, "place": "Dijon", "at": NOON}
    if state == State.MEETING_PROPOSED:
        Meeting.objects.create(**facts | {"at": None})
    if state == State.MET:
        Meeting.objects.create(**facts, held_at=NOON)
    if state == State.COMPLETING:
        Completion.objects.create(
            application=mine, asked_by=fleur, questions="Quand ?", fields=["what"]
        )
    client.force_login(mine.person)

    for place in pages:
        page = client.get(f"/ma-candidature/{mine.number}/{place}").text
        written = [one for one in page.split("<form")[1:] if "<textarea" in one]
        assert written
        assert [one for one in written if "Durée" not in one.partition("</form>")[0]] == []


def test_an_invitation_that_was_answered_is_not_offered_again(client):
    mine = application(State.INVITED)
    client.force_login(mine.person)
    page = f"/ma-candidature/{mine.number}/"
    invited = client.get(page).text

    request(invitation=invitation(mine.person))
    asked = client.get(page).text
    belongs(mine.person, since=NOON.date() + timedelta(days=30))
    joined = client.get(page).text

    offers = ["Ouvrir le bulletin" in one for one in (invited, asked, joined)]
    assert offers == [True, False, False]
    assert "Bulletin arrivé" in asked
    assert "est devenue votre adhésion" in joined

"""The room, seen by each: whose turn it is, what one may do, and one number that tells it moved."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.actions import meetings
from governance.models import Meeting
from governance.states import RoundKind
from tests.governance.factories import circle, joins, people_of
from tests.governance.meetings.living import (
    a_circle,
    a_round,
    after,
    agreed,
    closed,
    convened,
    lived,
    opened,
    prepared,
)
from tests.members.factories import member, person

pytestmark = pytest.mark.django_db


def entered(client, someone):
    client.force_login(someone)
    client.get("/etapes/")
    return client


def beat(meeting):
    return Meeting.objects.with_beat().get(pk=meeting.pk).whole_beat


def room(client, meeting):
    return client.get(f"/reunions/{meeting.pk}/seance/")


def said(answer):
    return " ".join(answer.content.decode().split())


def questions(asked):
    """Without the savepoints, which stand for the transaction of a request."""
    return sum("SAVEPOINT" not in one["sql"] for one in asked)


# --- the pulse ---


def test_an_unchanged_pulse_is_empty_and_asks_two_questions(client):
    meeting = lived()
    entered(client, people_of(meeting.circle)[2])
    address = f"/reunions/{meeting.pk}/pouls/?b={beat(meeting)}"
    client.get(address)

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)

    assert (answer.status_code, answer.content, questions(asked)) == (204, b"", 2)


def test_a_pulse_brings_the_room_when_something_moved(client):
    meeting = opened()
    entered(client, people_of(meeting.circle)[2])
    before = beat(meeting)

    a_round(meeting)
    answer = client.get(f"/reunions/{meeting.pk}/pouls/?b={before}")

    assert answer.status_code == 200
    assert f'data-beat="{beat(meeting)}"' in said(answer)


def test_a_stranger_hears_no_pulse(client):
    meeting = opened()
    entered(client, person())

    assert client.get(f"/reunions/{meeting.pk}/pouls/?b=1").status_code == 404


def test_a_meeting_that_is_nowhere_has_no_pulse(client):
    entered(client, member())

    assert client.get("/reunions/999/pouls/?b=1").status_code == 404


def test_a_pulse_says_when_the_meeting_is_over(client):
    meeting = closed()
    entered(client, people_of(meeting.circle)[2])

    answer = client.get(f"/reunions/{meeting.pk}/pouls/?b=0.0.0")

    assert answer.url == f"/reunions/{meeting.pk}/"


def test_the_beat_of_a_text_moves_the_room():
    meeting = lived()

    assert beat(meeting) == f"{Meeting.objects.get().beat}.0.0"


# --- the room ---


def test_a_phone_says_that_it_is_ones_turn(client):
    meeting = opened()
    first, second, _third = people_of(meeting.circle)
    opening = a_round(meeting)

    assert "C’est à vous, Fleur." in said(room(entered(client, first), meeting))
    assert "C’est à vous, Thomas." not in said(room(entered(client, second), meeting))
    meetings.pass_floor(opening.seats.first(), by=first, at=after(2))
    assert "C’est à vous, Thomas." in said(room(entered(client, second), meeting))


def test_two_answers_weigh_the_same_and_nothing_is_chosen(client):
    meeting = opened()
    meetings.ask_agenda(meeting, by=meeting.by, at=after(1))

    page = said(room(entered(client, meeting.by), meeting))

    assert page.count('class="go-answer go-answer--') == 2
    assert "checked" not in page


def test_the_agenda_is_consented_from_telephones(client):
    meeting = opened()
    asked = meetings.ask_agenda(meeting, by=meeting.by, at=after(1))

    for seat in asked.seats.all():
        entered(client, seat.person)
        client.post(f"/reunions/{meeting.pk}/seance/voix/", {"seat": seat.pk, "kind": "consent"})

    assert Meeting.objects.get().state == "agreed"


def test_who_writes_passes_the_floor_from_the_page(client):
    meeting = opened()
    seat = a_round(meeting).seats.first()
    entered(client, people_of(meeting.circle)[1])

    client.post(f"/reunions/{meeting.pk}/seance/parole/", {"seat": seat.pk})

    assert seat.turns.count() == 1


def test_a_refused_gesture_says_why_and_comes_back(client):
    meeting = opened()
    entered(client, people_of(meeting.circle)[2])

    answer = client.post(f"/reunions/{meeting.pk}/seance/ordre-du-jour/", follow=True)

    assert "C’est à la personne qui facilite de conduire la réunion." in said(answer)


def test_only_who_sits_there_acts(client):
    meeting = opened()
    entered(client, member("Léonie"))

    client.post(f"/reunions/{meeting.pk}/seance/tours/", {"tour": "ouverture"})

    assert meeting.rounds.count() == 0


def test_words_are_kept_as_they_are_typed(client):
    meeting = lived()
    item = meeting.items.first()
    entered(client, people_of(meeting.circle)[1])
    address = f"/reunions/{meeting.pk}/points/{item.pk}/notes/"

    first = client.post(address, {"words": "Un"}, headers={"X-Autosave": "1"})
    stale = client.post(address, {"words": "Deux", "seen": "x"}, headers={"X-Autosave": "1"})

    item.refresh_from_db()
    assert (first.status_code, stale.status_code, item.notes) == (200, 409, "Un")


@pytest.mark.parametrize("kind", [RoundKind.OPENING, None])
def test_the_room_costs_the_same_with_more_people(client, kind):
    costs = []
    for size in (3, 8):
        meeting = opened(a_circle(size, name=f"Cercle {size}"))
        if kind:
            a_round(meeting, kind)
        entered(client, people_of(meeting.circle)[2])
        room(client, meeting)
        with CaptureQueriesContext(connection) as asked:
            room(client, meeting)
        costs.append(len(asked))

    assert costs[0] == costs[1]
    assert costs[0] <= 12 + 2  # twelve, and the two words of a savepoint


# --- before and after ---


def test_the_list_costs_the_same_with_thirty(client):
    made = a_circle()
    someone = people_of(made)[2]
    prepared(made, items=0)
    entered(client, someone)
    client.get("/reunions/")
    with CaptureQueriesContext(connection) as one:
        client.get("/reunions/")
    for _ in range(29):
        prepared(made, items=0)

    with CaptureQueriesContext(connection) as thirty:
        answer = client.get("/reunions/")

    assert (answer.status_code, len(thirty)) == (200, len(one))
    assert len(one) <= 8


def test_older_meetings_are_read_by_a_bookmark(client):
    made = circle()
    someone = people_of(made)[0]
    rows = [
        Meeting(
            circle=made, at=after(-60 * 24 * day), place="Dijon", by=someone, state="closed",
            opened_at=after(-60 * 24 * day), closed_at=after(-60 * 24 * day),
        )
        for day in range(1, 31)
    ]  # fmt: skip
    Meeting.objects.bulk_create(rows)
    entered(client, someone)

    first = client.get("/reunions/")
    then = client.get("/reunions/", {"avant": first.context["more"]})

    assert (len(first.context["past"]), len(then.context["past"])) == (25, 5)


def test_a_meeting_is_prepared_from_the_pages(client):
    made = a_circle()
    entered(client, people_of(made)[0])

    answer = client.post(
        f"/cercles/{made.pk}/reunions/nouvelle/",
        {"starts_at": "2027-05-03T18:00", "minutes": "90", "place": "Dijon", "words": ""},
    )

    meeting = Meeting.objects.get()
    assert answer.url == f"/reunions/{meeting.pk}/"
    client.post(
        f"/reunions/{meeting.pk}/points/nouveau/",
        {"subject": "Les clés", "wish": "decide", "minutes": "15", "carrier": meeting.by_id},
    )
    assert [item.subject for item in meeting.items.all()] == ["Les clés"]


def test_a_refused_form_keeps_its_words(client):
    made = a_circle()
    entered(client, people_of(made)[0])

    answer = client.post(
        f"/cercles/{made.pk}/reunions/nouvelle/",
        {"starts_at": "hier", "minutes": "90", "place": "Dijon", "words": "Midi"},
    )

    assert answer.status_code == 422
    assert "<title>Erreur" in said(answer)
    assert "Midi" in said(answer)


def test_whoever_reads_may_not_prepare(client):
    made = a_circle()
    entered(client, member("Léonie"))

    assert client.get(f"/cercles/{made.pk}/reunions/nouvelle/").status_code == 404


def test_each_page_opens(client):
    made = a_circle()
    first = people_of(made)[0]
    joins(member("Jeanne", "Mougin"), made, standing="guest")
    entered(client, first)
    before = convened(made)
    pages = ["", "points/nouveau/", "date/", "annulation/", "ouverture/", "agenda.ics"]
    got = [client.get(f"/reunions/{before.pk}/{page}").status_code for page in pages]
    item = before.items.first()
    got.append(client.get(f"/reunions/{before.pk}/points/{item.pk}/").status_code)

    after_it = closed(a_circle(name="Accueil"))
    entered(client, after_it.by)
    got.append(client.get(f"/reunions/{after_it.pk}/").status_code)
    got.append(client.get(f"/reunions/{after_it.pk}/compte-rendu/").status_code)

    assert got == [200] * 9


@pytest.mark.parametrize("moment", [opened, agreed, lived])
def test_the_room_is_drawn_at_each_moment(client, moment):
    meeting = moment()

    for someone in people_of(meeting.circle):
        assert room(entered(client, someone), meeting).status_code == 200


def test_the_room_of_a_meeting_that_is_not_open_is_its_page(client):
    meeting = prepared()
    entered(client, meeting.by)

    assert room(client, meeting).url == f"/reunions/{meeting.pk}/"


def test_the_answer_to_a_convocation_is_changed_at_will(client):
    meeting = convened()
    entered(client, meeting.by)

    for answer in ("yes", "no"):
        client.post(f"/reunions/{meeting.pk}/reponse/", {"answer": answer, "words": ""})

    assert [one.answer for one in meeting.comings.all()] == ["no"]


# --- who holds the meeting is not there ---


def test_a_room_without_its_facilitator_says_so_and_leads_to_naming_another(client):
    made = a_circle(people=4)
    facilitator, secretary, third, fourth = people_of(made)
    meeting = opened(made, people=[third, fourth])

    page = said(room(entered(client, third), meeting))

    assert f"{facilitator.first_name} facilite, et n’est pas là" in page
    assert 'href="#qui-fait-quoi"' in page
    assert f"{secretary} n’est pas là : personne n’écrit encore." in page
    assert f"{facilitator.first_name} va ouvrir le premier tour" not in page


def test_opening_tells_who_facilitates_and_writes_as_usual(client):
    made = a_circle(people=3)
    facilitator, secretary, third = people_of(made)
    meeting = convened(made)

    page = said(entered(client, third).get(f"/reunions/{meeting.pk}/ouverture/"))

    assert f"Comme d’habitude : {facilitator}" in page
    assert f"Comme d’habitude : {secretary}" in page

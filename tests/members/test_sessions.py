"""Sessions: seats and their waiting list, diaries, attendance, and a level that only its person
changes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from coopstudio.mail.models import Letter
from members import tasks
from members.actions.learning import attendance, seats, sessions
from members.home import next_session
from members.models import LearningSession, Seat
from tests.members.factories import founder, member
from tests.members.learning_factories import EVENING, NOW, learner, seat, session
from tests.together import together

pytestmark = pytest.mark.django_db
AFTER = EVENING + timedelta(hours=3)


def letters(kind):
    return sorted(Letter.objects.filter(kind=f"members.{kind}").values_list("to", flat=True))


def entry(kind, someone):
    """(method, event) of the entry that this letter carries."""
    found = Letter.objects.filter(kind=f"members.{kind}", to=someone.email).latest("pk")
    calendar = Calendar.from_ical(found.calendar)
    return str(calendar["METHOD"]), calendar.walk("VEVENT")[0]


# --- opening, changing, calling off ---


def test_who_opens_a_session_leads_it_and_has_it_in_their_diary():
    lan = learner("Lan", finance="teach")

    opened = sessions.open_session(
        by=lan, now=NOW, title="Lire un bilan", craft="finance", about="Trois.", at=EVENING,
        minutes=90, place="Dijon", seats_most=3,
    )  # fmt: skip

    method, event = entry("session_led", lan)
    assert list(opened.trainers.all()) == [lan]
    assert (method, event["SEQUENCE"]) == ("REQUEST", 0)
    assert event["DTSTART"].params["TZID"] == "Europe/Paris"
    assert event.decoded("DTSTART").hour == 18


def test_a_session_of_the_past_is_not_opened():
    with pytest.raises(sessions.InThePast):
        sessions.open_session(
            by=member(), now=NOW, title="Hier", craft="law", about="Trop tard.", at=NOW,
            minutes=90, place="Dijon", seats_most=3,
        )  # fmt: skip
    assert not LearningSession.objects.exists()


def facts_of(session, **facts):
    names = ("title", "craft", "about", "at", "minutes", "place", "seats_most")
    return {name: getattr(session, name) for name in names} | facts


def test_a_session_that_moves_moves_in_every_diary():
    opened = session()
    lan, zoe = opened.opened_by, member("Zoé")
    seat(opened, zoe)
    later = EVENING + timedelta(days=1)

    sessions.change(opened, by=lan, now=NOW, **facts_of(opened, at=later))

    method, event = entry("session_moved", zoe)
    assert letters("session_moved") == sorted([lan.email, zoe.email])
    assert (method, event["SEQUENCE"], event["UID"]) == (
        "REQUEST", 1, f"{opened.uid}@coop-studio",
    )  # fmt: skip
    assert event.decoded("DTSTART") == later


def test_more_seats_let_in_those_who_wait_without_moving_diaries():
    opened = session(seats_most=1)
    seat(opened, member("Zoé"))
    waiting = seat(opened, member("Ousmane"), waits=True)

    changed = sessions.change(
        opened, by=opened.opened_by, now=NOW, **facts_of(opened, seats_most=2)
    )

    waiting.refresh_from_db()
    assert (waiting.waits, changed.sequence) == (False, 0)
    assert letters("seat_freed") == [waiting.person.email]
    assert letters("session_moved") == []


def test_seats_that_are_taken_are_not_taken_away():
    opened = session(seats_most=2)
    seat(opened)
    seat(opened, member("Ousmane"))

    with pytest.raises(sessions.TooFewSeats):
        sessions.change(opened, by=opened.opened_by, now=NOW, **facts_of(opened, seats_most=1))


def test_only_who_leads_changes_or_calls_off():
    opened = session()

    for act in (sessions.call_off, lambda *args, **facts: sessions.change(
        *args, **facts, **facts_of(opened, title="Autre")
    )):  # fmt: skip
        with pytest.raises(sessions.NotLed):
            act(opened, by=founder(), now=NOW)


def test_a_session_called_off_leaves_every_diary_and_those_who_wait_know():
    opened = session(seats_most=1)
    zoe, ousmane = member("Zoé"), member("Ousmane")
    seat(opened, zoe)
    seat(opened, ousmane, waits=True)

    sessions.call_off(opened, by=opened.opened_by, now=NOW)

    method, event = entry("session_called_off", zoe)
    assert (method, str(event["STATUS"])) == ("CANCEL", "CANCELLED")
    assert Letter.objects.get(kind="members.session_called_off", to=ousmane.email).calendar == ""
    with pytest.raises(seats.Closed):
        seats.take(opened, by=member(), at=NOW)


def test_one_leads_with_somebody_by_saying_so_oneself():
    opened = session()
    helene = learner("Hélène", finance="do")
    with pytest.raises(sessions.DoesNotTeach):
        sessions.lead_too(opened, by=learner("Zoé", finance="learn"), now=NOW)

    sessions.lead_too(opened, by=helene, now=NOW)

    assert set(opened.trainers.all()) == {opened.opened_by, helene}
    assert letters("session_led_too") == [opened.opened_by.email]
    with pytest.raises(sessions.AlreadyLeads):
        sessions.lead_too(opened, by=helene, now=NOW)


# --- seats ---


def test_a_seat_goes_into_the_diary_and_a_full_session_makes_one_wait():
    opened = session(seats_most=1)
    zoe, ousmane = member("Zoé"), member("Ousmane")

    first = seats.take(opened, by=zoe, at=NOW)
    second = seats.take(opened, by=ousmane, at=NOW)

    assert (first.waits, second.waits) == (False, True)
    assert entry("seat_taken", zoe)[0] == "REQUEST"
    assert letters("seat_waits") == [ousmane.email]


def test_who_waits_for_a_seat_has_none(client):
    open_one = session(seats_most=1, at=timezone.now() + timedelta(days=9))
    zoe = member("Zoé")
    seat(open_one)
    seat(open_one, zoe, waits=True)
    client.force_login(zoe)

    for page in ("/apprendre/", "/apprendre/seances/"):
        words = client.get(page).content.decode()
        assert "en attente d’une place" in words
        assert "vous y êtes" not in words
    assert next_session(zoe, timezone.now()) is None


def test_who_leads_a_session_reads_so_in_the_list(client):
    lan = learner("Lan", finance="teach")
    session(lan, at=timezone.now() + timedelta(days=9))
    client.force_login(lan)

    assert "vous animez" in client.get("/apprendre/seances/").content.decode()


def test_a_seat_given_back_goes_to_who_has_waited_longest():
    opened = session(seats_most=1)
    zoe = seat(opened, member("Zoé")).person
    late = seat(opened, member("Tard"), waits=True, taken_at=NOW)
    early = seat(opened, member("Tôt"), waits=True, taken_at=NOW - timedelta(days=1))

    seats.leave(opened, by=zoe, at=NOW)

    early.refresh_from_db()
    late.refresh_from_db()
    assert (early.waits, late.waits) == (False, True)
    assert entry("seat_left", zoe)[0] == "CANCEL"
    assert entry("seat_freed", early.person)[0] == "REQUEST"


def test_who_comes_back_is_in_the_diary_again_with_a_higher_number():
    opened = session()
    zoe = member("Zoé")
    seats.take(opened, by=zoe, at=NOW)
    seats.leave(opened, by=zoe, at=NOW)
    seats.take(opened, by=zoe, at=NOW)

    numbers = [
        Calendar.from_ical(one.calendar).walk("VEVENT")[0]["SEQUENCE"]
        for one in Letter.objects.filter(to=zoe.email).order_by("pk")
    ]

    assert numbers == [0, 1, 2]


def test_a_seat_is_taken_once_and_not_by_who_teaches():
    opened = session()
    zoe = seat(opened).person

    with pytest.raises(seats.AlreadyThere):
        seats.take(opened, by=zoe, at=NOW)
    with pytest.raises(seats.YouTeach):
        seats.take(opened, by=opened.opened_by, at=NOW)
    with pytest.raises(seats.Closed):
        seats.take(opened, by=member("Tard"), at=EVENING)
    with pytest.raises(seats.NoSeat):
        seats.leave(opened, by=member("Jamais"), at=NOW)


@pytest.mark.django_db(transaction=True)
def test_the_last_seat_is_taken_by_one_of_two():
    opened = session(seats_most=1)
    people = [member("Zoé"), member("Ousmane")]

    raised = together(*(lambda one=one: seats.take(opened, by=one, at=NOW) for one in people))

    assert raised == []
    assert sorted(opened.seats.values_list("waits", flat=True)) == [False, True]


def test_two_days_before_everybody_is_reminded_once():
    opened = session()
    zoe = seat(opened).person
    near = EVENING - timedelta(days=2)
    with pytest.raises(seats.NotDue):
        seats.remind(opened, at=near - timedelta(minutes=1))

    seats.remind(opened, at=near)

    assert letters("session_ahead") == sorted([opened.opened_by.email, zoe.email])
    assert all(one.unsubscribe for one in Letter.objects.filter(kind="members.session_ahead"))
    with pytest.raises(seats.NotDue):
        seats.remind(opened, at=near)


def test_a_new_session_is_announced_once_to_those_who_want_to_learn_it():
    opened = session()
    wishing = learner("Zoé", finance="learn")
    learner("Ousmane", law="learn")
    silent = learner("Blaise", finance="learn")
    silent.quiets.create(topic="learning")

    seats.announce(opened, at=NOW)

    assert letters("session_announced") == [wishing.email]
    assert Letter.objects.get(kind="members.session_announced").unsubscribe
    with pytest.raises(seats.NotDue):
        seats.announce(opened, at=NOW)


def test_the_clock_announces_and_reminds_and_twice_is_once(time_machine):
    opened = session(opened_at=NOW - timedelta(hours=1))
    learner("Zoé", finance="learn")
    time_machine.move_to(EVENING - timedelta(days=1), tick=False)

    tasks.tend_learning()
    tasks.tend_learning()

    assert len(letters("session_announced")) == 1
    assert letters("session_ahead") == [opened.opened_by.email]


def test_the_seat_of_who_is_no_longer_a_member_goes_to_who_waits(time_machine):
    opened = session(seats_most=1)
    gone, waiting = seat(opened, member("Ida")), seat(opened, member("Zoé"), waits=True)
    time_machine.move_to(NOW, tick=False)
    tasks.tend_learning()
    assert letters("seat_freed") == []
    gone.person.memberships.update(ended_on=NOW.date() - timedelta(days=1))

    tasks.tend_learning()
    tasks.tend_learning()

    gone.refresh_from_db()
    waiting.refresh_from_db()
    assert (gone.left_at, waiting.waits) == (NOW, False)
    assert letters("seat_freed") == [waiting.person.email]
    assert letters("seat_left") == []


# --- attendance and what is learnt ---


@pytest.fixture
def lived():
    """A session that was: Zoé came, Ousmane did not."""
    opened = session()
    zoe = learner("Zoé", finance="learn")
    ousmane = learner("Ousmane", finance="learn")
    there, absent = seat(opened, zoe), seat(opened, ousmane)
    attendance.note(opened, by=opened.opened_by, at=AFTER, present={there.pk})
    there.refresh_from_db()
    absent.refresh_from_db()
    return opened, there, absent


def test_attendance_is_noted_and_those_who_came_are_asked(lived):
    _opened, there, absent = lived

    assert (there.attended, absent.attended) == (True, False)
    assert letters("seat_learnt") == [there.person.email]


def test_attendance_alone_changes_no_level(lived):
    _opened, there, absent = lived

    levels = [one.person.skills.get(craft="finance").level for one in (there, absent)]

    assert levels == ["learn", "learn"]


def test_the_level_follows_the_learners_own_word(lived):
    _opened, there, _absent = lived

    attendance.confirm(there, by=there.person, at=AFTER, able_to="lire un bilan", level="do")

    assert there.person.skills.get(craft="finance").level == "do"


def test_one_may_say_what_one_learnt_without_changing_level(lived):
    _opened, there, _absent = lived

    said = attendance.confirm(there, by=there.person, at=AFTER, able_to="lire un bilan", level="")

    assert said.able_to == "lire un bilan"
    assert there.person.skills.get(craft="finance").level == "learn"


def test_the_level_of_an_absent_learner_is_unchanged(lived):
    _opened, _there, absent = lived

    with pytest.raises(attendance.WasNotThere):
        attendance.confirm(absent, by=absent.person, at=AFTER, able_to="tout", level="teach")

    assert absent.person.skills.get(craft="finance").level == "learn"


def test_nobody_says_it_for_somebody_else(lived):
    opened, there, _absent = lived

    with pytest.raises(attendance.WasNotThere):
        attendance.confirm(there, by=opened.opened_by, at=AFTER, able_to="tout", level="do")


def test_it_is_said_once(lived):
    _opened, there, _absent = lived
    attendance.confirm(there, by=there.person, at=AFTER, able_to="lire un bilan")

    with pytest.raises(attendance.AlreadySaid):
        attendance.confirm(there, by=there.person, at=AFTER, able_to="encore")


def test_a_mistake_is_corrected_until_the_learner_has_spoken(lived):
    opened, there, absent = lived
    attendance.confirm(there, by=there.person, at=AFTER, able_to="lire un bilan")

    attendance.note(opened, by=opened.opened_by, at=AFTER, present={absent.pk})

    there.refresh_from_db()
    absent.refresh_from_db()
    assert (there.attended, absent.attended) == (True, True)


def test_attendance_waits_for_the_session_and_for_who_led_it():
    opened = session()

    with pytest.raises(attendance.TooEarly):
        attendance.note(opened, by=opened.opened_by, at=NOW, present=set())
    with pytest.raises(attendance.NotLed):
        attendance.note(opened, by=founder(), at=AFTER, present=set())


# --- pages ---


def test_the_whole_way_by_the_pages(client, time_machine):
    time_machine.move_to(NOW)
    lan, zoe = learner("Lan", finance="teach"), learner("Zoé", finance="learn")
    typed = {
        "title": "Lire un bilan", "craft": "finance", "about": "Trois bilans.",
        "at": "2026-12-03T18:00", "minutes": "90", "place": "https://visio.exemple.fr/x",
        "seats_most": "3",
    }  # fmt: skip
    client.force_login(lan)
    client.post(reverse("members:new_session"), typed)
    opened = LearningSession.objects.get()
    page = reverse("members:session", args=[opened.pk])

    client.force_login(zoe)
    assert "visio.exemple.fr/x" not in client.get(page).content.decode()
    client.post(reverse("members:seat", args=[opened.pk]))
    assert "visio.exemple.fr/x" in client.get(page).content.decode()
    time_machine.move_to(AFTER)
    client.force_login(lan)
    mine = Seat.objects.get()
    client.post(reverse("members:attendance", args=[opened.pk]), {"present": [mine.pk]})
    client.force_login(zoe)
    client.post(
        reverse("members:learnt", args=[opened.pk]), {"able_to": "lire un bilan", "level": "do"}
    )

    assert zoe.skills.get(craft="finance").level == "do"
    assert "lire un bilan" in client.get(page).content.decode()


def test_a_refused_form_keeps_what_was_typed(client):
    client.force_login(member())

    page = client.post(reverse("members:new_session"), {"title": "Mon titre", "at": "demain"})

    html = page.content.decode()
    assert page.status_code == 422
    assert "<title>Erreur" in html
    assert 'value="Mon titre"' in html


def test_the_file_for_the_diary_is_that_of_the_session(client):
    opened = session()
    client.force_login(member())

    answer = client.get(reverse("members:session_diary", args=[opened.pk]))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    assert "ATTENDEE" not in answer.content.decode()


@pytest.mark.parametrize("asked", ["", "?quand=passees", "?savoir-faire=finance", "?apres=zoé"])
def test_the_list_asks_the_same_of_the_base_for_one_and_thirty(
    client, asked, django_assert_max_num_queries
):
    lan = learner("Lan", finance="teach")
    for rank in range(30):
        seat(session(lan, at=EVENING + timedelta(days=900 + rank)), member(f"M{rank}"))
    client.force_login(lan)

    with django_assert_max_num_queries(9):
        page = client.get(reverse("members:sessions") + asked)

    assert page.status_code == 200


def test_the_list_goes_on_where_it_stopped(client):
    lan = learner("Lan", finance="teach")
    made = [session(lan, at=EVENING + timedelta(days=900 + rank)) for rank in range(30)]
    client.force_login(lan)
    first = client.get(reverse("members:sessions")).context["page"]

    rest = client.get(reverse("members:sessions") + first.next_page).context["page"]

    assert [*first.rows, *rest.rows] == made
    assert rest.next_page == ""


def test_the_fourth_step_tells_what_one_wants_to_learn_and_the_next_session(client, time_machine):
    time_machine.move_to(NOW)
    zoe = learner("Zoé", finance="learn")
    client.force_login(zoe)
    assert "Aucune séance n’est encore dans votre agenda" in client.get("/etapes/").content.decode()

    seats.take(session(), by=zoe, at=NOW)

    html = client.get("/etapes/").content.decode()
    assert "Vous voulez apprendre" in html
    assert "3 décembre 2026 à 18" in html

"""Once a year a circle looks at how it works together: sealed, nameless, read by all (4.12)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from coopstudio.mail.models import Letter
from governance import tasks
from governance.actions import self_checks
from governance.circles.principles import picture
from governance.home.words import awaited_of
from governance.models import Circle, SelfCheck, SelfCheckAnswer, Tension
from tests.governance.factories import AT, circle, people_of
from tests.members.factories import member

pytestmark = pytest.mark.django_db
GOOD, POOR = [4] * 8, [2, *[4] * 7]


def opened(people=4, **facts):
    made = circle(people=people, **facts)
    return self_checks.open_one(made, by=people_of(made)[0], at=AT)


def answered(check, *marks, at=AT):
    for person, said in zip(people_of(check.circle), marks, strict=False):
        self_checks.answer(check, by=person, at=at, marks=said)
    check.refresh_from_db()
    return check


def page(client, check, person=None):
    client.force_login(person or people_of(check.circle)[0])
    return client.get(f"/cercles/{check.circle_id}/autoevaluation/").content.decode()


def test_everybody_is_told_once_and_awaited_until_they_have_answered():
    check = opened()
    first, second = people_of(check.circle)[:2]

    answered(check, GOOD)

    assert Letter.objects.filter(kind="governance.self_check_open").count() == 4
    assert [one.title for one in awaited_of(first, now=AT)] == []
    assert [one.url for one in awaited_of(second, now=AT)] == [
        f"/cercles/{check.circle_id}/autoevaluation/"
    ]


def test_nothing_is_read_before_the_circle_has_answered(client):
    check = answered(opened(), GOOD, POOR, GOOD)
    assert "go-rosette" not in page(client, check)

    self_checks.answer(check, by=people_of(check.circle)[3], at=AT, marks=POOR)

    told = page(client, check)
    assert "go-rosette" in told
    assert "3 sur 5" in told


def test_no_answer_says_whose_it_is():
    names = {field.name for field in SelfCheckAnswer._meta.get_fields()}

    assert names == {"key", "check_of", "marks"}


def test_postgresql_itself_does_not_tell_which_place_came_with_which_answer():
    check = answered(opened(), GOOD, POOR, GOOD)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM governance_selfcheckplace")
        assert cursor.fetchone() == (1,)
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM governance_selfcheckanswer")
        assert cursor.fetchone() == (check.answers.count(),)


def test_two_pictures_within_a_year_would_tell_who_changed_between_them():
    check = answered(opened(), GOOD, GOOD, GOOD, POOR)
    first = check.by

    with pytest.raises(self_checks.TooSoon, match="5 octobre 2027"):
        self_checks.open_one(check.circle, by=first, at=AT + timedelta(days=364))
    unread = answered(opened(name="Accueil", prefix="AC"), GOOD)
    self_checks.close(unread, at=AT + self_checks.WINDOW)
    self_checks.open_one(unread.circle, by=unread.by, at=AT + self_checks.WINDOW)

    assert unread.circle.self_checks.count() == 2


def test_under_four_answers_nothing_is_ever_shown(client):
    check = answered(opened(), GOOD, POOR, GOOD)

    self_checks.close(check, at=AT + self_checks.WINDOW)

    assert "Trop peu de réponses" in page(client, check)
    with pytest.raises(self_checks.TooFewToHide):
        opened(people=3, name="Petit cercle")


def test_one_answers_once_and_only_if_asked():
    check = answered(opened(), GOOD)

    with pytest.raises(self_checks.AlreadyAnswered):
        answered(check, POOR)
    with pytest.raises(self_checks.NotAsked):
        self_checks.answer(check, by=member(), at=AT, marks=GOOD)


def test_postgresql_takes_one_answer_per_place_and_keeps_it():
    check = answered(opened(), GOOD)

    for act in [
        lambda: SelfCheckAnswer.objects.create(check_of=check, marks=GOOD),
        lambda: SelfCheckAnswer.objects.update(marks=POOR),
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_the_change_since_the_last_time_is_said_and_a_weak_principle_may_be_a_tension(client):
    check = answered(opened(), GOOD, GOOD, GOOD, GOOD)
    again = self_checks.open_one(check.circle, by=check.by, at=AT + timedelta(days=366))
    answered(again, POOR, POOR, POOR, POOR, at=AT + timedelta(days=367))

    told = page(client, again)

    assert "−2 depuis la dernière" in told
    assert f"/cercles/{check.circle_id}/tension/?principe=1" in told
    subject = client.get(f"/cercles/{check.circle_id}/tension/?principe=1").content.decode()
    assert "Coopérer : Une identité" in subject


def test_the_means_are_rounded_to_the_half():
    found = picture([[1] * 8, [2] * 8, [2] * 8, [2] * 8])

    assert {one.mean for one in found} == {2.0}


def test_a_year_later_the_circle_finds_it_in_its_basket_once(time_machine):
    check = answered(opened(), GOOD, GOOD, GOOD, GOOD)
    Circle.objects.update(created_at=AT - timedelta(days=900))
    time_machine.move_to(AT + timedelta(days=100), tick=False)
    tasks.tend_circles()
    assert Tension.objects.filter(key__startswith="self-check:").count() == 0

    time_machine.move_to(AT + timedelta(days=366), tick=False)
    tasks.tend_circles()
    time_machine.move_to(AT + timedelta(days=370), tick=False)
    tasks.tend_circles()

    assert Tension.objects.filter(key__startswith="self-check:").count() == 1
    assert SelfCheck.objects.get().circle == check.circle


def test_one_opens_and_answers_by_the_page(client):
    made = circle(people=4)
    client.force_login(people_of(made)[1])
    there = f"/cercles/{made.pk}/autoevaluation/"

    client.post(f"{there}ouverture/")
    refused = client.post(there, {"p1": "4"})
    client.post(there, {f"p{rank}": "4" for rank in range(1, 9)})

    assert refused.status_code == 422
    assert [one.marks for one in SelfCheckAnswer.objects.all()] == [GOOD]

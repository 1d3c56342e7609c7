"""An action follows somebody until it is done, or the circle lets them go."""

from datetime import date, datetime, timedelta

import pytest

from coopstudio.journal.api import history
from coopstudio.mail.models import Letter
from governance.actions import deeds, recurring, steps
from governance.models import CircleRole, Deed, Meeting
from governance.states import CircleKind, MeetingState, OfficeKind
from tests.governance import factories
from tests.governance.factories import AT, TODAY
from tests.members.factories import member

pytestmark = pytest.mark.django_db
DUE = date(2026, 10, 19)
TOMORROW = AT + timedelta(days=1)


@pytest.fixture
def circle():
    return factories.circle(people=3)


@pytest.fixture
def people(circle):
    return factories.people_of(circle)


def asked(circle, *, by, person, **facts):
    facts = {"words": "Comparer deux devis", "due_on": DUE, "at": AT} | facts
    return deeds.ask(circle, by=by, person=person, **facts)


def meets(circle, *, by):
    return Meeting.objects.create(
        circle=circle, at=AT, place="Dijon", by=by, state=MeetingState.AGREED, opened_at=AT
    )


def letters(kind):
    return list(Letter.objects.filter(kind=f"governance.{kind}").values_list("to", flat=True))


def test_a_circle_asks_somebody_who_sits_there_and_they_are_told(circle, people):
    fleur, thomas, _ = people

    deed = asked(circle, by=fleur, person=thomas)

    assert (deed.state, deed.person, deed.due_on) == ("open", thomas, DUE)
    assert letters("deed_asked") == [thomas.email]
    assert [line.event for line in history(deed)] == ["governance.deed_asked"]


def test_nobody_is_written_to_for_what_they_asked_of_themselves(circle, people):
    asked(circle, by=people[0], person=people[0])

    assert letters("deed_asked") == []


def test_a_stranger_to_the_circle_neither_asks_nor_is_asked(circle, people):
    stranger = member("Odile", "Faivre")

    with pytest.raises(deeds.NotOfTheCircle):
        asked(circle, by=stranger, person=people[0])
    with pytest.raises(deeds.DoesNotSitThere):
        asked(circle, by=people[0], person=stranger)


def test_an_administrator_without_a_seat_asks_nothing(circle, people):
    from tests.members.factories import holder  # noqa: PLC0415

    youri = holder("administrator", "Youri", "Castaing")

    with pytest.raises(deeds.NotOfTheCircle):
        asked(circle, by=youri, person=people[0])


def test_nothing_is_asked_for_a_day_that_is_past(circle, people):
    with pytest.raises(deeds.DayIsPast):
        asked(circle, by=people[0], person=people[1], due_on=TODAY - timedelta(days=1))


def test_the_person_says_that_it_is_done_and_may_take_it_up_again(circle, people):
    fleur, thomas, _ = people
    deed = asked(circle, by=fleur, person=thomas)

    done = deeds.finish(deed, by=thomas, at=TOMORROW, note="Le second est le bon.")
    assert (done.state, done.ended_by, done.note) == ("done", thomas, "Le second est le bon.")

    again = deeds.take_up(done, by=thomas, at=TOMORROW)
    assert (again.state, again.ended_at, again.note) == ("open", None, "")


def test_somebody_else_says_it_only_in_a_meeting(circle, people):
    fleur, thomas, _ = people
    deed = asked(circle, by=fleur, person=thomas)

    with pytest.raises(deeds.NotYours):
        deeds.finish(deed, by=fleur, at=TOMORROW)

    meets(circle, by=fleur)
    assert deeds.finish(deed, by=fleur, at=TOMORROW).state == "done"


def test_what_is_done_is_done_once(circle, people):
    deed = deeds.finish(asked(circle, by=people[0], person=people[0]), by=people[0], at=TOMORROW)

    with pytest.raises(deeds.AlreadyEnded):
        deeds.finish(deed, by=people[0], at=TOMORROW)


def test_the_circle_releases_in_a_meeting_and_says_why(circle, people):
    fleur, thomas, _ = people
    deed = asked(circle, by=fleur, person=thomas)

    with pytest.raises(deeds.OnlyTheCircleReleases):
        deeds.release(deed, by=thomas, at=TOMORROW, note="Je n’ai plus le temps.")

    meets(circle, by=fleur)
    with pytest.raises(deeds.OnlyTheCircleReleases):
        deeds.release(deed, by=thomas, at=TOMORROW, note="Je me libère seul.")
    with pytest.raises(deeds.SaysNotWhy):
        deeds.release(deed, by=fleur, at=TOMORROW, note=" ")
    released = deeds.release(deed, by=fleur, at=TOMORROW, note="L’imprimeur a fermé.")
    assert (released.state, released.note) == ("released", "L’imprimeur a fermé.")
    assert letters("deed_released") == [thomas.email]


def test_what_was_released_is_not_taken_up(circle, people):
    meets(circle, by=people[0])
    deed = asked(circle, by=people[0], person=people[1])
    deed = deeds.release(deed, by=people[0], at=TOMORROW, note="Sans objet.")

    with pytest.raises(deeds.NotEnded):
        deeds.take_up(deed, by=people[1], at=TOMORROW)


def test_who_is_late_is_told_once_for_that_day(circle, people):
    deed = asked(circle, by=people[0], person=people[1])

    for _ in range(3):
        deeds.recall(deed, at=TOMORROW + timedelta(days=14))

    assert letters("deed_late") == [people[1].email]


def test_who_silenced_the_circles_is_not_recalled(circle, people):
    people[1].quiets.create(topic="circles")

    deeds.recall(asked(circle, by=people[0], person=people[1]), at=AT + timedelta(days=15))

    assert letters("deed_late") == []


def test_late_pressing_and_far_are_three_things(circle, people):
    one = people[0]
    late = asked(circle, by=one, person=one, due_on=TODAY)
    near = asked(circle, by=one, person=one, due_on=TODAY + timedelta(days=10))
    asked(circle, by=one, person=one, due_on=TODAY + timedelta(days=40))
    tomorrow = TODAY + timedelta(days=1)

    assert list(Deed.objects.late(on=tomorrow)) == [late]
    assert list(Deed.objects.pressing(on=tomorrow)) == [late, near]


# --- what comes back with a role ---


@pytest.fixture
def task(circle, people):
    role = CircleRole.objects.create(circle=circle, name="Caisse du mois")
    entrust(role, people[1])
    return recurring.plan(
        role, by=people[0], at=AT, words="Rapprocher la banque", every_days=30, next_on=DUE
    )


def entrust(role, person, *, until=date(2027, 3, 2), since=factories.BEGAN_ON):
    return role.mandates.create(person=person, since=since, until=until)


def test_a_task_is_an_action_of_its_holder_a_week_before_its_day(task, people):
    with pytest.raises(recurring.NotDueYet):
        recurring.fall_due(task, at=on(date(2026, 10, 11)))

    deed = recurring.fall_due(task, at=on(date(2026, 10, 12)))

    task.refresh_from_db()
    assert (deed.person, deed.due_on, deed.by, deed.task) == (people[1], DUE, None, task)
    assert task.next_on == date(2026, 11, 18)
    assert letters("deed_asked") == [people[1].email]


def test_a_clock_that_strikes_twice_asks_once(task):
    recurring.fall_due(task, at=on(DUE))

    with pytest.raises(recurring.NotDueYet):
        recurring.fall_due(task, at=on(DUE))
    assert Deed.objects.count() == 1


def test_times_that_were_missed_are_not_asked_one_by_one(task):
    recurring.fall_due(task, at=on(date(2027, 1, 20)))

    task.refresh_from_db()
    assert Deed.objects.count() == 1
    assert task.next_on == date(2027, 2, 16)


def test_without_a_holder_it_is_the_leader_s(task, circle, people):
    task.role.mandates.update(ended_on=TODAY)
    with pytest.raises(recurring.NobodyThere):
        recurring.fall_due(task, at=on(DUE))

    factories.entrust(people[2], circle, OfficeKind.LEADER)
    assert recurring.fall_due(task, at=on(DUE)).person == people[2]


def test_the_action_goes_with_the_mandate(task, people):
    deed = recurring.fall_due(task, at=on(DUE))
    with pytest.raises(recurring.AlreadyInGoodHands):
        recurring.hand_over(deed, at=on(DUE))

    task.role.mandates.update(ended_on=DUE)
    entrust(task.role, people[2], since=DUE)
    deed = recurring.hand_over(deed, at=on(DUE))

    assert deed.person == people[2]
    assert letters("deed_handed_over") == [people[2].email]


def test_a_task_that_was_stopped_comes_back_no_more(task, people):
    with pytest.raises(recurring.NotOfTheCircle):
        recurring.stop(task, by=member("Odile", "Faivre"), at=AT)

    task = recurring.stop(task, by=people[0], at=AT)

    with pytest.raises(recurring.NotDueYet):
        recurring.fall_due(task, at=on(DUE))


def on(day):
    return datetime(day.year, day.month, day.day, 7, 30, tzinfo=AT.tzinfo)


# --- the steps of a support circle ---


@pytest.fixture
def support(circle, people):
    return factories.circle(
        "Vers les statuts",
        kind=CircleKind.SUPPORT,
        parent=circle,
        people=people[:2],
        ends_on=date(2027, 1, 15),
        referent=people[0],
    )


def test_steps_are_dated_to_the_term_of_the_circle(support, people):
    step = steps.add(support, by=people[0], at=AT, words="Écrire le texte", due_on=DUE)
    assert (step.rank, step.done_at) == (1, None)

    with pytest.raises(steps.AfterTheTerm):
        steps.add(support, by=people[0], at=AT, words="Signer", due_on=date(2027, 1, 16))
    with pytest.raises(steps.AfterTheTerm):
        steps.move(step, by=people[0], at=AT, due_on=date(2027, 1, 16))
    assert steps.move(step, by=people[1], at=AT, due_on=date(2027, 1, 15)).due_on.day == 15


def test_a_step_is_done_then_taken_up(support, people):
    step = steps.add(support, by=people[0], at=AT, words="Écrire le texte", due_on=DUE)

    step = steps.finish(step, by=people[1], at=TOMORROW)
    assert (step.done_at, step.done_by) == (TOMORROW, people[1])
    with pytest.raises(steps.AlreadyDone):
        steps.finish(step, by=people[1], at=TOMORROW)

    assert steps.take_up(step, by=people[0], at=TOMORROW).done_at is None


def test_only_a_support_circle_has_steps_and_only_its_people_lay_them(circle, support, people):
    with pytest.raises(steps.OnlySupportCircles):
        steps.add(circle, by=people[0], at=AT, words="Écrire", due_on=DUE)
    with pytest.raises(steps.NotOfTheCircle):
        steps.add(support, by=people[2], at=AT, words="Écrire", due_on=DUE)

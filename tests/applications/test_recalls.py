"""Nobody waits without knowing why: a word to the person, once; then a word to the founders."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from applications import silences
from applications.actions import completions, pauses, readings, reserves
from applications.actions.keeping import recalls
from applications.models import Application, Recall, Reserve
from applications.states import State
from applications.tasks import break_silences
from coopstudio.mail.models import Letter
from members.actions import memberships
from members.models import Invitation
from tests.applications import factories
from tests.members import factories as people

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 5, 11)
"""Every story begins there, at noon."""


def on(days):
    """Noon, so many days after that Monday."""
    day = MONDAY + timedelta(days=days)
    return datetime(day.year, day.month, day.day, 10, 0, tzinfo=UTC)


def rounds(first, last):
    """The rounds of those days; the last one comes twice."""
    for days in [*range(first, last + 1), last]:
        recalls.break_silences(at=on(days))


def letters(kind):
    return Letter.objects.filter(kind=f"applications.{kind}").order_by("pk")


@pytest.fixture
def fleur():
    return people.founder()


def asked(fleur):
    mine = factories.application(State.READING, answer_by=date(2026, 12, 1))
    completions.ask_completion(mine, by=fleur, at=on(0), questions="D’où ?", fields=["where"])
    mine.refresh_from_db()
    return mine


def met(**facts):
    mine = factories.application(State.MET, answer_by=date(2026, 12, 1), **facts)
    factories.met(mine, by=people.founder("Thomas", "Marshall"), at=on(0))
    return mine


def invited(fleur):
    mine = factories.application(State.INVITED)
    memberships.invite(mine.person, by=fleur, on=MONDAY)
    return mine


# --- precisions ---


def test_who_was_asked_for_precisions_is_reminded_once_then_founders_learn_it(fleur):
    mine = asked(fleur)

    rounds(0, 40)

    (reminder,) = letters("completion_recalled")
    assert reminder.to == mine.email
    assert "D’où\u202f?" in reminder.text
    (told,) = letters("waited")
    assert mine.reference in told.text
    assert mine.last_name not in told.text
    assert told.subject == "Un rappel est resté sans réponse"


def test_nothing_leaves_before_a_week_nor_to_founders_before_two(fleur):
    asked(fleur)

    rounds(0, 6)
    assert not letters("completion_recalled")

    rounds(7, 13)
    assert letters("completion_recalled").count() == 1
    assert not letters("waited")


def test_precisions_that_came_stop_everything(fleur):
    mine = asked(fleur)
    completion = mine.completions.get()
    completions.save_completion(completion, at=on(3), where="À Dijon.", answer="De Dijon.")
    completions.send_completion(completion, by=mine.person, at=on(3))

    rounds(4, 16)

    assert not letters("completion_recalled")
    assert not letters("waited")


def test_who_is_writing_them_is_not_silent(fleur):
    completion = asked(fleur).completions.get()
    completions.save_completion(completion, at=on(6), where="À Dijon.")

    rounds(7, 12)

    assert not letters("completion_recalled")


def test_a_draft_saved_after_the_reminder_is_not_silence_either(fleur):
    completion = asked(fleur).completions.get()
    rounds(0, 13)
    completions.save_completion(completion, at=on(14), where="À Dijon.")

    rounds(15, 20)
    assert not letters("waited")

    rounds(21, 25)
    assert letters("waited").count() == 1


# --- the person's word ---


def test_a_word_that_does_not_come_is_asked_once_more_then_founders_learn_it():
    mine = met()

    rounds(0, 40)

    assert [one.to for one in letters("word_recalled")] == [mine.email]
    assert letters("waited").count() == 1


def test_a_word_that_came_is_not_asked_again():
    mine = met()
    reserves.assent(mine, by=mine.person, at=on(2))

    rounds(0, 40)

    assert not letters("word_recalled")


def test_a_reserve_is_a_word():
    mine = met()
    reserves.raise_reserve(
        mine, by=mine.person, at=on(2), kind=Reserve.Kind.RESERVE, words="Six mois."
    )

    rounds(0, 40)

    assert not letters("word_recalled")


# --- the invitation ---


def test_an_invitation_is_recalled_a_week_before_its_end_and_founders_learn_the_end(fleur):
    mine = invited(fleur)

    rounds(0, 22)
    assert not letters("invitation_recalled")

    rounds(23, 40)
    (reminder,) = letters("invitation_recalled")
    assert reminder.to == mine.email
    assert "10 juin 2026" in reminder.text
    (told,) = letters("waited")
    assert "pris fin le 10 juin" in told.text


def test_an_invitation_that_served_is_not_recalled(fleur):
    mine = invited(fleur)
    Invitation.objects.filter(person=mine.person).update(used_at=on(5))

    rounds(0, 40)

    assert not letters("invitation_recalled")
    assert not letters("waited")


def test_an_invitation_prolonged_is_recalled_anew(fleur):
    mine = invited(fleur)
    rounds(0, 29)
    memberships.invite(mine.person, by=fleur, on=MONDAY + timedelta(days=29))

    rounds(30, 59)

    assert letters("invitation_recalled").count() == 2


# --- a day to wait until ---


def proposed(fleur, until=date(2026, 9, 1)):
    mine = factories.application(State.READING, answer_by=date(2026, 12, 1))
    pauses.propose_pause(mine, by=fleur, at=on(0), until=until, reason="En septembre.")
    return mine


def test_a_proposal_to_wait_is_recalled_once_then_founders_learn_it(fleur):
    mine = proposed(fleur)

    rounds(0, 40)

    assert [one.to for one in letters("pause_recalled")] == [mine.email]
    assert letters("waited").count() == 1


def test_a_no_stops_the_reminders(fleur):
    mine = proposed(fleur)
    pauses.refuse_pause(mine.pauses.get(), by=mine.person, at=on(1))

    rounds(0, 40)

    assert not letters("pause_recalled")


def test_a_proposal_that_lapses_is_told_to_founders_only(fleur):
    proposed(fleur, until=MONDAY + timedelta(days=1))

    rounds(2, 20)

    assert not letters("pause_recalled")
    assert letters("waited").count() == 1


def test_a_proposal_until_tomorrow_is_not_recalled_the_same_day(fleur):
    proposed(fleur, until=MONDAY + timedelta(days=1))

    rounds(0, 20)

    assert not letters("pause_recalled")


def test_a_proposal_for_a_few_days_is_recalled_two_days_after_it(fleur):
    proposed(fleur, until=MONDAY + timedelta(days=3))

    rounds(0, 1)
    assert not letters("pause_recalled")

    rounds(2, 2)
    assert letters("pause_recalled").count() == 1


def test_founders_do_not_read_of_a_reminder_that_never_left(fleur):
    """Proposed on a Friday evening, it lapsed on the Sunday: the house did not write between."""
    mine = factories.application(State.READING, answer_by=date(2026, 12, 1))
    lapses = MONDAY + timedelta(days=6)
    pauses.propose_pause(
        mine, by=fleur, at=on(4) + timedelta(hours=8), until=lapses, reason="Un souffle."
    )

    rounds(5, 20)

    (told,) = letters("waited")
    assert not letters("pause_recalled")
    assert "Un rappel" not in told.subject + told.text
    assert mine.reference in told.text


# --- our own promise ---


def late(state=State.READING, **facts):
    return factories.application(state, answer_by=MONDAY, **facts)


def test_a_broken_promise_is_owned_once_and_recalled_to_founders_each_week(fleur):
    mine = late()

    rounds(0, 28)

    (owned,) = letters("answer_late")
    assert owned.to == mine.email
    assert "le retard est le nôtre" in owned.text
    assert "Personne n’a encore commencé à la lire." in owned.text
    assert letters("waited").count() == 4
    assert {one.subject.split(chr(160))[0] for one in letters("waited")} == {"En retard"}


def test_the_letter_says_who_reads_and_since_when(fleur):
    mine = factories.application(State.SUBMITTED, answer_by=MONDAY)
    readings.start_reading(mine, by=fleur, at=on(-3))

    rounds(1, 1)

    assert re.search(r"Qui vous lit\u00a0: Fleur depuis le \d", letters("answer_late").get().text)


def test_the_letter_says_nothing_of_a_decision_that_was_not_told():
    """Decided or not, whoever waits reads the same words."""
    late(State.MET, email="une@exemple.fr")
    decided = late(State.DECIDED, email="autre@exemple.fr")
    Application.objects.filter(pk=decided.pk).update(first_name="Noémie")

    rounds(1, 1)

    first, second = (one.text.split("→")[0] for one in letters("answer_late"))
    assert first == second


def test_a_new_promise_is_a_new_wait(fleur):
    mine = late()
    rounds(0, 2)
    Application.objects.filter(pk=mine.pk).update(answer_by=MONDAY + timedelta(days=15))

    rounds(16, 18)

    assert letters("answer_late").count() == 2


@pytest.mark.parametrize("state", [State.PAUSED, State.DECLINED, State.WITHDRAWN])
def test_nobody_waits_where_nothing_is_owed(fleur, state):
    late(state)

    rounds(0, 30)

    assert not Recall.objects.exists()


def test_a_late_answer_says_that_a_word_is_awaited_too(fleur):
    """The reminder of their word leaves the same week: one letter does not deny the other."""
    mine = met()
    Application.objects.filter(pk=mine.pk).update(answer_by=MONDAY + timedelta(days=6))

    rounds(0, 9)

    assert letters("word_recalled").count() == 1
    assert "Nous attendons aussi votre parole" in letters("answer_late").get().text


def test_a_late_answer_asks_nothing_of_who_gave_their_word(fleur):
    mine = met()
    Application.objects.filter(pk=mine.pk).update(answer_by=MONDAY + timedelta(days=6))
    reserves.assent(mine, by=mine.person, at=on(2))

    rounds(0, 9)

    assert "votre parole" not in letters("answer_late").get().text


# --- the house rests ---


def test_nothing_leaves_on_a_sunday_nor_on_a_holiday(fleur):
    asked(fleur)
    late()
    ascension, saturday, sunday = on(3), on(5), on(6)

    for at in (ascension, saturday, sunday):
        recalls.break_silences(at=at)

    assert not Recall.objects.exists()


def test_nobody_is_told_of_their_own(fleur):
    mine = late(person=fleur, email=fleur.email)

    rounds(0, 10)

    assert letters("answer_late").get().to == mine.email
    assert not letters("waited")


def test_one_that_breaks_stops_no_other(fleur, monkeypatch):
    first, second = late(), late(email="autre@exemple.fr")
    whole = recalls.recall

    def broken(application, *, at):
        if application.pk == first.pk:
            raise RuntimeError
        return whole(application, at=at)

    monkeypatch.setattr(recalls, "recall", broken)
    rounds(1, 1)

    assert [one.to for one in letters("answer_late")] == [second.email]


def test_the_clock_carries_it(fleur):
    late()

    break_silences()
    break_silences()

    assert letters("answer_late").count() <= 1


def test_one_or_thirty_silent_ones_are_found_by_one_question(fleur, django_assert_num_queries):
    version = factories.call_version()
    for rank in range(30):
        late(version=version, email=f"n{rank}@exemple.fr")

    with django_assert_num_queries(1):
        assert len(silences.concerned(today=MONDAY + timedelta(days=1))) == 30

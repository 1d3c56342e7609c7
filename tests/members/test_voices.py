"""Who votes is asked of the day of the assembly, and not of the day the letters left."""

from datetime import date, datetime, timedelta

import pytest

from coopstudio.mail.models import Letter
from members.actions.assemblies import answers, board, convening, presence, reminding, voices
from members.actions.life import ending, facts, pausing
from tests.members.factories import PARIS, assembly, member, seat, statutes
from tests.members.life.factories import TODAY, at, grant, keeper, resign, rules, suspend

pytestmark = pytest.mark.django_db
HELD = datetime(2026, 7, 20, 14, tzinfo=PARIS)
NOON = HELD - timedelta(hours=2)
AFTER = HELD + timedelta(hours=3)


def convoked(**facts):
    """An assembly of 20 July, whose letters left on the morning of 15 June."""
    one = assembly(at=HELD, **facts)
    convening.convene(one, by=None, at=at())
    convening.write_letters(one, at=at())
    return one


def row(one, someone):
    return one.convocations.current().select_related("person", "assembly").get(person=someone)


def letters(kind):
    return sorted(Letter.objects.filter(kind=f"members.{kind}").values_list("to", "state"))


@pytest.fixture
def ines():
    rules(resignation_notice_days=0)
    return member("Inès", "Carvalho")


@pytest.fixture
def karim():
    return member("Karim", "Haddad")


@pytest.fixture
def carried(ines, karim):
    """Inès gave her proxy to Karim."""
    one = convoked()
    answers.answer(row(one, ines), by=ines, at=at(), reply="proxy", holder=row(one, karim))
    return one


def leaves(someone):
    resign(someone.memberships.get())


def is_suspended(someone):
    suspend(someone.memberships.get(), keeper())


@pytest.mark.parametrize("happens", [leaves, is_suspended])
def test_who_gave_a_proxy_and_loses_their_voice_is_told_and_so_is_the_holder(
    carried, ines, karim, happens
):
    happens(ines)

    mine = row(carried, ines)
    assert (mine.votes, mine.answer, mine.proxy_to) == (False, "", None)
    both = sorted([(ines.email, "waiting"), (karim.email, "waiting")])
    assert letters("proxy_fallen") == both


@pytest.mark.parametrize("happens", [leaves, is_suspended])
def test_who_held_a_proxy_and_loses_their_voice_holds_it_no_more(carried, ines, karim, happens):
    happens(karim)

    mine = row(carried, ines)
    assert (row(carried, karim).votes, mine.answer, mine.proxy_to) == (False, "", None)
    assert letters("proxy_returned") == [(ines.email, "waiting")]
    with pytest.raises(answers.NotAHolder):
        answers.answer(mine, by=ines, at=at(), reply="proxy", holder=row(carried, karim))


def test_the_dead_are_not_represented_and_only_the_living_are_written_to(carried, ines, karim):
    ending.note_death(ines.memberships.get(), by=keeper(), at=at(), died_on=TODAY)

    presence.note_present(row(carried, karim), by=None, at=NOON)
    convening.close(carried, by=None, at=AFTER)

    assert carried.convocations.counted()["represented"] == 0
    assert letters("proxy_fallen") == sorted([(ines.email, "silenced"), (karim.email, "waiting")])


def test_who_died_on_the_very_day_has_no_voice(carried, ines):
    ending.note_death(ines.memberships.get(), by=keeper(), at=HELD, died_on=HELD.date())

    assert not row(carried, ines).votes


def test_who_has_left_neither_answers_nor_is_noted_here(carried, ines):
    leaves(ines)

    with pytest.raises(answers.NoLongerConcerned, match="ne vaut plus"):
        answers.answer(row(carried, ines), by=ines, at=at(), reply="coming")
    with pytest.raises(answers.NoLongerConcerned):
        presence.note_present(row(carried, ines), by=None, at=NOON)


def test_who_is_suspended_is_here_without_voice(carried, ines):
    is_suspended(ines)

    presence.note_present(row(carried, ines), by=None, at=NOON)
    convening.close(carried, by=None, at=AFTER)

    counts = carried.convocations.counted()
    assert (counts["present"], counts["present_voters"], counts["voters"]) == (1, 0, 1)
    with pytest.raises(answers.NotConvened):
        answers.answer(row(carried, ines), by=ines, at=at(), reply="coming")


def test_statutes_may_let_the_suspended_vote(ines, karim):
    statutes(adopted_on=date(2026, 1, 5), suspended_may_vote=True)
    one = convoked()

    is_suspended(ines)

    assert row(one, ines).votes


def test_the_voice_is_back_with_the_membership(carried, ines):
    mine, by = ines.memberships.get(), keeper()
    grant(mine, by)
    assert not row(carried, ines).votes

    pausing.resume(mine, by=by, at=at(), on=TODAY)

    assert row(carried, ines).votes


def test_a_departure_taken_back_gives_the_voice_back(carried, ines):
    mine, by = ines.memberships.get(), keeper()
    fact = resign(mine, by=by)
    assert not row(carried, ines).votes

    facts.reverse(fact, by=by, at=at(), on=TODAY)

    assert row(carried, ines).votes


def test_a_death_written_of_the_wrong_person_gives_the_voice_back(carried, ines):
    mine, by = ines.memberships.get(), keeper()
    ending.note_death(mine, by=by, at=at(), died_on=TODAY)

    facts.reverse(mine.facts.get(), by=by, at=at(), on=TODAY)

    assert row(carried, ines).votes


def test_a_suspension_that_ends_before_the_day_takes_nothing(carried, ines):
    suspend(ines.memberships.get(), keeper(), until=date(2026, 7, 19))

    assert row(carried, ines).votes
    assert letters("proxy_fallen") == []


def test_what_no_fact_told_is_found_when_the_sheet_is_closed(carried, ines, karim):
    """A last day that came otherwise, by an import or by hand."""
    presence.note_present(row(carried, karim), by=None, at=NOON)
    ines.memberships.update(ended_on=TODAY)

    convening.close(carried, by=None, at=AFTER)

    counts = carried.convocations.counted()
    assert (counts["voters"], counts["represented"]) == (1, 0)
    assert letters("proxy_fallen") == []


def test_giver_and_holder_who_both_leave_are_told_once(carried, ines, karim):
    for someone in (ines, karim):
        someone.memberships.update(ended_on=TODAY)

    voices.settle(carried, at=at())

    assert len(letters("proxy_fallen")) == 2
    assert letters("proxy_returned") == []


# --- the board ---


def test_a_seat_on_the_board_ends_with_the_membership(ines, karim):
    for someone in (ines, karim):
        seat(someone)
    one = convoked(kind="board", title="Conseil")
    leaves(ines)

    ending.part_due(at=at(date(2026, 6, 16)))

    assert not row(one, ines).votes
    assert not ines.offices.filter(ended_on=None).exists()


@pytest.mark.parametrize("happens", [leaves, is_suspended])
def test_the_board_hears_no_voice_that_the_membership_lost(ines, karim, happens):
    for someone in (ines, karim):
        seat(someone)
    happens(ines)

    one = convoked(kind="board", title="Conseil")

    voting = one.convocations.filter(votes=True)
    assert list(voting.values_list("person", flat=True)) == [karim.pk]


def test_the_dead_sit_no_more(ines):
    seat(ines)

    ending.note_death(ines.memberships.get(), by=keeper(), at=at(), died_on=TODAY)

    assert not ines.offices.filter(ended_on=None).exists()


def test_a_seat_given_back_has_no_voice_at_the_next_board(ines, karim):
    office = seat(ines)
    seat(karim)
    one = convoked(kind="board", title="Conseil")

    board.unseat(office, by=None, at=at())

    assert not row(one, ines).votes


# --- letters ---


def test_who_has_left_is_asked_and_reminded_of_nothing(ines, karim):
    one = convoked()
    leaves(ines)

    convening.move(one, by=None, at=at(), to=HELD, minutes=120, place="Ailleurs")
    convening.write_letters(one, at=at())
    reminding.remind_silent(one, at=HELD - timedelta(days=6))

    assert letters("assembly_moved") == [(karim.email, "waiting")]
    assert letters("assembly_reminder") == [(karim.email, "waiting")]


def test_who_joins_after_a_move_gets_a_convocation(ines):
    one = convoked()
    later = HELD + timedelta(days=1)
    convening.move(one, by=None, at=at(), to=later, minutes=120, place="Ailleurs")
    convening.write_letters(one, at=at())
    new = member("Nouvelle", since=TODAY)

    convening.convene_latecomers(one, by=None, at=at())
    convening.write_letters(one, at=at())

    assert letters("assembly_moved") == [(ines.email, "waiting")]
    assert (new.email, "waiting") in letters("convocation")


def test_who_came_after_all_may_be_given_a_proxy_at_the_door(ines, karim):
    one = convoked()
    answers.answer(row(one, karim), by=karim, at=at(), reply="away")
    presence.note_present(row(one, karim), by=None, at=NOON)

    given = answers.answer(
        row(one, ines), by=None, at=NOON, reply="proxy", holder=row(one, karim), for_other=True
    )

    assert given.proxy_to.person == karim

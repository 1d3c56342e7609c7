"""The rights of defence: told, so many days, read or heard, and nobody sits on their own case."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from coopstudio.documents.api import may_read
from coopstudio.french import dates
from coopstudio.journal.api import history
from coopstudio.mail.models import Letter
from coopstudio.states import ForbiddenMove
from members.actions.life import ending, excluding
from members.actions.life.facts import AlreadyOver, InTheFuture, OwnCase
from members.cautions import caution_of_hearing
from members.lives import Life
from members.models import Exclusion, Membership, MembershipFact, Person
from members.states import ExclusionState, Standing
from tests.members.factories import ADMITTED_ON, founder, member, secretary, treasurer
from tests.members.life.factories import (
    DAY,
    TODAY,
    accuse,
    at,
    belonging,
    keeper,
    stands,
    verdict,
)

pytestmark = pytest.mark.django_db
UNTIL = TODAY + timedelta(days=15)
AFTER = UNTIL + DAY


def decide(verb, case, by, day=AFTER, **more):
    return verb(case, by=by, at=at(day), **verdict(day, **more))


def test_nothing_is_told_before_the_grievances_are_sent():
    mine = belonging()

    case = excluding.open_case(mine, by=keeper(), at=at(), grievances="Des faits.")

    assert case.state == ExclusionState.RAISED
    assert not Letter.objects.exists()
    assert stands(mine, TODAY) == Standing.ACTIVE
    assert not Exclusion.objects.visible_to(mine.person).exists()


def test_the_grievances_are_told_with_the_days_of_the_statutes():
    mine = belonging()

    case = accuse(mine, keeper(), hearing="Le 20 juin à 18 h.")

    letter = Letter.objects.get(kind="members.grievances")
    assert (case.sent_on, case.defence_until) == (TODAY, UNTIL)
    assert (letter.to, letter.is_secret) == (mine.person.email, True)
    assert "Le 20 juin" in letter.text
    assert "emportés" in letter.document.data["grievances"]
    assert "emportés" not in letter.text
    assert stands(mine, TODAY) == Standing.ACCUSED


def test_the_person_answers_until_the_decision_and_may_write_it_better():
    blaise, mine = keeper(), belonging()
    case = accuse(mine, blaise)

    excluding.defend(case, by=mine.person, at=at(), words="Je les ai rendus.")
    case = excluding.defend(case, by=mine.person, at=at(AFTER), words="Rendus le 5 mai.")

    assert case.defence == "Rendus le 5 mai."
    told = Letter.objects.filter(kind="members.defence_received")
    assert [letter.to for letter in told] == [blaise.email] * 2
    assert mine.person.first_name not in told[0].text


def test_nobody_answers_for_somebody_else():
    with pytest.raises(excluding.NotYours):
        excluding.defend(accuse(belonging(), keeper()), by=founder(), at=at(), words="x")


def test_the_organ_does_not_decide_before_the_end_of_the_defence():
    blaise = keeper()
    case = accuse(belonging(), blaise)

    with pytest.raises(excluding.DefenceRuns):
        decide(excluding.exclude, case, blaise, UNTIL)
    with pytest.raises(InTheFuture):
        excluding.exclude(case, by=blaise, at=at(), **verdict(AFTER))
    assert decide(excluding.exclude, case, blaise).state == ExclusionState.EXPELLED


def test_the_database_itself_refuses_a_decision_within_the_delay():
    case = accuse(belonging(), keeper())

    with pytest.raises(IntegrityError, match="no_exclusion_before_the_end_of_the_defence"):
        Exclusion.objects.filter(pk=case.pk).update(state="expelled", decided_on=UNTIL)


def test_nothing_is_decided_that_was_not_told():
    case = excluding.open_case(belonging(), by=keeper(), at=at(), grievances="x")

    with pytest.raises(ForbiddenMove):
        decide(excluding.exclude, case, founder())


def test_who_is_concerned_does_not_sit():
    blaise = keeper()

    with pytest.raises(excluding.SatOnOwnCase):
        decide(excluding.exclude, accuse(belonging(), blaise), blaise, sat=True)


def test_a_keeper_neither_opens_nor_decides_their_own_case():
    mine = belonging(founder())

    with pytest.raises(OwnCase):
        excluding.open_case(mine, by=mine.person, at=at(), grievances="x")
    case = accuse(mine, keeper())
    for verb in (excluding.exclude, excluding.maintain):
        with pytest.raises(OwnCase):
            decide(verb, case, mine.person)
    with pytest.raises(OwnCase):
        excluding.shelve(case, by=mine.person, at=at())


def test_excluded_the_person_is_told_why_and_the_membership_ends_that_day():
    mine, blaise = belonging(), keeper()

    decide(excluding.exclude, accuse(mine, blaise), blaise)
    ending.part_due(at=at(AFTER + DAY))

    letter = Letter.objects.get(kind="members.excluded")
    assert letter.document.data["reasons"] == "Les faits sont reconnus."
    assert stands(mine, AFTER) == Standing.ACTIVE
    assert stands(mine, AFTER + DAY) == Standing.EXCLUDED
    assert not Person.objects.members(on=AFTER + DAY).filter(pk=mine.person_id).exists()


def test_nothing_is_decided_of_somebody_who_has_left():
    mine, blaise = belonging(), keeper()
    case = accuse(mine, blaise)
    mine.ended_on = TODAY
    mine.save()

    for verb in (excluding.exclude, excluding.maintain):
        with pytest.raises(AlreadyOver):
            decide(verb, case, blaise)
    excluding.shelve(case, by=blaise, at=at(AFTER))


def test_nothing_is_sent_to_somebody_who_has_left_nor_decided_of_the_dead():
    mine, blaise = belonging(), keeper()
    case = excluding.open_case(mine, by=blaise, at=at(), grievances="Des faits.")
    ending.note_death(mine, by=blaise, at=at(AFTER), died_on=AFTER)

    with pytest.raises(AlreadyOver):
        excluding.send_grievances(case, by=blaise, at=at(AFTER))


def test_maintained_nothing_is_held_against_the_person():
    mine, blaise = belonging(), keeper()

    decide(excluding.maintain, accuse(mine, blaise), blaise)

    assert stands(mine, AFTER) == Standing.ACTIVE
    assert Letter.objects.get(kind="members.maintained").to == mine.person.email
    assert accuse(mine, blaise, on=AFTER + DAY)


def test_a_procedure_that_was_never_told_is_given_up_in_silence():
    case = excluding.open_case(belonging(), by=keeper(), at=at(), grievances="x")

    excluding.shelve(case, by=founder(), at=at())

    assert not Letter.objects.exists()
    assert not MembershipFact.objects.exists()


def test_one_that_was_told_is_given_up_with_a_letter():
    mine, blaise = belonging(), keeper()

    excluding.shelve(accuse(mine, blaise), by=blaise, at=at(TODAY + DAY))

    assert Letter.objects.filter(kind="members.case_shelved").exists()
    assert stands(mine, TODAY + DAY) == Standing.ACTIVE


def test_the_accused_votes_until_the_decision():
    mine = belonging()
    accuse(mine, keeper())

    assert Membership.objects.voting(on=TODAY).filter(pk=mine.pk).exists()


def test_the_person_was_heard():
    blaise = keeper()
    case = excluding.hear(accuse(belonging(), blaise), by=blaise, at=at(UNTIL), on=UNTIL)

    assert case.heard_on == UNTIL


# --- restricted ---


@pytest.mark.parametrize(("who", "sees"), [(secretary, True), (founder, True), (treasurer, False)])
def test_only_the_keepers_and_the_person_may_know(who, sees):
    mine = belonging()
    case, reader = accuse(mine, keeper()), who("Zita", "Bonnet")
    paper = Letter.objects.get(kind="members.grievances").document

    assert Exclusion.objects.visible_to(reader).filter(pk=case.pk).exists() is sees
    assert may_read(reader, paper) is sees
    assert may_read(mine.person, paper)
    assert not may_read(member("Léo"), paper)


def test_a_keeper_sees_their_own_case_as_its_person_only():
    mine = belonging(founder())
    case = excluding.open_case(mine, by=keeper(), at=at(), grievances="x")

    assert not Exclusion.objects.visible_to(mine.person).filter(pk=case.pk).exists()


def test_for_anybody_else_an_excluded_person_is_a_former_member():
    mine, blaise = belonging(), keeper()
    decide(excluding.exclude, accuse(mine, blaise), blaise)

    def seen_by(reader):
        return Life(mine.person, reader=reader, on=AFTER + DAY).standing

    assert seen_by(treasurer()) == Standing.FORMER
    assert seen_by(blaise) == Standing.EXCLUDED
    assert not MembershipFact.objects.shared().exists()
    assert [line.event for line in history(mine)] == []


def test_the_journal_of_the_membership_is_silent_about_it():
    mine = belonging(member(since=ADMITTED_ON))
    accuse(mine, keeper())

    assert not history(mine).exists()
    assert not history(mine.person).exists()


# --- the hearing ---


def test_another_hearing_is_told_by_a_letter_that_replaces_the_first():
    blaise, mine = keeper(), belonging()
    case = accuse(mine, blaise, hearing="le 20 juin 2026 à 18 h, salle du bas")

    case = excluding.set_hearing(case, by=blaise, at=at(), hearing="le 22 juin 2026 à 18 h, ici")

    letter = Letter.objects.get(kind="members.hearing")
    assert (letter.to, letter.is_secret) == (mine.person.email, True)
    assert "22 juin" in letter.text
    assert letter.document.data["hearing"] == case.hearing
    assert letter.document.data["replaced_on"]
    assert case.defence_until == UNTIL
    assert any("date d’audition" in entry.sentence for entry in history(case))


def test_a_hearing_is_not_set_once_the_person_was_heard_nor_by_themselves():
    blaise, mine = keeper(), belonging()
    case = accuse(mine, blaise)

    with pytest.raises(OwnCase):
        excluding.set_hearing(case, by=mine.person, at=at(), hearing="x")
    with pytest.raises(excluding.HearingMissing):
        excluding.set_hearing(case, by=blaise, at=at(), hearing="")
    excluding.hear(case, by=blaise, at=at(), on=TODAY)
    with pytest.raises(excluding.AlreadyHeard):
        excluding.set_hearing(case, by=blaise, at=at(), hearing="x")


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"hearing_at": "30/02/2027 à 18 h", "place": "ici"}, "n’existe pas"),
        ({"hearing_at": "12/03/2020 à 18 h", "place": "ici"}, "déjà passé"),
        ({"hearing_at": "le 30 février à 18 h", "place": "ici"}, "Écrivez le jour et l’heure"),
        ({"hearing_at": "", "place": "ici"}, "Dites le jour et l’heure"),
    ],
)
def test_a_hearing_has_a_real_day_to_come(client, said, word):
    blaise, mine = keeper(), belonging()
    case = excluding.open_case(mine, by=blaise, at=at(), grievances="Le 3 mai.")
    client.force_login(blaise)

    page = client.post(f"/registre/{mine.person_id}/exclusion/send/", said)

    assert page.status_code == 422
    assert word in page.text
    case.refresh_from_db()
    assert case.state == ExclusionState.RAISED


def test_a_hearing_is_set_and_moved_from_the_page(client):
    blaise, mine = keeper(), belonging()
    excluding.open_case(mine, by=blaise, at=at(), grievances="Le 3 mai.")
    client.force_login(blaise)
    path = f"/registre/{mine.person_id}/exclusion/"
    day = timezone.localdate() + timedelta(days=20)

    client.post(f"{path}send/", {"hearing_at": f"{day}T18:00", "place": "salle du bas"})
    first = Exclusion.objects.get().hearing
    client.post(f"{path}hearing/", {"hearing_at": f"{day}T19:30", "place": "salle du haut"})

    assert first == f"le {dates.day(day)} à 18 h, salle du bas".replace("18 h", "18\u00a0h")
    assert "19\u00a0h\u00a030, salle du haut" in Exclusion.objects.get().hearing
    assert Letter.objects.filter(kind="members.hearing").count() == 1


def test_nobody_was_heard_before_the_hour_that_was_set():
    blaise = keeper()
    case = accuse(belonging(), blaise, hearing="le mardi 16 juin 2026 à 10\u00a0h\u00a030, ici")

    for early in (at(), at(TODAY + DAY, 10)):
        with pytest.raises(excluding.HearingToCome):
            excluding.hear(case, by=blaise, at=early, on=timezone.localdate(early))
    case = excluding.hear(case, by=blaise, at=at(TODAY + DAY, 11), on=TODAY + DAY)
    assert case.heard_on == TODAY + DAY


@pytest.mark.parametrize(("days", "said"), [(0, "aujourd’hui"), (1, "dans 1 jour :"), (8, "")])
def test_a_hearing_that_leaves_few_days_is_worth_reading_twice(days, said):
    words = caution_of_hearing(at(TODAY + days * DAY, 18), on=TODAY)

    assert said in words
    assert bool(words) is bool(said)
    assert caution_of_hearing(None, on=TODAY) == ""


@pytest.mark.parametrize("when", [at(TODAY, 9), at(TODAY.replace(day=1), 14)])
def test_the_instant_of_a_hearing_is_read_from_its_words(when):
    assert dates.moment_in(f"le {dates.moment(when)}, salle du bas") == when

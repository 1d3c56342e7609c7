"""Two people decide a candidature: PostgreSQL says so to whoever writes to it directly."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from applications.models import Decision, Position
from applications.states import Outcome, Stance, State
from tests.applications.factories import NOON, application, decision_of
from tests.members.factories import founder

pytestmark = pytest.mark.django_db
REFUSED = "two_people_decide_a_candidature"
STAYS = "what_was_decided_stays"
SIGNED = """
    INSERT INTO applications_decision
        (application_id, cycle, outcome, parting_id, decided_at, body, reopened_because)
    VALUES (%s, %s, %s, NULL, %s, 'Bonjour.', '')
"""


@pytest.fixture
def dossier():
    return application(State.MET)


@pytest.fixture
def fleur():
    return founder("Fleur")


@pytest.fixture
def thomas():
    return founder("Thomas", "Marshall")


def says(dossier, who, stance=Stance.CONSENT, outcome=Outcome.INVITE, **facts):
    facts = {"words": "Oui." if stance == Stance.CONSENT else "Trop tôt.", "at": NOON, **facts}
    return Position.objects.create(
        application=dossier, founder=who, outcome=outcome, stance=stance, **facts
    )


def sign(dossier, outcome=Outcome.INVITE, cycle=1):
    run(SIGNED, [dossier.pk, cycle, outcome, NOON])


def run(sql, facts):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, facts)


def test_two_who_consent_decide(dossier, fleur, thomas):
    says(dossier, fleur)
    says(dossier, thomas)

    sign(dossier)

    assert Decision.objects.get().outcome == Outcome.INVITE


def test_one_who_consents_twice_is_still_one(dossier, fleur, thomas):
    says(dossier, fleur)
    says(dossier, fleur)

    with pytest.raises(IntegrityError, match=REFUSED):
        sign(dossier)


def test_the_person_themselves_is_no_second_voice(dossier, fleur):
    says(dossier, fleur)
    says(dossier, dossier.person)

    with pytest.raises(IntegrityError, match=REFUSED):
        sign(dossier)


def test_who_left_the_foundation_is_no_second_voice(dossier, fleur, thomas):
    says(dossier, fleur)
    says(dossier, thomas)
    thomas.offices.update(ended_on=NOON.date() - timedelta(days=1))

    with pytest.raises(IntegrityError, match=REFUSED):
        sign(dossier)


def test_the_last_word_counts_and_an_objection_holds(dossier, fleur, thomas):
    says(dossier, fleur)
    says(dossier, thomas)
    says(dossier, thomas, Stance.OBJECTION)

    with pytest.raises(IntegrityError, match=REFUSED):
        sign(dossier)


def test_consenting_to_one_outcome_decides_no_other(dossier, fleur, thomas):
    says(dossier, fleur)
    says(dossier, thomas)

    with pytest.raises(IntegrityError, match=REFUSED):
        sign(dossier, Outcome.DECLINE)


def test_what_was_said_in_another_cycle_decides_nothing_in_this_one(dossier, fleur, thomas):
    says(dossier, fleur)
    says(dossier, thomas)

    with pytest.raises(IntegrityError, match=REFUSED):
        sign(dossier, cycle=2)


def test_a_third_founder_who_objects_holds_what_two_want(dossier, fleur, thomas):
    says(dossier, fleur)
    says(dossier, thomas)
    says(dossier, founder("Aïcha", "Diop"), Stance.OBJECTION)

    with pytest.raises(IntegrityError, match=REFUSED):
        sign(dossier)


@pytest.mark.parametrize("changed", ["outcome = 'decline'", "cycle = 2"])
def test_a_yes_never_becomes_a_no_underhand(dossier, fleur, thomas, changed):
    decision_of(dossier, outcome=Outcome.INVITE, body="Venez.")

    with pytest.raises(IntegrityError, match=STAYS):
        run(f"UPDATE applications_decision SET {changed}", [])  # noqa: S608


def test_a_position_is_never_rewritten(dossier, fleur):
    says(dossier, fleur, Stance.OBJECTION)

    with pytest.raises(IntegrityError, match="applications_position is final"):
        run("UPDATE applications_position SET stance = 'consent'", [])

"""An accord: unticked until given, its words kept, taken back by one gesture."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from coopstudio.journal.api import history
from members.actions import consents
from members.models import Consent
from members.rights.consents import WORDS, has_given
from members.states import Purpose
from tests.members import factories
from tests.together import together

MONDAY = datetime(2026, 5, 11, 10, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 5, 12, 10, 0, tzinfo=UTC)


def given(person, purpose=Purpose.KEEP, at=MONDAY):
    return consents.give(person, purpose, text=WORDS[purpose], at=at)


def test_nobody_agrees_to_anything_by_default(db):
    person = factories.person()

    assert [has_given(person, purpose) for purpose in Purpose] == [False, False, False]


def test_an_accord_keeps_the_words_that_were_read(db):
    person = factories.person()

    consents.give(person, Purpose.QUOTES, text="Les mots de ce jour-là.", at=MONDAY)

    kept = Consent.objects.get()
    assert (kept.person, kept.purpose, kept.text, kept.given_at) == (
        person,
        Purpose.QUOTES,
        "Les mots de ce jour-là.",
        MONDAY,
    )
    assert has_given(person, Purpose.QUOTES)
    assert not has_given(person, Purpose.KEEP)


def test_it_is_taken_back_and_stays_as_a_trace(db):
    person = factories.person()
    given(person)

    consents.withdraw(person, Purpose.KEEP, at=TUESDAY)

    assert not has_given(person, Purpose.KEEP)
    assert [(one.given_at, one.withdrawn_at) for one in person.consents.all()] == [
        (MONDAY, TUESDAY)
    ]


def test_what_was_not_given_is_not_taken_back(db):
    person = factories.person()

    with pytest.raises(consents.NotGiven):
        consents.withdraw(person, Purpose.KEEP, at=TUESDAY)


def test_given_again_it_begins_anew(db):
    person = factories.person()
    given(person)

    given(person, at=TUESDAY)

    assert [one.given_at for one in person.consents.standing()] == [TUESDAY]
    assert person.consents.count() == 2


def test_the_accord_of_one_says_nothing_of_another(db):
    noemie, idriss = factories.person(), factories.person("Idriss", "Benali")

    given(noemie)

    assert not has_given(idriss, Purpose.KEEP)


def test_both_gestures_stand_in_the_journal_without_words(db):
    person = factories.person()
    consent = given(person)
    consents.withdraw(person, Purpose.KEEP, at=TUESDAY)

    assert [(one.sentence, one.details) for one in history(person)] == [
        ("a donné un accord", {"consent": consent.pk, "purpose": "keep"}),
        ("a retiré un accord", {"consent": consent.pk, "purpose": "keep"}),
    ]


def test_the_database_knows_one_standing_accord_for_a_purpose(db):
    person = factories.person()
    given(person)

    with pytest.raises(IntegrityError):
        Consent.objects.create(person=person, purpose=Purpose.KEEP, text="Oui.", given_at=TUESDAY)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_leave_one_accord():
    person = factories.person()

    trouble = together(*[lambda: given(person)] * 4)

    assert trouble == []
    assert person.consents.standing().count() == 1


def test_every_purpose_has_its_words():
    assert set(WORDS) == set(Purpose)

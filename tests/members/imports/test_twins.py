"""Somebody whom the house or the sheet knows already is asked about, never doubled."""

from datetime import date

import pytest

from coopstudio.journal.models import Entry
from members.actions import imports
from members.models import (
    Person,
)
from members.states import Answer, Verdict
from tests.members import factories
from tests.members.imports.sheets import AT, MEHDI, NOEMIE, carried, first, tried, verdicts, written

pytestmark = pytest.mark.django_db


def test_the_same_address_twice_in_a_sheet_is_one_person():
    import_ = tried(NOEMIE, NOEMIE)

    assert verdicts(import_) == ["created", "error"]
    assert "La ligne 2 a déjà cette adresse" in import_.lines.last().causes[0][0]


def test_the_same_name_and_postcode_twice_in_a_sheet_is_asked():
    import_ = tried(NOEMIE, NOEMIE.replace("noemie@", "np@").replace("06 12 34 56 78", ""))

    assert verdicts(import_) == ["created", "twin"]


def test_two_who_share_a_telephone_in_a_sheet_are_two():
    couple = "Awa;Diop;{};03 80 12 34 56;21000;Dijon;12/03/2024"

    import_ = written(
        couple.format("a@exemple.fr"), couple.format("b@exemple.fr").replace("Awa", "Élie")
    )

    assert verdicts(import_) == ["created", "created"]


def test_a_known_telephone_at_another_address_is_asked():
    factories.member("Noé", "Perrin", phone="+33612345678")

    import_ = tried(NOEMIE)

    assert verdicts(import_) == ["twin"]
    assert "le même téléphone" in first(import_).causes[0][0]


@pytest.mark.parametrize(("postcode", "verdict"), [("", "twin"), ("75011", "created")])
def test_the_same_name_is_asked_unless_they_live_elsewhere(postcode, verdict):
    factories.member("Noémie", "Perrin", postcode=postcode)

    assert verdicts(tried(NOEMIE)) == [verdict]


def test_accents_and_capitals_do_not_hide_a_twin():
    factories.member("NOEMIE", "perrin", postcode="21000")

    assert verdicts(tried(NOEMIE)) == ["twin"]


def test_an_address_known_under_quite_another_name_is_refused():
    factories.member("Colette", "Roux", email="noemie@exemple.fr")

    import_ = tried(NOEMIE)

    assert verdicts(import_) == ["error"]
    assert "Colette Roux" in first(import_).causes[0][0]


def test_a_twin_without_an_answer_is_not_written():
    factories.member("Noémie", "Perrin", postcode="21000")

    import_ = written(NOEMIE, MEHDI)

    assert verdicts(import_) == ["twin", "created"]
    assert not Person.objects.filter(email="noemie@exemple.fr").exists()


def test_a_twin_said_to_be_the_same_keeps_their_own_address():
    one = factories.member(
        "Noémie", "Perrin", email="np@exemple.fr", postcode="21000",
        since=date(2020, 1, 1), until=date(2021, 1, 1),
    )  # fmt: skip
    import_ = tried(NOEMIE)

    imports.settle(first(import_), by=import_.by, at=AT, answer=Answer.SAME)

    line = first(import_)
    assert (line.verdict, line.person) == (Verdict.CHANGED, one)
    imports.confirm(import_, by=import_.by, at=AT)
    carried(import_)
    one.refresh_from_db()
    assert (one.email, one.phone) == ("np@exemple.fr", "+33612345678")
    assert one.memberships.last().started_on == date(2024, 3, 12)


def test_a_twin_said_to_be_another_is_created():
    factories.member("Noémie", "Perrin", email="np@exemple.fr", postcode="21000")
    import_ = tried(NOEMIE)

    imports.settle(first(import_), by=import_.by, at=AT, answer=Answer.OTHER)

    assert first(import_).verdict == Verdict.CREATED


def test_a_finished_import_takes_up_what_was_settled_since():
    factories.member("Noémie", "Perrin", email="np@exemple.fr", postcode="21000")
    import_ = written(NOEMIE, MEHDI)

    imports.settle(first(import_), by=import_.by, at=AT, answer=Answer.OTHER)
    imports.confirm(import_, by=import_.by, at=AT)
    carried(import_)

    assert Person.objects.filter(email="noemie@exemple.fr").count() == 1
    assert Entry.objects.filter(event="members.imported").count() == 2


def test_what_resembles_nobody_is_not_settled():
    import_ = tried(NOEMIE)

    with pytest.raises(imports.NotDoubtful):
        imports.settle(first(import_), by=import_.by, at=AT, answer=Answer.SAME)


def test_what_is_written_is_not_settled_any_more():
    import_ = written(NOEMIE)

    with pytest.raises(imports.AlreadyWritten):
        imports.settle(first(import_), by=import_.by, at=AT, answer=Answer.LEFT)

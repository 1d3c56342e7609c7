"""Whom a sheet may not meet, and what the house forgets of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress

from members.actions import imports
from members.actions.erasing import anonymise
from members.models import (
    Membership,
    Person,
)
from members.states import Answer, ImportState, Priority, Verdict
from tests.members import factories
from tests.members.imports.sheets import (
    AT,
    HEAD,
    LUCIENNE,
    MEHDI,
    NOEMIE,
    PAPER_HEAD,
    carried,
    first,
    given,
    known,
    lines_of,
    tried,
    verdicts,
    written,
)

pytestmark = pytest.mark.django_db


# --- whom a sheet may not meet ---


@pytest.mark.parametrize(
    "line",
    [
        NOEMIE.replace("noemie@", "candidate@"),
        "Blaise;Marin;candidate@exemple.fr;;;;12/03/2024",
    ],
)
def test_an_address_of_somebody_who_candidates_is_left_aside_without_a_word_of_them(line):
    factories.person(
        "Noémie", "Perrin", email="candidate@exemple.fr", phone="+33699999999", town="Chenôve"
    )

    import_ = written(line, MEHDI)

    [left, created] = import_.lines.all()
    assert (left.verdict, left.person, left.changes) == (Verdict.LEFT, None, [])
    assert created.verdict == Verdict.CREATED
    [(cause, _way)] = left.causes
    assert cause.startswith("La maison connaît déjà cette adresse")
    assert not Membership.objects.filter(person__email="candidate@exemple.fr").exists()


def test_a_name_or_a_telephone_never_tells_who_candidates():
    factories.person("Noémie", "Perrin", postcode="21000", phone="+33612345678")

    import_ = tried(NOEMIE)

    assert (verdicts(import_), first(import_).causes) == (["created"], [])


def test_what_somebody_without_membership_told_is_not_repeated():
    factories.administrator("Noémie", "Perrin", email="noemie@exemple.fr", town="Chenôve")

    import_ = tried(NOEMIE)

    assert "Chenôve" not in f"{first(import_).causes} {first(import_).changes}"


def test_the_dead_are_not_made_members_again():
    one = known(since=date(2020, 1, 1), until=date(2022, 5, 1), deceased_on=date(2022, 5, 1))

    import_ = written(NOEMIE, MEHDI)

    assert verdicts(import_) == ["left", "created"]
    assert one.memberships.count() == 1


def test_two_who_share_an_address_are_asked_and_nobody_becomes_the_other():
    one = factories.member("Jean", "Perrin", email="noemie@exemple.fr", until=date(2026, 4, 1))
    EmailAddress.objects.filter(user=one).update(verified=False)

    import_ = written(NOEMIE, MEHDI, priority=Priority.SHEET)

    one.refresh_from_db()
    assert verdicts(import_) == ["twin", "created"]
    assert (one.first_name, one.memberships.count()) == ("Jean", 1)
    imports.settle(first(import_), by=import_.by, at=AT, answer=Answer.OTHER)
    assert first(import_).verdict == Verdict.ERROR


def test_of_two_namesakes_the_one_who_was_shown_is_the_one_who_is_written():
    ones = [factories.member("Noémie", "Perrin", email=f"{n}@exemple.fr") for n in "ab"]
    import_ = tried(NOEMIE)
    line = first(import_)
    assert line.person == ones[0]
    assert any("b@exemple.fr, ressemble aussi" in cause for cause, _ in line.causes)

    line.person = ones[1]
    line.save()
    imports.settle(line, by=import_.by, at=AT, answer=Answer.SAME)
    imports.confirm(import_, by=import_.by, at=AT)
    carried(import_)

    for one in ones:
        one.refresh_from_db()
    assert [one.phone for one in ones] == ["", "+33612345678"]


def test_a_namesake_who_went_away_since_is_asked_again():
    ones = [factories.member("Noémie", "Perrin", email=f"{n}@exemple.fr") for n in "ab"]
    import_ = tried(NOEMIE)
    imports.settle(first(import_), by=import_.by, at=AT, answer=Answer.SAME)
    Person.objects.filter(pk=ones[0].pk).update(last_name="Diop")

    imports.confirm(import_, by=import_.by, at=AT)
    carried(import_)

    ones[1].refresh_from_db()
    assert (first(import_).verdict, ones[1].phone) == (Verdict.TWIN, "")


@pytest.mark.parametrize("facts", [{"last_login": AT}, {}])
def test_the_agreement_and_the_name_that_somebody_said_stay(facts):
    one = known(**facts)
    EmailAddress.objects.filter(user=one).update(verified=not facts)
    Person.objects.filter(pk=one.pk).update(town="Chenôve")

    written(f"{NOEMIE};Mme", head=f"{HEAD};Civilité", priority=Priority.SHEET)

    one.refresh_from_db()
    assert (one.agreement, one.town) == ("both", "Chenôve")


def test_what_somebody_shows_and_took_away_is_not_filled_by_a_sheet():
    one = known(last_login=AT, shown=["phone"])

    import_ = written(NOEMIE)

    one.refresh_from_db()
    assert (one.phone, one.town) == ("", "Dijon")
    assert any("la maison n’en garde pas" in cause for cause, _ in first(import_).causes)


# --- forgetting ---


@pytest.mark.parametrize("read", [given, tried])
def test_the_lines_that_say_the_address_of_somebody_erased_go_with_them(read):
    zenobie = factories.person("Zénobie", "Quartz", email="noemie@exemple.fr")
    import_ = read(NOEMIE.replace("noemie@", "NOEMIE@"), MEHDI)

    anonymise(zenobie, by=None, at=AT)

    assert [line.cells[0] for line in import_.lines.all()] == ["Mehdi"]


@pytest.mark.parametrize("read", [given, tried])
def test_the_lines_that_name_somebody_erased_who_has_no_e_mail_go_with_them(read):
    one = factories.without_mail()
    import_ = read(
        LUCIENNE, LUCIENNE.replace("Lucienne", "Awa"), "Lucienne;Diop;1 rue A;71120;Cluny;;",
        head=PAPER_HEAD,
    )  # fmt: skip

    anonymise(one, by=None, at=AT)

    assert [line.cells[:2] for line in import_.lines.all()] == [
        ["Awa", "Charolles"], ["Lucienne", "Diop"],
    ]  # fmt: skip


def test_a_dropped_import_loses_its_lines_at_once():
    import_ = tried(NOEMIE)

    imports.drop(import_, by=import_.by, at=AT)

    import_.refresh_from_db()
    assert (import_.state, import_.lines.count()) == (ImportState.DROPPED, 0)


def test_the_lines_go_after_a_month_and_the_counts_stay():
    import_ = written(NOEMIE)

    due = [imports.to_forget(at=import_.touched_at + timedelta(days=days)) for days in (30, 31)]

    assert [list(one) for one in due] == [[], [import_]]
    imports.forget(import_, at=AT)
    import_.refresh_from_db()
    assert (import_.lines.count(), import_.tally) == (0, {"created": 1})
    assert not imports.to_forget(at=datetime(2030, 1, 1, tzinfo=UTC)).exists()


@pytest.mark.parametrize("rows", [1, 30])
def test_a_batch_asks_the_same_questions_for_one_and_for_thirty(
    rows, django_assert_max_num_queries
):
    import_ = given(*lines_of(rows))
    imports.say_columns(import_, by=import_.by, at=AT, columns=import_.columns)

    with django_assert_max_num_queries(18):
        imports.carry(import_, at=AT)

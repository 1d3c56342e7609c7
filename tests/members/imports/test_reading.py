"""A sheet is understood: its columns, its rows, whatever happens on the way."""

import pytest

from members.actions import imports
from members.actions.imports import reading
from members.models import (
    Import,
    ImportFile,
)
from members.states import ImportState
from tests.members import factories
from tests.members.imports.sheets import (
    AT,
    HEAD,
    MEHDI,
    NOEMIE,
    first,
    given,
    read_in,
    verdicts,
    written,
)
from tests.sheets.uploads import in_words
from tests.together import together

pytestmark = pytest.mark.django_db


# --- columns ---


def test_columns_are_recognised_by_their_titles():
    import_ = given(NOEMIE)

    assert import_.columns == [
        "first_name", "last_name", "email", "phone", "postcode", "town", "since",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "said", [["first_name", "last_name", "", "", "", "", ""], ["email", "", "", "", "", "", ""]]
)
def test_without_a_name_or_an_address_nothing_is_tried(said):
    import_ = given(NOEMIE)

    with pytest.raises(imports.ColumnsMissing):
        imports.say_columns(import_, by=import_.by, at=AT, columns=said)


HELD_BACK = f"{HEAD};N° sécurité sociale;Santé;Groupe"


def test_what_the_house_may_not_read_is_not_kept_at_all():
    import_ = given(f"{NOEMIE};180022100012345;asthme;A", head=HELD_BACK)

    assert first(import_).cells[-3:] == ["", "", "A"]
    assert first(import_).cells[0] == "Noémie"


def test_what_was_not_read_goes_when_the_lines_are_written():
    import_ = written(f"{NOEMIE};180022100012345;asthme;A", head=HELD_BACK)

    assert first(import_).cells == [*NOEMIE.split(";"), "", "", ""]
    assert verdicts(import_) == ["created"]


# --- the reading ---


def waiting(content=f"{HEAD}\n{NOEMIE}\n{MEHDI}\n"):
    return imports.receive(in_words(content), by=factories.secretary(), at=AT)


def test_what_is_given_waits_for_a_worker_and_no_row_is_read_before():
    import_ = waiting()

    assert (import_.state, import_.lines.count()) == (ImportState.READING, 0)
    assert list(Import.objects.running()) == [import_]


def test_the_file_goes_as_soon_as_it_is_read():
    import_ = read_in(waiting())

    assert (import_.state, import_.length) == (ImportState.RECEIVED, 2)
    assert not ImportFile.objects.exists()


def test_a_reading_that_was_cut_short_goes_on_and_keeps_no_row_twice(monkeypatch):
    monkeypatch.setattr(reading, "AT_ONCE", 1)
    import_ = waiting()
    import_.lines.create(number=2, cells=NOEMIE.split(";"))
    Import.objects.filter(pk=import_.pk).update(reached=2, length=1)

    read_in(import_)

    assert (import_.length, import_.reached) == (2, 0)
    assert [line.number for line in import_.lines.all()] == [2, 3]


def test_a_sheet_that_breaks_on_the_way_says_why_and_nothing_of_it_stays(monkeypatch):
    monkeypatch.setattr(reading, "AT_ONCE", 1)

    import_ = read_in(waiting(f"{HEAD}\n{NOEMIE}\nAwa;{'x' * 6000}\n"))

    assert import_.state == ImportState.UNREAD
    assert import_.refusal.startswith("Une case de la ligne 3 contient plus de 5000 signes.")
    assert (import_.length, import_.lines.count(), ImportFile.objects.count()) == (0, 0, 0)


def test_a_sheet_that_is_read_is_not_read_again():
    import_ = given(NOEMIE)

    read_in(import_)

    assert (import_.state, import_.lines.count()) == (ImportState.RECEIVED, 1)


@pytest.mark.django_db(transaction=True)
def test_two_workers_keep_every_row_once():
    import_ = waiting()

    together(*[lambda: imports.read_in(import_, at=AT)] * 2)

    import_.refresh_from_db()
    assert (import_.state, import_.lines.count()) == (ImportState.RECEIVED, 2)


def test_while_it_is_read_nothing_else_is_done_with_it():
    import_ = waiting()

    with pytest.raises(imports.StillReading):
        imports.drop(import_, by=import_.by, at=AT)
    assert imports.carry(import_, at=AT) is False


def test_a_file_that_nobody_read_in_a_month_is_forgotten():
    import_ = waiting()

    imports.forget(import_, at=AT)

    import_.refresh_from_db()
    assert (import_.state, ImportFile.objects.count()) == (ImportState.DROPPED, 0)

"""Twice, interrupted or together: the sheet is written once."""

import pytest

from coopstudio.journal.models import Entry
from members import tasks
from members.actions import imports
from members.models import (
    Membership,
    Person,
)
from members.states import ImportState
from tests.members.imports.sheets import (
    AT,
    MEHDI,
    NOEMIE,
    given,
    lines_of,
    tried,
    verdicts,
    written,
)
from tests.together import together

pytestmark = pytest.mark.django_db


def test_the_same_sheet_given_twice_changes_nothing():
    written(NOEMIE, MEHDI)

    again = written(NOEMIE, MEHDI)

    assert verdicts(again) == ["same", "same"]
    assert Membership.objects.filter(person__email="noemie@exemple.fr").count() == 1
    assert Entry.objects.filter(event="members.imported").count() == 2


def test_an_import_that_was_interrupted_goes_on_where_it_was():
    import_ = tried(*lines_of(250))
    imports.confirm(import_, by=import_.by, at=AT)

    assert imports.carry(import_, at=AT)
    import_.refresh_from_db()
    assert (import_.looked_at, Person.objects.filter(last_name__startswith="Diop").count()) == (
        100, 100,
    )  # fmt: skip
    tasks.carry_imports()

    import_.refresh_from_db()
    assert (import_.state, import_.tally) == (ImportState.DONE, {"created": 250})
    assert Person.objects.filter(last_name__startswith="Diop").count() == 250


def test_an_import_that_breaks_stops_no_other(monkeypatch):
    broken, sound = tried(*lines_of(2)), tried("Bela;Ndour;bela@exemple.fr;;;;12/03/2024")
    for import_ in (broken, sound):
        imports.confirm(import_, by=import_.by, at=AT)
    whole = imports.carry

    def carry(import_, *, at):
        if import_.pk == broken.pk:
            raise RuntimeError
        return whole(import_, at=at)

    monkeypatch.setattr(imports, "carry", carry)
    tasks.carry_imports()

    sound.refresh_from_db()
    assert sound.state == ImportState.DONE


def test_a_task_that_runs_twice_writes_once():
    import_ = written(*lines_of(3))

    tasks.carry_import(import_.pk)
    tasks.carry_import(import_.pk)

    assert Person.objects.filter(last_name__startswith="Diop").count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_workers_take_turns():
    import_ = tried(*lines_of(210))
    imports.confirm(import_, by=import_.by, at=AT)

    together(*[lambda: tasks.carry_import(import_.pk)] * 2)

    import_.refresh_from_db()
    assert import_.state == ImportState.DONE
    assert Person.objects.filter(last_name__startswith="Diop").count() == 210


def test_nothing_is_confirmed_while_it_is_being_read():
    import_ = given(NOEMIE)
    imports.say_columns(import_, by=import_.by, at=AT, columns=import_.columns)

    with pytest.raises(imports.StillReading):
        imports.confirm(import_, by=import_.by, at=AT)


def test_an_import_with_nothing_to_write_is_not_confirmed():
    import_ = tried("Awa;Diop;;;;;")

    with pytest.raises(imports.NothingToWrite):
        imports.confirm(import_, by=import_.by, at=AT)

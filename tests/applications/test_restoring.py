"""A real backup, a real erasure, a real restoration: what was erased does not come back."""

import subprocess
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import connection

from applications.actions.keeping import erasing
from applications.models import Application
from applications.states import State
from coopstudio.mail.models import Letter
from coopstudio.start.postgres import Postgres
from tests.applications import whole
from tests.applications.whole import PHRASE, where_it_stands

ERASED_AT = datetime(2026, 8, 20, 9, 0, tzinfo=UTC)
DRILL = "drill_after_a_fire"


def pg(program, *words):
    """Run a program of PostgreSQL on the server of the tests."""
    told = connection.settings_dict
    where = ["-h", told["HOST"], "-U", told["USER"]]
    if told.get("PORT"):
        where += ["-p", str(told["PORT"])]
    binary = Postgres(told["HOST"])._bin(program)
    subprocess.run([binary, *where, *words], check=True, capture_output=True)  # noqa: S603


@contextmanager
def lived_in(name):
    """Meanwhile the house lives in another database."""
    told, usual = connection.settings_dict, connection.settings_dict["NAME"]
    connection.close()
    told["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        told["NAME"] = usual


@pytest.fixture
def drill():
    yield DRILL
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DRILL}")


@pytest.mark.django_db(transaction=True)
def test_what_was_erased_after_the_backup_is_erased_again(settings, tmp_path, drill):
    settings.ERASURES_FILE = tmp_path / "erasures.txt"
    dump = str(tmp_path / "coop.dump")
    noemie = whole.somebody()
    whole.somebody(State.WITHDRAWN, email="ousmane@exemple.fr", version=noemie.version)
    whole.all_sent()
    pg("pg_dump", "-Fc", "--no-owner", "-f", dump, connection.settings_dict["NAME"])

    erasing.erase(noemie, by=noemie.person, at=ERASED_AT)
    pg("createdb", "-T", "template0", drill)
    pg("pg_restore", "--no-owner", "-d", drill, dump)

    with lived_in(drill):
        came_back = Application.objects.get(number=noemie.number)
        letters = Letter.objects.count()
        call_command("replay_erasures")
        again = Application.objects.get(number=noemie.number)
        others = Application.objects.exclude(number=noemie.number).get()
        left = where_it_stands("noemie@exemple.fr")
        letters_after = Letter.objects.count()

    assert (came_back.state, came_back.what) == (State.DECLINED, f"what {PHRASE}")
    assert (again.state, again.what) == (State.ERASED, "")
    assert (others.state, others.what) == (State.WITHDRAWN, f"what {PHRASE}")
    assert left == {"Proof"}
    assert letters_after == letters

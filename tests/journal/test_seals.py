"""The journal holds under its seals; a line changed, cut or added beneath PostgreSQL is found."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from coopstudio import clock
from coopstudio.backup.proofs import PROOFS
from coopstudio.journal import reading, seals
from coopstudio.journal.api import record
from coopstudio.journal.models import Entry, JournalSeal
from tests.journal.test_journal import Event
from tests.members.factories import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed():
    """Three lines under two seals, and a young one that waits."""
    noemie, now = person(), timezone.now()
    for at in (timedelta(hours=2), timedelta(hours=3)):
        record(Event.MET, noemie, number=len(Entry.objects.all()))
        record(Event.LEFT, noemie, words="été")
        seals.seal(at=now + at)
    record(Event.MET, noemie)
    assert seals.seal(at=timezone.now()) is None
    return list(JournalSeal.objects.order_by("last"))


def beneath(sql, *values, table="journal_entry"):
    """What somebody does who owns the tables, and takes their walls down."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql, values)
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_what_is_an_hour_old_is_sealed_once_each_seal_holding_the_one_before(sealed):
    first, second = sealed

    assert (first.lines, second.lines, Entry.objects.count()) == (2, 2, 5)
    assert seals.head() == second.digest
    assert seals.verify(second.digest[:12]) == seals.verify(first.digest) == []
    with pytest.raises(IntegrityError, match="final"), transaction.atomic():
        JournalSeal.objects.filter(pk=first.pk).update(lines=3)


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE journal_entry SET sentence = 'a tout vu' WHERE id = %s", "a changé"),
        ("UPDATE journal_entry SET details = '{}' WHERE id = %s", "a changé"),
        ("DELETE FROM journal_entry WHERE id = %s", "2 lignes, 1 relues"),
    ],
)
def test_a_line_that_was_rewritten_beneath_postgresql_is_found(sealed, sql, said):
    beneath(sql, sealed[1].last)

    with pytest.raises(CommandError, match=said):
        call_command("verify_journal")


def test_a_line_from_a_day_to_come_stops_no_seal_and_who_seals_no_more_is_seen(sealed):
    """A clock that ran ahead, or somebody who writes with the rights of the program."""
    now, young = timezone.now(), Entry.objects.last()
    Entry.objects.create(
        event=young.event, sentence=young.sentence, subject_kind=young.subject_kind,
        subject_id=young.subject_id, at=now + timedelta(days=4000),
    )  # fmt: skip
    assert seals.seal(at=now + timedelta(hours=5)).lines == 1
    record(Event.MET, person())

    with clock.at(now + timedelta(days=2)), pytest.raises(CommandError, match="jour : 1 ligne."):
        call_command("verify_journal")
    assert (seals.seal(at=now + timedelta(days=2)).lines, seals.verify()) == (2, [])


def test_a_backup_knows_the_digest_of_its_day_and_whether_all_held(sealed):
    assert PROOFS["journal"].said() == {"head": sealed[1].digest, "wrong": []}
    beneath("UPDATE journal_entry SET sentence = 'a tout vu' WHERE id = %s", sealed[1].last)

    assert len(PROOFS["journal"].said()["wrong"]) == 1


def test_a_journal_that_was_cut_no_longer_knows_the_digest_told_outside(sealed, capsys):
    call_command("verify_journal", head=sealed[1].digest[:12])
    assert "5 lignes, 2 sceaux : tout tient" in capsys.readouterr().out.replace("\u00a0", " ")

    with pytest.raises(CommandError, match="celle d’aucun sceau"):
        call_command("verify_journal", head="ab" * 6)


def test_it_is_read_again_once_a_day_and_health_says_what_was_found(sealed):
    tonight = timezone.now() + timedelta(days=1)
    young = Entry.objects.latest("pk").pk

    assert reading.last_reading().words == "Pas encore relu."
    seals.seal(at=tonight)
    assert reading.read_nightly(at=tonight) == []
    assert reading.read_nightly(at=tonight) is None
    assert "il tenait" in reading.last_reading().words
    beneath("DELETE FROM journal_entry WHERE id = %s", young)
    beneath("DELETE FROM journal_journalseal", table="journal_journalseal")
    seals.seal(at=tonight)

    for night in (1, 2):  # nothing was mended between the two
        assert len(reading.read_nightly(at=tonight + timedelta(days=night))) == 1
    assert (reading.last_reading().is_well, reading.last_reading().grave) == (False, True)
    assert "coupé ou refait" in reading.last_reading().words


def test_a_journal_that_is_read_no_more_is_not_well(sealed, time_machine):
    tonight = timezone.now()
    reading.read_nightly(at=tonight)
    time_machine.move_to(tonight + timedelta(days=3), tick=False)

    told = reading.last_reading()

    assert (told.is_well, told.grave) == (False, False)
    assert "N’est plus relu depuis le" in told.words

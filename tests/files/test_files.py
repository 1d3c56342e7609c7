"""A file and its row live and die together; each opening is written down."""

import os
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from coopstudio.files import api, quarantine
from coopstudio.files.models import Opening, PrivateFile
from coopstudio.states import ForbiddenMove
from tests.files import corpus
from tests.files.corpus import on_disk
from tests.members.factories import founder, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private_root(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"
    return settings.PRIVATE_ROOT


@pytest.fixture
def taken():
    return api.take_in(corpus.upload(corpus.pdf(2)))


@pytest.fixture
def clean(taken):
    quarantine.scan(taken.pk)
    taken.refresh_from_db()
    return taken


def test_what_is_kept_is_the_rewritten_file_for_our_eyes_only(taken):
    path = on_disk(taken)

    assert path.stat().st_mode & 0o777 == 0o600
    assert path.stat().st_size == taken.size
    assert "Noémie" not in str(path)
    assert (taken.name, taken.pages, taken.state) == ("CV de Noémie.pdf", 2, "quarantined")


def test_a_refused_file_leaves_nothing(private_root):
    with pytest.raises(api.FileRefused):
        api.take_in(corpus.upload(b"%PDF-1.4 nothing"))

    assert not PrivateFile.objects.exists()
    assert not list(private_root.glob("*/*"))


def test_a_full_disk_is_said_in_french_and_leaves_nothing(monkeypatch, private_root):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(api.FileRefused, match="n’a pas pu être enregistré"):
        api.take_in(corpus.upload(corpus.pdf()))

    assert not PrivateFile.objects.exists()
    assert not list(private_root.glob("*/*"))


def test_a_row_that_is_refused_takes_its_bytes_with_it(monkeypatch, private_root):
    def refuse(*args, **kwargs):
        raise DatabaseError("refused")

    monkeypatch.setattr(PrivateFile, "save", refuse)

    with pytest.raises(DatabaseError):
        api.take_in(corpus.upload(corpus.pdf()))

    assert not list(private_root.glob("*/*"))


def test_bytes_without_a_row_are_swept_after_an_hour(private_root):
    with transaction.atomic():
        lost = api.take_in(corpus.upload(corpus.pdf()))
        transaction.set_rollback(True)
    kept = api.take_in(corpus.upload(corpus.pdf()))
    fresh = api.take_in(corpus.upload(corpus.pdf()))
    draft = on_disk(kept).with_suffix(".part")
    draft.touch()
    for path in (on_disk(lost), on_disk(kept), draft):
        two_hours_ago(path)

    quarantine.sweep()

    assert [path.exists() for path in map(on_disk, (lost, kept, fresh))] == [
        False,
        True,
        True,
    ]
    assert not draft.exists()


def test_nobody_reads_a_file_in_quarantine(taken):
    with pytest.raises(api.NotYetChecked):
        api.serve(taken, by=founder())

    assert not Opening.objects.exists()


def test_a_served_file_is_locked_in_a_sandbox_and_its_opening_is_written(clean):
    reader = founder()

    answer = api.serve(clean, by=reader)

    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''CV%20de%20No%C3%A9mie.pdf"
    )
    assert [(one.by, one.file) for one in Opening.objects.all()] == [(reader, clean)]


def test_a_file_without_door_does_not_exist(client, clean):
    client.force_login(founder())

    assert client.get(f"/fichiers/{clean.pk}/").status_code == 404


def test_a_door_lets_in_those_it_names(client, clean, monkeypatch):
    reader = founder()
    monkeypatch.setattr(api, "DOORS", [lambda someone, file: someone == reader])
    client.force_login(reader)

    answer = client.get(f"/fichiers/{clean.pk}/")
    read = client.get(f"/fichiers/{clean.pk}/?lire=1")

    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Content-Disposition"].startswith("attachment")
    assert read["Content-Disposition"].startswith("inline")
    client.force_login(person())
    assert client.get(f"/fichiers/{clean.pk}/").status_code == 404


def test_a_file_that_waits_says_so(client, taken, monkeypatch):
    monkeypatch.setattr(api, "DOORS", [lambda someone, file: True])
    client.force_login(founder())

    answer = client.get(f"/fichiers/{taken.pk}/")

    assert answer.status_code == 409
    assert "en cours de vérification" in answer.content.decode()


def test_an_erased_file_keeps_only_the_trace_of_its_openings(
    clean, django_capture_on_commit_callbacks
):
    Opening.objects.create(file=clean, by=founder())

    with django_capture_on_commit_callbacks(execute=True):
        api.erase(clean)

    clean.refresh_from_db()
    assert (clean.state, clean.name, clean.sha256) == ("erased", "", "")
    assert not on_disk(clean).exists()
    assert clean.openings.count() == 1


def test_an_erased_file_is_not_erased_twice(clean):
    api.erase(clean)

    with pytest.raises(ForbiddenMove):
        api.erase(clean)


def test_what_the_scanner_finds_is_thrown_away(
    taken, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(quarantine, "found_in", lambda path: "stream: Eicar FOUND")

    with django_capture_on_commit_callbacks(execute=True):
        quarantine.scan(taken.pk)

    taken.refresh_from_db()
    assert taken.state == "refused"
    assert not on_disk(taken).exists()


def test_while_the_scanner_is_away_files_wait(taken, settings):
    settings.CLAMD = "/nowhere/clamd.ctl"

    quarantine.scan_waiting()

    taken.refresh_from_db()
    assert taken.state == "quarantined"


@pytest.mark.parametrize("statement", ["UPDATE files_opening SET at = now()",
                                       "DELETE FROM files_opening"])  # fmt: skip
def test_an_opening_is_final_in_the_database(clean, statement):
    Opening.objects.create(file=clean, by=person())

    with pytest.raises(IntegrityError, match="is final"), connection.cursor() as cursor:
        cursor.execute(statement)


def two_hours_ago(path):
    moment = (timezone.now() - timedelta(hours=2)).timestamp()
    os.utime(path, (moment, moment))


def test_bytes_that_vanished_are_said_in_french_and_leave_no_opening(clean):
    on_disk(clean).unlink()

    with pytest.raises(api.NotYetChecked, match="introuvable"):
        api.serve(clean, by=founder())

    assert not Opening.objects.exists()


def test_an_erased_file_says_so_rather_than_to_come_back(clean):
    erased = api.erase(clean)

    with pytest.raises(api.NotYetChecked, match="effacé"):
        api.serve(erased, by=founder())


def test_bytes_that_vanished_do_not_wait_for_a_scanner_for_ever(settings, taken):
    settings.CLAMD = "/nowhere/clamd"
    on_disk(taken).unlink()

    quarantine.scan(taken.pk)

    taken.refresh_from_db()
    assert taken.state == PrivateFile.State.REFUSED

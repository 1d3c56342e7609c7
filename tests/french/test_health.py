"""/sante/ : « ok » for strangers, the list for the administrator, 503 when something is grave."""

import re
import socket
from datetime import timedelta
from threading import Thread

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from contributions.models import Verification
from coopstudio import health
from coopstudio.backup import proofs
from coopstudio.celery import app
from coopstudio.documents.models import Document
from coopstudio.mail.models import Letter
from coopstudio.start import pango
from coopstudio.tasks import beat
from tests.members.factories import administrator, founder

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_fresh_look():
    health._last["at"] = float("-inf")
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def admin(client):
    client.force_login(administrator())
    return client


def a_letter(age):
    return Letter.objects.create(
        kind="a.b", key="1", to="a@b.fr", subject="s", text="t", next_try_at=timezone.now() - age
    )


def words(response, name):
    return next(check.words for check in response.context["checks"] if check.name == name)


def test_a_stranger_reads_one_word(client):
    response = client.get("/sante/")

    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response["Cache-Control"]


def test_a_founder_reads_no_more_than_a_stranger(client):
    client.force_login(founder())

    assert client.get("/sante/").content == b"ok"


def test_the_administrator_reads_the_whole_list(admin):
    response = admin.get("/sante/")

    assert response.status_code == 200
    assert len(response.context["checks"]) == 17
    assert words(response, "Horloge") == "Elle n’a pas encore sonné."


def test_two_clocks_that_differ_are_told_and_stop_nothing(admin, time_machine):
    assert words(admin.get("/sante/"), "Heure") == "Partout la même."

    time_machine.move_to(timezone.now() + timedelta(days=1, seconds=40))
    apart = health._hour()

    assert (apart.is_well, apart.grave) == (False, False)
    assert re.search("diffèrent de 864(39|40) secondes", apart.words)


def test_books_that_do_not_hold_are_grave(admin):
    Verification.objects.create(entries=3, digest="0" * 64, wrong=["L’écriture 2 a changé."])

    ill = admin.get("/sante/")

    assert ill.status_code == 503
    assert words(ill, "Registre des apports").startswith("Il ne tenait pas le ")


def test_the_clock_is_heard(admin):
    beat()

    assert words(admin.get("/sante/"), "Horloge").startswith("A sonné le ")


def test_a_silent_clock_is_grave(client):
    cache.set(health.HEARTBEAT, (timezone.now() - timedelta(minutes=6)).isoformat(), None)

    assert client.get("/sante/").status_code == 503


def test_a_backup_of_the_day_before_yesterday_is_grave(admin, settings, tmp_path):
    settings.VAR_DIR, settings.BACKUP_KEY = tmp_path, "clé"
    proofs.stamp().write_text((timezone.now() - timedelta(hours=25)).isoformat())
    assert words(admin.get("/sante/"), "Sauvegarde").startswith("Du ")
    assert Client().get("/sante/").status_code == 200

    proofs.stamp().write_text((timezone.now() - timedelta(hours=27)).isoformat())
    health._last["at"] = float("-inf")
    assert Client().get("/sante/").status_code == 503


def test_the_last_drill_is_told_and_an_old_one_is_grave(admin, settings, tmp_path):
    settings.VAR_DIR, settings.BACKUP_KEY = tmp_path, "clé"
    proofs.note(timezone.now())
    assert words(admin.get("/sante/"), "Essai de reprise").startswith("Aucun encore")
    assert Client().get("/sante/").status_code == 200

    for days, answer in ((34, 200), (36, 503)):
        proofs.stamp(proofs.DRILL).write_text((timezone.now() - timedelta(days=days)).isoformat())
        health._last["at"] = float("-inf")
        assert Client().get("/sante/").status_code == answer


def test_a_letter_that_waits_too_long_is_grave(client):
    a_letter(timedelta(minutes=11))

    response = client.get("/sante/")

    assert (response.status_code, response.content) == (503, b"indisponible")


def test_a_letter_just_written_is_well(client):
    a_letter(timedelta(minutes=9))

    assert client.get("/sante/").status_code == 200


def test_a_letter_that_one_mailbox_puts_off_is_nobody_s_illness(client):
    """Its mailbox is full: it is tried again for a day, and the house is well meanwhile."""
    letter = a_letter(timedelta(minutes=-60))
    Letter.objects.filter(pk=letter.pk).update(
        written_at=timezone.now() - timedelta(hours=5), error="452 mailbox full"
    )

    assert client.get("/sante/").status_code == 200


def test_what_could_not_leave_or_be_made_is_said_and_is_not_grave(admin):
    letter = a_letter(timedelta(days=1))
    Letter.objects.filter(pk=letter.pk).update(state=Letter.State.FAILED)
    Document.objects.create(
        kind="a.b", title="t", template="t", data={}, subject_kind="a.b", subject_id=1,
        state=Document.State.FAILED,
    )  # fmt: skip

    response = admin.get("/sante/")

    assert response.status_code == 200
    assert words(response, "Lettres non envoyées") == "À revoir dans le courrier : 1."
    assert words(response, "Documents") == "Non produits : 1."


def test_missing_libraries_come_with_the_command_that_brings_them(admin, monkeypatch):
    monkeypatch.setattr(pango, "LIBRARIES", [("nowhere.so", "libnowhere0")])

    response = admin.get("/sante/")

    assert response.status_code == 200
    assert "apt install libnowhere0" in words(response, "Bibliothèques des PDF")


def test_a_disk_almost_full_is_grave(client, monkeypatch):
    monkeypatch.setattr(health, "FREE_DISK", 101)

    assert client.get("/sante/").status_code == 503


def test_a_broker_that_sleeps_only_slows_the_house(admin, monkeypatch):
    monkeypatch.setattr(app.conf, "broker_url", "redis://127.0.0.1:1/0")

    response = admin.get("/sante/")

    assert response.status_code == 200
    assert words(response, "Messagerie interne").startswith("Injoignable")


def test_strangers_cannot_make_it_look_all_the_time(client, django_assert_num_queries):
    client.get("/sante/")

    with django_assert_num_queries(0):
        client.get("/sante/")


def scanner_that_says(answer, path):
    """A socket that answers one question, as the service of ClamAV does."""
    door = socket.socket(socket.AF_UNIX)
    door.bind(f"{path}")
    door.listen(1)

    def serve():
        wire, _address = door.accept()
        wire.recv(64)
        wire.sendall(answer)
        wire.close()
        door.close()

    Thread(target=serve, daemon=True).start()
    return f"{path}"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"PONG\0", "ClamAV répond."),
        (b"nobody\0", "Elle ne répond pas : les fichiers reçus attendent, personne ne les ouvre."),
    ],
)
def test_the_administrator_knows_whether_files_are_scanned(admin, settings, tmp_path, answer, told):
    settings.CLAMD = scanner_that_says(answer, tmp_path / "clamd")

    assert words(admin.get("/sante/"), "Analyse des fichiers") == told


def test_a_house_without_a_scanner_says_so_and_is_not_ill(admin, settings):
    settings.CLAMD = ""
    response = admin.get("/sante/")

    told = "Aucune : les fichiers sont réécrits, sans antivirus (voir COOP_CLAMD)."
    assert (response.status_code, words(response, "Analyse des fichiers")) == (200, told)

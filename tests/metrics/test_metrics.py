"""A machine that watches reads numbers: right with several processes, and nobody's name."""

import os
import re
import signal
import subprocess
import sys
import time
from datetime import timedelta
from itertools import groupby

import pytest
from django.db import OperationalError
from django.utils import timezone

from coopstudio.backup import proofs
from coopstudio.mail.models import Letter
from coopstudio.metrics import facts, requests
from coopstudio.metrics.tally import Tally
from coopstudio.tasks import beat
from tests.applications.factories import application
from tests.members.factories import administrator, member

ADDS = """
import sys, time
from pathlib import Path
from coopstudio.metrics.tally import Tally
tally = Tally(Path(sys.argv[1]), "one", 3)
for _ in range(int(sys.argv[2])):
    tally.add({0: 1, 2: 0.5})
print("counted", flush=True)
time.sleep(60)
"""


@pytest.fixture(autouse=True)
def a_fresh_machine(settings, tmp_path):
    settings.VAR_DIR, settings.METRICS_TOKEN = tmp_path, "t" * 32
    requests.ours.cache_clear()
    yield
    requests.ours.cache_clear()


def adding(folder, times):
    """A process that counts, says so, and lives on."""
    process = subprocess.Popen(  # noqa: S603 (our own words)
        [sys.executable, "-c", ADDS, str(folder), str(times)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "counted\n"
    return process


def test_several_processes_count_together_and_the_killed_ones_stay_counted(tmp_path):
    watching = Tally(tmp_path, "one", 3)
    first, second = adding(tmp_path, 5), adding(tmp_path, 7)
    assert watching.total() == [12, 0, 6]

    for process in (first, second):
        process.send_signal(signal.SIGKILL)
        process.communicate()
    third = adding(tmp_path, 1)
    third.kill()
    third.communicate()

    assert watching.total() == [13, 0, 6.5]
    assert len(list(tmp_path.glob("*.tally"))) == 2


def test_numbers_of_another_release_are_not_ours(tmp_path):
    Tally(tmp_path, "before", 3).add({0: 4})

    after = Tally(tmp_path, "after", 3)
    after.add({1: 2})

    assert after.total() == [0, 2, 0]


def test_a_folder_that_cannot_be_written_breaks_no_page(tmp_path):
    (tmp_path / "metrics").write_text("a file")

    Tally(tmp_path / "metrics", "one", 3).add({0: 1})


def read(client, token="t" * 32):
    return client.get("/mesures/", headers={"Authorization": f"Bearer {token}"})


def numbers(client):
    """{what is before the number: the number}."""
    lines = read(client).content.decode().splitlines()
    told = [line.rpartition(" ") for line in lines if not line.startswith("#")]
    return {name: float(number) for name, _, number in told}


@pytest.mark.django_db
class TestPage:
    @pytest.mark.parametrize("token", ["", "x", "t" * 31, "é"])
    def test_without_the_token_there_is_nothing_here_even_for_the_administration(
        self, client, token
    ):
        client.force_login(administrator())

        assert read(client, token).status_code == 404

    def test_where_no_token_is_set_nobody_enters(self, client, settings):
        settings.METRICS_TOKEN = ""

        assert read(client, "").status_code == 404

    def test_answers_are_counted_by_the_name_of_their_address(self, client):
        client.get("/confidentialite/")
        client.get("/confidentialite/")
        client.get("/personne-ici/")
        client.force_login(member())
        client.get("/candidatures/12345/")

        found = numbers(client)

        assert found['coop_requests_total{route="privacy",status="2xx"}'] == 2
        assert found['coop_requests_total{route="(none)",status="4xx"}'] == 1
        assert found['coop_request_seconds_bucket{route="privacy",le="+Inf"}'] == 2
        assert found['coop_request_seconds_count{route="privacy"}'] == 2
        assert 0 < found['coop_request_seconds_sum{route="privacy"}'] < 20

    def test_an_error_of_the_house_is_counted(self, client, monkeypatch):
        client.raise_request_exception = False
        monkeypatch.setattr("coopstudio.health.report", lambda: 1 / 0)

        assert client.get("/sante/").status_code == 500
        assert numbers(client)['coop_requests_total{route="health",status="5xx"}'] == 1

    def test_letters_are_told_by_what_becomes_of_them(self, client):
        now = timezone.now()
        for number, (state, due_since) in enumerate(
            [("waiting", 60), ("waiting", 3_600), ("waiting", -3_600), ("failed", 60)]
        ):
            Letter.objects.create(
                kind="a.b", key=str(number), to="a@b.fr", subject="s", text="t", state=state,
                written_at=now - timedelta(hours=2),
                next_try_at=now - timedelta(seconds=due_since),
            )  # fmt: skip

        found = numbers(client)

        states = {name: found[f'coop_letters{{state="{name}"}}'] for name in
                  ("waiting", "due", "late", "failed")}  # fmt: skip
        assert states == {"waiting": 3, "due": 2, "late": 1, "failed": 1}
        assert 7_200 <= found["coop_oldest_unsent_letter_seconds"] < 7_260

    def test_the_clock_and_the_backup_say_their_hour(self, client):
        beat()
        proofs.note(made := timezone.now() - timedelta(hours=3))
        proofs.note(tried := timezone.now() - timedelta(days=3), proofs.DRILL)

        found = numbers(client)

        assert abs(found["coop_last_beat_timestamp_seconds"] - time.time()) < 30
        assert abs(found["coop_last_backup_timestamp_seconds"] - made.timestamp()) < 1
        assert abs(found["coop_last_drill_timestamp_seconds"] - tried.timestamp()) < 1

    def test_a_backup_of_another_machine_is_known_here(self, settings, tmp_path):
        proofs.note(made := timezone.now())
        settings.VAR_DIR = tmp_path / "another"

        assert proofs.last() == made

    def test_what_does_not_answer_is_down_and_the_rest_is_told(self, client, monkeypatch):
        def silent(now):
            raise OperationalError("gone")
            yield

        monkeypatch.setattr(facts, "_of_the_database", silent)

        found = numbers(client)

        assert found['coop_up{part="database"}'] == 0
        assert found['coop_up{part="files"}'] == 1
        assert not [name for name in found if name.startswith("coop_letters")]

    def test_every_line_is_one_that_prometheus_reads_and_none_says_who(self, client):
        someone = application().person
        client.force_login(someone)
        client.get("/accueil/")

        said = read(client)

        line = r'[a-z_]+(\{[a-z]+="[^"\\\n]*"(,[a-z]+="[^"\\\n]*")*\})? [0-9.e+-]+'
        lines = said.content.decode().splitlines()
        assert [one for one in lines if one[0] != "#" and not re.fullmatch(line, one)] == []
        named = [re.search(r"coop_[a-z_]+?(?=_bucket|_sum|_count|\b)", one)[0] for one in lines]
        families = [name for name, _ in groupby(named)]
        assert sorted(families) == sorted(set(families))
        assert said["Content-Type"].startswith("text/plain; version=0.0.4")
        assert someone.email not in said.content.decode()
        assert "no-store" in said["Cache-Control"]


def test_the_storage_of_objects_costs_nothing_where_it_is_not_used():
    asked = (
        "import sys; import coopstudio.wsgi; from coopstudio.files import store; store.greet();"
        "print([name for name in ('boto3', 'botocore', 'storages') if name in sys.modules])"
    )
    told = subprocess.run(  # noqa: S603 (our own words)
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "coopstudio.settings", "COOP_BUCKET": ""},
    )  # fmt: skip

    assert told.stdout.strip() == "[]"

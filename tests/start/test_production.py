"""The containers' own commands, run without containers: what docker-compose.yml says is what runs.

The file is read, and each service started with its command and its environment; only the
addresses of PostgreSQL and Redis are those of embedded servers.
"""

import http.client
import json
import os
import re
import shlex
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
import yaml

from coopstudio.start.broker import Broker
from coopstudio.start.postgres import Postgres
from coopstudio.start.supervisor import Program, Supervisor

HOUSE = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((HOUSE / "docker-compose.yml").read_text())
ENTRYPOINT = json.loads(
    re.search(r"^ENTRYPOINT (.*)$", (HOUSE / "Dockerfile").read_text(), re.M)[1]
)
FILLED = {
    "COOP_SITE_URL": "https://studio.example.org",
    "COOP_SECRET_KEY": "clef d’essai, 0123456789 : " * 3,
    "POSTGRES_PASSWORD": "un",
    "COOP_OWNER_PASSWORD": "deux",
    "COOP_APP_PASSWORD": "trois",
    "REDIS_PASSWORD": "quatre",
    "COOP_SMTP_HOST": "smtp.example.org",
}
HOUSE_SERVICES = ("web", "worker", "beat", "migrate")

pytestmark = pytest.mark.services


class Containers:
    """What `docker compose up` would start, on this machine."""

    def __init__(self, base):
        self.base = base
        self.port = _free_port()
        self.postgres = Postgres(base, durable=False)
        self.broker = Broker(base)
        self.house = Supervisor()

    def environment(self, service, **more):
        """The variables of a service: its file, its own, and the addresses of our servers."""
        said = COMPOSE["services"][service]["environment"]
        own = {name: _filled(value) for name, value in said.items()}
        role = re.match(r"postgresql://(\w+):", own["DATABASE_URL"])[1]
        return {
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
            "HOSTNAME": socket.gethostname(),
            "COOP_VAR": str(self.base),
            "COOP_STATIC": str(self.base / "collected"),
            "PORT": str(self.port),
            **FILLED,
            **own,
            "DATABASE_URL": self.postgres.url(role),
            "REDIS_URL": self.broker.url,
            **more,
        }

    def run(self, words, service, **more):
        return subprocess.run(
            words, cwd=HOUSE, env=self.environment(service, **more),
            capture_output=True, text=True, check=False, timeout=90,
        )  # fmt: skip

    def service(self, name, **more):
        """Run the command of a service to its end."""
        return self.run([*ENTRYPOINT, *COMPOSE["services"][name]["command"]], name, **more)

    def start(self, name):
        words = [*ENTRYPOINT, *COMPOSE["services"][name]["command"]]
        words[0] = sys.executable
        env = self.environment(name)
        self.house.start(Program(name, words, env, {"cwd": HOUSE}))

    def is_healthy(self, name):
        """Ask what the service's health check asks."""
        kind, *words = COMPOSE["services"][name]["healthcheck"]["test"]
        text = words[0].replace("$$", "$") if kind == "CMD-SHELL" else shlex.join(words)
        return self.run(["sh", "-c", text], name).returncode == 0

    def page(self, path, **headers):
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        wire.request("GET", path, headers={"Host": "studio.example.org", **headers})
        answer = wire.getresponse()
        answer.body = answer.read().decode()
        return answer


@pytest.fixture(scope="module")
def containers():
    with tempfile.TemporaryDirectory(prefix="coop-") as base:
        Path(base).chmod(0o755)
        containers = Containers(Path(base))
        _start_servers(containers)
        try:
            yield containers
        finally:
            containers.house.stop()
            containers.postgres.stop()


def _start_servers(containers):
    postgres, broker = containers.postgres, containers.broker
    postgres.start_bare()
    script = COMPOSE["services"]["postgres"]["volumes"][1].split(":")[0]
    env = {
        **containers.environment("web"),
        "PATH": f"{Path(postgres.command[0]).parent}:/usr/bin:/bin",
        "PGHOST": str(postgres.home),
        "POSTGRES_USER": "coop",
    }
    subprocess.run([HOUSE / script], cwd=HOUSE, env=env, check=True)
    containers.house.start(
        Program("redis", broker.command, None, broker.popen, is_ready=broker.is_ready)
    )


@pytest.fixture(scope="module")
def migrated(containers):
    asked = containers.service("migrate")
    assert asked.returncode == 0, asked.stderr
    collected = containers.run(
        ["sh", "-c", "python manage.py bundle -v0; python manage.py collectstatic --no-input -v0"],
        "web", COOP_PRODUCTION="0", COOP_DEBUG="0",
    )  # fmt: skip
    assert collected.returncode == 0, collected.stderr
    return containers


@pytest.fixture(scope="module")
def opened(migrated):
    for name in ("web", "worker", "beat"):
        migrated.start(name)
    return migrated


def test_a_second_migration_changes_nothing(migrated):
    assert migrated.service("migrate").returncode == 0


def test_the_pages_answer_behind_their_proxy(opened):
    _until(lambda: _status(opened) == 200)

    answer = opened.page("/", **{"X-Forwarded-Proto": "https"})

    assert answer.status == 200
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_plain_http_is_sent_to_https_but_health_is_not(opened):
    _until(lambda: _status(opened) is not None)

    plain = opened.page("/")

    assert (plain.status, plain.headers["Location"]) == (301, "https://studio.example.org/")
    assert opened.page("/sante/").status in (200, 503)


def test_another_host_is_refused(opened):
    _until(lambda: _status(opened) is not None)

    assert opened.page("/", Host="evil.example").status == 400


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_the_health_check_of_each_service_passes(opened, name):
    _until(lambda: opened.is_healthy(name), seconds=60)


def test_the_settings_have_nothing_for_django_to_warn_about(migrated):
    looked = migrated.run(
        ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING",
         "--database", "default"], "web",
    )  # fmt: skip

    assert looked.returncode == 0, looked.stderr


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_no_service_opens_with_the_role_that_owns_the_tables(migrated, name):
    asked = migrated.service(name, DATABASE_URL=migrated.postgres.url("coop_owner"))

    assert asked.returncode == 1
    assert "pourrait modifier ou vider « journal_entry »" in asked.stderr
    assert f"« {name} » ne démarre pas" in asked.stderr


@pytest.mark.parametrize(
    "missing",
    ["COOP_SITE_URL", "COOP_SECRET_KEY", "COOP_SMTP_HOST", "DATABASE_URL", "REDIS_URL"],
)
def test_production_without_what_it_needs_is_refused_in_french(missing):
    env = {"PATH": os.environ["PATH"], "COOP_PRODUCTION": "1", **FILLED,
           "DATABASE_URL": "postgresql://a@b/c", "REDIS_URL": "redis://b"}  # fmt: skip
    env.pop(missing)

    asked = subprocess.run(
        [sys.executable, "-c", "import coopstudio.settings"],
        cwd=HOUSE, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert asked.returncode == 1
    assert f"{missing} doit être défini en production (voir .env.example)." in asked.stderr


@pytest.mark.parametrize("other", ["COOP_DEMO", "COOP_DEBUG"])
def test_production_is_neither_a_demonstration_nor_a_workshop(other):
    env = {"PATH": os.environ["PATH"], "COOP_PRODUCTION": "1", other: "1", **FILLED}

    asked = subprocess.run(
        [sys.executable, "-c", "import coopstudio.settings"],
        cwd=HOUSE, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert "COOP_PRODUCTION ne va ni avec COOP_DEMO ni avec COOP_DEBUG" in asked.stderr


def test_every_service_is_watched_and_none_is_root():
    services = COMPOSE["services"]

    assert [
        name for name in services if name != "migrate" and "healthcheck" not in services[name]
    ] == []
    assert {services[name]["read_only"] for name in HOUSE_SERVICES} == {True}
    assert re.findall(r"^USER (\w+)$", (HOUSE / "Dockerfile").read_text(), re.M) == ["coop"]


def test_redis_keeps_what_it_is_given():
    command = COMPOSE["services"]["redis"]["command"][-1]

    for flag in ("--requirepass", "--appendonly yes", "--maxmemory-policy noeviction"):
        assert flag in command


def _filled(value):
    return re.sub(r"\$\{(\w+):\?\}", lambda found: FILLED[found[1]], value)


def _status(containers):
    try:
        return containers.page("/sante/").status
    except OSError:
        return None


def _until(happened, seconds=30):
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.5)


def _free_port():
    with socket.socket() as wire:
        wire.bind(("127.0.0.1", 0))
        return wire.getsockname()[1]


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_the_pages_never_learn_the_passwords_of_the_owner(name):
    said = COMPOSE["services"][name]["environment"]

    assert said["COOP_OWNER_PASSWORD"] == said["POSTGRES_PASSWORD"] == ""

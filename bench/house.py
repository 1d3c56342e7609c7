"""A house of its own for measuring: one database a size, one web server at a time."""

import hashlib
import http.client
import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from bench import crowd
from coopstudio.start.postgres import Postgres

ROOT = Path(__file__).parent.parent
VAR = Path(os.environ.get("COOP_VAR") or ROOT / "var") / "bench"
PORT = 8777
UNFINISHED = "unfinished"


def _fingerprint():
    """Changes with the tables and with who lives in them: an older database is made again."""
    files = [
        one
        for app in ("coopstudio", "members", "governance", "applications", "contributions")
        for one in sorted((ROOT / app).rglob("*.*"))
        if {"migrations", "demo"} & set(one.parts) and one.suffix in {".py", ".toml", ".md"}
    ] + [Path(crowd.__file__)]
    return hashlib.sha256(b"".join(one.read_bytes() for one in files)).hexdigest()[:8]


FINGERPRINT = _fingerprint()


class House:
    """The embedded server with a filled database for each size."""

    def __init__(self):
        self.postgres = Postgres(VAR)

    def __enter__(self):
        self.postgres.start()
        self._has = set(self.postgres.sql("SELECT datname FROM pg_database").split())
        for name in {one for one in self._has if re.fullmatch(r"bench_\w+", one)}:
            if not name.endswith(FINGERPRINT):
                self.postgres.sql(f"DROP DATABASE {name}")
        self._manage("bundle")
        self._manage("collectstatic", "--noinput", "-v0")
        return self

    def __exit__(self, *_):
        self.postgres.stop()

    def environment(self, size, **more):
        return self._environment(self.name(size), **more)

    def _environment(self, name, **more):
        return {
            **os.environ,
            "COOP_VAR": str(VAR),
            "COOP_DEBUG": "0",
            "COOP_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "DATABASE_URL": self.postgres.url("coop_owner", name),
            "PYTHONPATH": str(ROOT),
            **more,
        }

    def fill(self, size):
        """Create and fill the database of this size (0: empty tables), unless it is there."""
        name = self.name(size)
        if name in self._has:
            return
        self.postgres.sql(f"DROP DATABASE IF EXISTS {UNFINISHED}")
        self.postgres.sql(f"CREATE DATABASE {UNFINISHED} OWNER coop_owner")
        self._manage("migrate", "-v0", name=UNFINISHED)
        self._manage("createcachetable", name=UNFINISHED)
        if size:
            self._manage("demo", "--size", str(size), name=UNFINISHED)
            for statement in crowd.statements(self._columns, size):
                self.postgres.sql(statement, name=UNFINISHED)
        self.postgres.sql("VACUUM ANALYZE", name=UNFINISHED)
        self.postgres.sql(f"ALTER DATABASE {UNFINISHED} RENAME TO {name}")
        self._has.add(name)

    def _columns(self, table):
        """The columns of this table that one writes."""
        asked = "SELECT column_name FROM information_schema.columns WHERE is_generated = 'NEVER'"
        return self.postgres.sql(f"{asked} AND table_name = '{table}'", name=UNFINISHED).split()

    @contextmanager
    def server(self, size, *, port=PORT, workers=1, **more):
        """A gunicorn with workers of two threads on this size."""
        web = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "coopstudio.wsgi", "-w", f"{workers}",
             "-k", "gthread", "--threads", "2", "-b", f"127.0.0.1:{port}",
             "--log-level", "warning", "--no-control-socket"],
            cwd=ROOT, env=self.environment(size, **more),
        )  # fmt: skip
        try:
            _wait_for(port, web)
            yield
        finally:
            web.terminate()
            web.wait(timeout=20)

    def session_of(self, email, size):
        """The cookie of a session opened for this person."""
        code = (
            "from importlib import import_module\n"
            "from django.conf import settings\n"
            "from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY\n"
            "from members.models import Person\n"
            f"person = Person.objects.get(email={email!r})\n"
            "session = import_module(settings.SESSION_ENGINE).SessionStore()\n"
            "session[SESSION_KEY] = str(person.pk)\n"
            "session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]\n"
            "session[HASH_SESSION_KEY] = person.get_session_auth_hash()\n"
            "session.save(); print(session.session_key)\n"
        )
        return self.run(code, size).split()[-1]

    def run(self, code, size):
        """Run this in the house's own shell; returns what it printed."""
        return self._manage("shell", "-v0", "-c", code, name=self.name(size))

    def examples(self, size):
        """The number of an application in crossed reading, a member, a call of fee, as text."""
        asked = (
            "SELECT max(number) FROM applications_application WHERE state = 'crossed'",
            "SELECT max(person_id) FROM members_membership WHERE ended_on IS NULL",
            "SELECT max(id) FROM members_feecall",
        )
        return [self.postgres.sql(one, name=self.name(size)) for one in asked]

    def _manage(self, *words, name="coop"):
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT, env=self._environment(name), check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        return done.stdout

    @staticmethod
    def name(size):
        """The database of this size."""
        return f"bench_{size}_{FINGERPRINT}"


class Visitor:
    """One keep-alive connection with a session; each visit must succeed."""

    def __init__(self, session, *, port=PORT):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Cookie": f"session={session}"}

    def get(self, path, *, compressed=False):
        """Fetch a page whole; returns its body and its headers."""
        headers = {**self.headers, "Accept-Encoding": "gzip"} if compressed else self.headers
        self.connection.request("GET", path, headers=headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}")
        return body, answer.headers


def _wait_for(port, process):
    for _ in range(200):
        if process.poll() is not None:
            raise SystemExit("gunicorn did not start")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
            connection.request("GET", "/robots.txt")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)

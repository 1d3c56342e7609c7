"""One command, one address: the whole house on this machine, with people living in it.

Servers first, then the database, the static files and the demonstration, then the three processes
of the house. What was prepared once is remembered, so that the second start only starts.
With ``DATABASE_URL`` or ``REDIS_URL``, the server of that kind is yours, and none is started.
"""

import argparse
import fcntl
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from coopstudio.start import mailbox, memory, pango, services
from coopstudio.start.broker import Broker
from coopstudio.start.postgres import Postgres
from coopstudio.start.supervisor import Program, Supervisor

HOUSE = Path(__file__).resolve().parents[2]
WEB_PORTS = range(8000, 8100)
MAIL_PORTS = range(1025, 1125)
HOUSES = HOUSE / "coopstudio" / "demo" / "houses"
FORGOTTEN = (
    "world", "postgres", "broker", "mailbox", "private", "static", "prepared.json", "beat*",
)  # fmt: skip


def main():
    asked = _read_words()
    var = Path(os.environ.get("COOP_VAR") or HOUSE / "var").absolute()
    var.mkdir(parents=True, exist_ok=True)
    with _alone_in(var):
        if asked.reset:
            forget(var)
        house = Supervisor()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, house.leave)
        try:
            Demo(house, var, asked).open()
            house.watch()
        except KeyboardInterrupt:
            pass
        finally:
            _tell("Fermeture de la maison…")
            house.stop()


class Demo:
    """The steps of the opening, in their order."""

    def __init__(self, house, var, asked):
        self.house, self.var, self.asked = house, var, asked
        self.port = _port("PORT", WEB_PORTS)
        self.env = self.owner_env = _environment(var, self.port) | _house(var, asked)
        self.memory = memory.Memory(var / "prepared.json", self.env.get("DATABASE_URL", ""))
        self.address = self.env["COOP_SITE_URL"]

    def open(self):
        """Start everything; print the one address when the pages answer."""
        self._start_servers()
        self._prepare_database()
        self._collect_static_files()
        self._move_people_in()
        self._start_processes()
        _welcome(self.address)

    def _start_servers(self):
        if "DATABASE_URL" not in self.env:
            self._start_postgres(Postgres(self.var))
        if "REDIS_URL" not in self.env:
            broker = Broker(self.var)
            self._start("broker", broker.command, **_traits(broker))
        if "COOP_SMTP_HOST" not in self.env:
            port = int(self.env["COOP_SMTP_PORT"])
            command = [sys.executable, "-m", "coopstudio.start.mailbox", self.var / "mailbox", port]
            self._start("courrier", command, is_ready=lambda: mailbox.is_open(port))

    def _start_postgres(self, server):
        server.prepare()
        self._start("postgres", server.command, **_traits(server))
        server.furnish()
        self.owner_env = {**self.env, "DATABASE_URL": server.url("coop_owner")}
        self.memory.place = memory.place(server.data / "PG_VERSION")

    def _prepare_database(self):
        shape = memory.shape_of_the_database(HOUSE)
        self._once("base", shape, "Mise à jour de la base", ["prepare", "-v0"], env=self._owner())

    def _owner(self):
        """The role that owns the database prepares it, and tells what was lived before."""
        given = os.environ.get("DATABASE_OWNER_URL")
        return {**self.owner_env, "DATABASE_URL": given} if given else self.owner_env

    def _collect_static_files(self):
        shape = memory.shape_of_the_static_files(HOUSE)
        commands = ["bundle", "-v0"], ["collectstatic", "--no-input", "--clear", "-v0"]
        self._once("static", shape, "Rangement des polices, styles et scripts", *commands)

    def _move_people_in(self):
        world = self.asked.world
        if world and self.memory.recalls("monde"):
            name = world[0].removeprefix("--").upper()
            _tell(f"La maison est déjà habitée : make demo-reset {name}=… la viderait d’abord.")
        sentence = "Emménagement du collectif de démonstration"
        self._once("monde", "habitée", sentence, ["demo", *world], env=self._owner())
        if not (self.var / "world").exists():
            (self.var / "world").write_text(_world_of(self.asked))

    def _start_processes(self):
        self._start("web", services.COMMANDS["web"], is_ready=self._answers, patience=25)
        for name in ("worker", "beat"):
            self._start(name, services.COMMANDS[name])

    def _answers(self):
        return services.status(self.port) is not None

    def _start(self, name, command, **traits):
        self.house.start(Program(name, command, self.env, **{"popen": {"cwd": HOUSE}, **traits}))

    def _once(self, step, shape, sentence, *commands, env=None):
        """Run the commands, unless this step was last done for this very shape."""
        if self.memory.recalls(step, shape):
            return
        _tell(f"{sentence}…")
        for words in commands:
            self._run(words, env or self.env)
        self.memory.keep(step, shape)

    def _run(self, words, env):
        asked = subprocess.run(
            [sys.executable, "manage.py", *words], cwd=HOUSE, env=env, check=False
        )
        if self.house.is_leaving:
            raise KeyboardInterrupt
        if asked.returncode:
            raise SystemExit(f"« manage.py {words[0]} » a échoué : lisez les lignes ci-dessus.")


def forget(var):
    """Empty the demonstration's state, and nothing else of ``var``."""
    if os.environ.get("DATABASE_URL"):
        raise SystemExit("make demo-reset ne vide jamais une base donnée par DATABASE_URL.")
    for pattern in FORGOTTEN:
        for path in var.glob(pattern):
            if path.is_dir():
                shutil.rmtree(path.resolve())
            if path.is_symlink() or path.exists():
                path.unlink()


def _read_words():
    reader = argparse.ArgumentParser(prog="make demo", description="La maison sur cette machine.")
    reader.add_argument("--reset", action="store_true", help="repartir de zéro")
    reader.add_argument("--size", type=int, help="combien de personnes")
    reader.add_argument("--world", help="quel collectif")
    asked = reader.parse_args()
    asked.world = [
        word
        for name in ("size", "world")
        if getattr(asked, name)
        for word in (f"--{name}", str(getattr(asked, name)))
    ]
    return asked


@contextmanager
def _alone_in(var):
    """One house per state folder: a second start would fight for its servers."""
    with (var / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SystemExit(
                f"La maison de {var} est déjà ouverte dans un autre terminal."
            ) from None
        yield


def _environment(var, port):
    """What the processes of the demonstration read, over what the caller already says."""
    secret = var / "secret"
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_urlsafe(50))
    given = {name: value for name, value in os.environ.items() if value}
    return {
        "COOP_DEMO": "1",
        "COOP_SECRET_KEY": secret.read_text(),
        "COOP_SITE_URL": f"http://localhost:{port}",
        "COOP_SMTP_PORT": str(_port("COOP_SMTP_PORT", MAIL_PORTS)),
        **given,
        "COOP_VAR": str(var),
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser",  # on a laptop, as root
    }


def _house(var, asked):
    """The names of the world that lives here, or is about to move in."""
    kept = var / "world"
    told = HOUSES / f"{kept.read_text() if kept.exists() else _world_of(asked)}.toml"
    return {} if os.environ.get("COOP_HOUSE") or not told.exists() else {"COOP_HOUSE": str(told)}


def _world_of(asked):
    """The world that was asked for; « » is the default one."""
    words = asked.world
    return words[words.index("--world") + 1] if "--world" in words else ""


def _traits(server):
    return {name: getattr(server, name) for name in ("popen", "stop_signal", "is_ready")}


def _port(name, choice):
    """The port asked for by ``name``, or the first free one of ``choice``."""
    asked = os.environ.get(name)
    for port in [int(asked)] if asked else choice:
        if _is_free(port):
            return port
    raise SystemExit(f"Le port {asked or choice[0]} est déjà pris : choisissez {name}=….")


def _is_free(port):
    with socket.socket() as wire:
        wire.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            wire.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _welcome(address):
    advice = pango.advice()
    if advice:
        _tell(advice)
    _tell(f"\n  La maison est ouverte :  {address}\n  Ctrl-C pour tout arrêter.\n")


def _tell(sentence):
    print(sentence, flush=True)


if __name__ == "__main__":
    main()

"""Several machines on one: each its pages, its worker, its clock and its own disk; between them one
PostgreSQL, one broker, one bucket, one mail server, all real."""

import os
import shutil
import signal
import subprocess

from django.db import connection

from coopstudio.start import programs, services
from coopstudio.start.broker import Broker
from tests.faults.house import until
from tests.faults.mailbox import Office, free_port
from tests.files.storage import Storage


class Machine:
    """One of them, by its name."""

    def __init__(self, ground, name):
        self.ground, self.name, self.port = ground, name, free_port()
        self.var = ground.base / name
        self.var.mkdir(mode=0o755)
        own = {"COOP_VAR": str(self.var), "COOP_WEB_PROCESSES": "1", "PORT": str(self.port)}
        self.environment = ground.environment | own

    def open(self):
        self.start(services.COMMANDS["web"])
        self.start([*services.COMMANDS["worker"], "--hostname", f"{self.name}@%h"])

    def start_clock(self):
        command = [*services.COMMANDS["beat"], "--schedule", str(self.var / "beat")]
        hurried = {"DJANGO_SETTINGS_MODULE": "tests.faults.hurried", "COOP_EVERY": "1"}
        self.start(command, **hurried)

    def start(self, command, **told):
        self.ground.start(command, self.var / "log", env=self.environment | told)

    def answers(self):
        return services.status(self.port) is not None

    def files(self):
        """What stands among the private files of its own disk."""
        return list((self.var / "private").rglob("*"))


class Ground:
    """What all machines stand on."""

    def __init__(self, base):
        shutil.rmtree(base, ignore_errors=True)
        base.mkdir(parents=True)
        self.base, self.running = base, []
        self.office, self.broker = Office().open(), Broker(base)
        self.storage = Storage()
        self.environment = (
            os.environ
            | self.storage.environment
            | {
                "COOP_DEBUG": "1",  # without its style sheets: they are not what is tried here
                "COOP_SECOND_FACTOR": "0",
                "COOP_SMTP_PORT": str(self.office.port),
                "DATABASE_URL": _database("coop_app"),
                "DJANGO_SETTINGS_MODULE": "coopstudio.settings",
                "PYTHONWARNINGS": "ignore",
                "REDIS_URL": self.broker.url,
            }
        )

    def __enter__(self):
        self.storage.__enter__()
        self.start(self.broker.command, **self.broker.popen)
        until(self.broker.is_ready, "the broker answers")
        return self

    def __exit__(self, *_):
        for process in self.running:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=20)
        self.storage.__exit__()
        self.office.close()

    def start(self, command, log="broker.log", **options):
        said = (self.base / log).open("ab")
        self.running.append(
            subprocess.Popen(  # noqa: S603 (our own programs)
                command, stdout=said, stderr=said, start_new_session=True,
                preexec_fn=programs.follow_parent(signal.SIGKILL), **options,  # noqa: PLW1509
            )
        )  # fmt: skip


def _database(role):
    where = connection.settings_dict
    return f"postgresql://{role}@/{where['NAME']}?host={where['HOST']}"

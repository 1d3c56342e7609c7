"""A house burns down; another one, empty, takes it back from one sealed file, and counts it."""

import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from unittest import mock

import pytest
from django.db import connection

from coopstudio.backup import making, programs, restoring, sealing
from coopstudio.start.postgres import Postgres
from tests.files.storage import Storage

HOUSE = Path(__file__).resolve().parents[2]
KEY = sealing.new_key()
LIVES = """
from coopstudio.files import api as files
from tests.contributions.factories import books, contract, received
from tests.files.corpus import pdf, upload
books(); apport = contract(500_00); received(apport, 200_00); received(apport, 99_99)
files.take_in(upload(pdf(2)))
"""
FORGETS = """
from django.utils import timezone
from applications.actions.keeping import erasing
from members.models import Person
erasing.erase_person(Person.objects.get(email="partie@exemple.fr"), by=None, at=timezone.now())
"""
ASKS = """
from applications.models import Conversation
from members.models import Person
from tests.applications.factories import candidate, conversation
conversation(person=candidate("partie@exemple.fr"))
"""
WHO = """
from contributions.models import Chain, ContractBalance
from coopstudio.files.models import PrivateFile
from members.models import Person
print(Chain.objects.get().digest, ContractBalance.objects.get().outstanding,
      PrivateFile.objects.count(), Person.objects.filter(email="partie@exemple.fr").count())
"""


class Home:
    """One machine: its server, its folder, its commands."""

    def __init__(self, folder, erasures, *, durable=False):
        self.folder, self.server = folder, Postgres(folder, durable=durable)
        self.server.start()
        self.env = os.environ | {
            "COOP_VAR": str(folder),
            "COOP_ERASURES": str(erasures),
            "COOP_BACKUP_KEY": KEY,
            "DATABASE_URL": self.server.url("coop_owner"),
            "DJANGO_SETTINGS_MODULE": "coopstudio.settings",
        }

    def run(self, *words, **given):
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=HOUSE, env=self.env | given, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert "ConnectionPool" not in done.stderr, "it waited for its pool, five seconds"
        return done

    def tell(self, words):
        done = self.run("shell", "--no-imports", "-c", words)
        assert done.returncode == 0, done.stderr
        return done.stdout.split()


@pytest.fixture
def folder():
    with tempfile.TemporaryDirectory(prefix="coop-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def storage():
    with Storage() as storage:
        yield storage


@pytest.fixture
def machines(folder, storage):
    """A machine where the house lives, and an empty one, whose files will stand in a bucket."""
    found = []
    for name in ("old", "new"):
        (folder / name).mkdir()
        found.append(Home(folder / name, folder / "erasures.txt"))
    found[1].env |= storage.environment
    yield found
    for home in found:
        home.server.stop()


@pytest.mark.services
def test_an_empty_machine_takes_the_house_back_and_forgets_again_whom_it_forgot(
    machines, folder, storage
):
    old, new = machines
    kept = folder / "coop.sauvegarde"
    assert old.run("prepare").returncode == 0
    digest, outstanding, files, _ = old.tell(LIVES + ASKS + WHO)
    made = old.run("backup", str(kept))
    assert made.returncode == 0, made.stderr
    old.tell(FORGETS)

    damaged = new.run("restore", str(turned_over(kept)))
    another = new.run("restore", str(kept), COOP_BACKUP_KEY=sealing.new_key())
    assert is_refused(damaged, "est abîmée")
    assert is_refused(another, "n’ouvre pas la sauvegarde")

    taken = new.run("restore", str(kept))

    assert taken.returncode == 0, taken.stderr
    assert new.tell(WHO) == [digest, outstanding, files, "0"]
    assert outstanding == "29999"
    assert list(storage.holds().values()) == [path.read_bytes() for path in bytes_of(old)]
    assert bytes_of(new) == []
    from_the_bucket = folder / "again.sauvegarde"
    assert new.run("backup", str(from_the_bucket)).returncode == 0
    assert files_in(from_the_bucket) == files_in(kept) != {}
    again = new.run("restore", str(kept))
    assert is_refused(again, "n’est pas vide")


@pytest.mark.django_db
def test_the_programs_are_those_of_the_very_server(tmp_path, monkeypatch):
    """A pg_restore of another year says to PostgreSQL 15 what it does not know, and stops."""
    ours = connection.pg_version // 10_000
    for major in (ours, ours + 1):
        program = tmp_path / str(major) / "pg_restore"
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\necho 'pg_restore (PostgreSQL) {major}.4 (Debian)'\n")
        program.chmod(0o755)
    monkeypatch.delenv("COOP_PG_BIN", raising=False)
    monkeypatch.setenv("PATH", f"{tmp_path / str(ours + 1)}:{os.environ['PATH']}")
    monkeypatch.setattr(programs, "_embedded", lambda _program: None)
    monkeypatch.setattr(programs, "DEBIAN", f"{tmp_path}/{{}}/{{}}")

    assert programs.found("pg_restore") == str(tmp_path / str(ours) / "pg_restore")


def is_refused(done, words):
    return done.returncode == 1 and words in done.stderr


def turned_over(kept):
    """The same backup, one bit of one byte of which was turned over."""
    whole, middle = bytearray(kept.read_bytes()), kept.stat().st_size // 2
    whole[middle] ^= 1
    found = kept.with_suffix(".turned")
    found.write_bytes(whole)
    return found


def files_in(kept):
    """{name: fingerprint} of the private files of a backup."""
    with (
        kept.open("rb") as sealed,
        tarfile.open(fileobj=sealing.Reader(sealed, KEY), mode="r|") as bundle,
    ):
        return json.load(bundle.extractfile(bundle.next()))["files"]


def bytes_of(home):
    return sorted((home.folder / "private").glob("??/*"))


def sealed(content):
    """These bytes, sealed."""
    out = io.BytesIO()
    writer = sealing.Writer(out, KEY)
    writer.write(content)
    writer.close()
    return out.getvalue()


def fingerprint(path):
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def opened(content):
    """All that a sealed stream gives back."""
    reader, found = sealing.Reader(io.BytesIO(content), KEY), []
    while some := reader.read(400_000):
        found.append(some)
    return b"".join(found)


@pytest.mark.parametrize("length", [0, 1, sealing.CHUNK, 2 * sealing.CHUNK + 7])
def test_a_sealed_stream_comes_back_whole(length):
    content = os.urandom(length)

    assert opened(sealed(content)) == content


def test_chunks_out_of_order_a_missing_end_and_another_file_are_refused():
    whole = sealed(os.urandom(2 * sealing.CHUNK + 5))
    head, one = len(sealing.MAGIC) + sealing.SALT, sealing.SIZE.size + sealing.CHUNK + sealing.TAG
    first, second, last = whole[head : head + one], whole[head + one : head + 2 * one], whole[-26:]

    for damaged, said in (
        (whole[:head] + second + first + last, "est abîmée"),
        (whole[: head + one], "coupée"),
        (b"PK" + whole, "n’est pas une sauvegarde"),
    ):
        with pytest.raises(sealing.Broken, match=said):
            opened(damaged)


def test_what_somebody_erases_while_the_backup_is_written_is_told_in_it(tmp_path, settings):
    settings.PRIVATE_ROOT = tmp_path / "private"
    files = {f"aa/{name}": tmp_path / name for name in ("one", "two", "three")}
    dump = tmp_path / "dump"
    for path in (*files.values(), dump):
        path.write_bytes(path.name.encode())
    files["aa/two"].unlink()
    looked_at = []

    def erased_after_the_look(path):
        looked_at.append(path)
        digest = fingerprint(path)
        if path.name == "three":
            path.unlink()
        return digest

    out, said = io.BytesIO(), {"dump": fingerprint(dump)}
    with mock.patch.object(making, "_digest", erased_after_the_look):
        writer = sealing.Writer(out, KEY)
        making.pack(writer, said, dump, files)
        writer.close()
    (tmp_path / "here").mkdir()
    told = restoring.unpack(sealing.Reader(io.BytesIO(out.getvalue()), KEY), tmp_path / "here")

    assert list(told["files"]) == list(said["files"]) == ["aa/one"]
    assert (tmp_path / "private" / "aa" / "one").read_bytes() == b"one"
    assert len(looked_at) == 3

"""PostgreSQL is restarted, stopped without a word, starved of disk, rewritten by a superuser."""

import signal
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from contributions.actions import entries
from contributions.models import Chain, Entry, Pledge
from coopstudio.start.postgres import Postgres
from tests.applications.factories import call_version
from tests.contributions.factories import books, contract, decided, received
from tests.contributions.test_pledge_pages import SAID
from tests.faults.house import until
from tests.faults.shares import times
from tests.faults.visitors import Visitor, broken, flow
from tests.members.factories import member
from tests.together import together

pytestmark = pytest.mark.services
FAST, IMMEDIATE = signal.SIGINT, signal.SIGQUIT
PROMISE = "/apports/promettre/"


@contextmanager
def meanwhile(act):
    """Something that goes on in its own thread, until it is told to stop."""
    over = threading.Event()

    def go_on():
        while not over.is_set():
            act()
        connection.close()

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(60)


@pytest.mark.fault(10)
def test_a_restart_of_postgresql_is_felt_only_while_it_lasts(house, seen):
    call_version()
    house.open("web")
    visitor, answers, away = Visitor(house.port, member()), [], {}

    def restart():
        time.sleep(2)
        away["from"] = time.monotonic()
        house.server.process.send_signal(FAST)
        house.server.process.wait(60)
        away["stopped"] = True

    thread = threading.Thread(target=restart)
    thread.start()
    pages = [lambda path=path: visitor.get(path) for path in ("/", "/accueil/", "/appel/")]
    with meanwhile(lambda: answers.extend(flow(pages, rate=20, seconds=1))):
        thread.join()
        house.start_database()
        away["to"] = time.monotonic()
        time.sleep(2)
    after = [visitor.get("/accueil/") for _ in range(40)]

    late = [
        one
        for one in broken(answers)
        if one.at > away["to"] + 1 or one.at + one.took < away["from"]
    ]
    lasted = away["to"] - away["from"]
    seen(f"{len(broken(answers))} errors of {len(answers)} while it was down ({lasted:.1f} s), "
         f"{len(late)} outside, {len(broken(after))} of 40 after")  # fmt: skip
    assert [(one.at - away["to"], one.took) for one in late] == []
    assert [one.status for one in after] == [200] * 40


@pytest.mark.fault(11)
def test_what_was_answered_is_written_when_postgresql_leaves_without_a_word(house, seen):
    books()
    brought = contract(100_000_00)
    people = [member() for _ in range(4)]
    house.open("web")
    inside = [Visitor(house.port, one) for one in people]
    noted, booked = [], []

    def book():
        with suppress(DatabaseError):
            with transaction.atomic():
                entry = received(brought, 10)
            booked.append(entry.pk)

    asks = [lambda one=one: one.post(PROMISE, SAID) for one in inside]
    with meanwhile(lambda: noted.extend(flow(asks, rate=10, seconds=1))), meanwhile(book):
        time.sleep(3)
        house.stop_database(IMMEDIATE)
        time.sleep(1)
        house.start_database()
        time.sleep(2)

    told = sum(one.status == 302 for one in noted)
    rows, flying = Pledge.objects.count(), len(broken(noted))
    seen(f"{told} promises answered, {rows} rows; {len(booked)} bookings answered, "
         f"{Entry.objects.count()} entries; {ledger_says()}")  # fmt: skip
    assert told <= rows <= told + flying
    assert set(booked) <= set(Entry.objects.values_list("pk", flat=True))
    assert ledger_says() == "the ledger holds"


def ledger_says(**told):
    try:
        call_command("verify_ledger", verbosity=0, **told)
    except CommandError as wrong:
        return str(wrong)
    return "the ledger holds"


@pytest.fixture
def little_disk():
    """A disk of 300 MB, of which 24 are ballast."""
    with tempfile.TemporaryDirectory(prefix="coop-") as folder:
        Path(folder).chmod(0o755)
        with disk(folder, 300):
            ballast = Path(folder) / "ballast"
            ballast.write_bytes(b"\0" * 24_000_000)
            yield Path(folder)


@contextmanager
def disk(folder, megabytes):
    """A file system of its own on this folder; only a machine's owner may make one."""
    words = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "none", str(folder)]
    made = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603
    if made.returncode:
        pytest.skip(f"no disk can be made here: {made.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)  # noqa: S603, S607


FILL = """
    CREATE TABLE filler (n serial, words text);
    ALTER TABLE filler ALTER words SET STORAGE EXTERNAL
"""
MORE = "INSERT INTO filler (words) SELECT repeat('x', 10000) FROM generate_series(1, 200)"


@pytest.mark.fault(12)
def test_a_full_disk_keeps_what_was_acknowledged_and_says_so_in_french(house, little_disk, seen):
    call_version()
    source = house.server.url("coop_owner", connection.settings_dict["NAME"])
    small = Postgres(little_disk)
    small.settings |= {"max_wal_size": "64MB", "wal_recycle": "off"}
    small.start()
    poured(source, small)
    house.start("web", env={"DATABASE_URL": small.url("coop_app")})
    until(house.answers, "the pages answer")

    acknowledged = filled(small)
    page = Visitor(house.port).post("/candidater/vous/", {"first_name": "Zoé"})
    traces = house.said("web").count("Traceback")
    (little_disk / "ballast").unlink()
    small.stop()
    small.start_bare()
    stored = int(small.sql("SELECT count(*) FROM filler", name="coop"))
    small.stop()

    seen(f"{acknowledged} rows acknowledged, {stored} stored; page {page.status}, "
         f"{traces} tracebacks shown")  # fmt: skip
    assert stored == acknowledged
    assert page.status == 503
    assert "Traceback" not in page.words
    assert 'lang="fr"' in page.words


def poured(source, small):
    """The whole base, copied upon the little disk, with the rights of its pages."""
    programs = Path(small.command[0]).parent
    asked = [programs / "pg_dump", "-Fp", source]
    words = subprocess.run(asked, capture_output=True, check=True).stdout  # noqa: S603
    asked = [programs / "psql", "-q", "-v", "ON_ERROR_STOP=1", small.url("coop")]
    subprocess.run(asked, input=words, capture_output=True, check=True)  # noqa: S603


def filled(small):
    """Rows of which the server said that they were written, until it could no more."""
    small.sql(FILL, name="coop")
    acknowledged = 0
    with suppress(subprocess.CalledProcessError):
        while True:
            small.sql(MORE, name="coop")
            acknowledged += 200
    return acknowledged


# --- a superuser rewrites the ledger; the head was told outside ---


def lived():
    """Six entries, sealed; the head that was told outside."""
    brought = contract(1_000_00)
    for _ in range(6):
        received(brought, 10_00)
    return Chain.objects.get().digest


WALLED = ("entry", "line", "seal", "chain", "contractbalance", "counter")


@contextmanager
def without_walls(cursor):
    """What the owner of the tables may always do."""
    for verb in ("DISABLE", "ENABLE"):
        for table in WALLED:
            cursor.execute(f"ALTER TABLE contributions_{table} {verb} TRIGGER USER")
        if verb == "DISABLE":
            yield
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def a_cent():
    first = "(SELECT min(id) FROM contributions_line)"
    yield f"UPDATE contributions_line SET cents = cents + 1 WHERE id = {first}"


def the_tail():
    """The last entry, and everything that knows it: the chain is whole again."""
    last = "(SELECT max(id) FROM contributions_entry)"
    yield f"DELETE FROM contributions_seal WHERE entry_id = {last}"
    yield f"DELETE FROM contributions_line WHERE entry_id = {last}"
    yield f"DELETE FROM contributions_entry WHERE id = {last}"
    yield "UPDATE contributions_contractbalance SET received = received - 1000"
    yield from the_head_follows()


def two_rows():
    first = "(SELECT min(id) FROM contributions_entry)"
    second = "(SELECT min(id) + 1 FROM contributions_entry)"
    yield f"UPDATE contributions_seal SET entry_id = -1 WHERE entry_id = {first}"
    yield f"UPDATE contributions_seal SET entry_id = {first} WHERE entry_id = {second}"
    yield f"UPDATE contributions_seal SET entry_id = {second} WHERE entry_id = -1"


def the_past():
    """As it was after three entries: right in itself, but older than what was told."""
    for _ in range(3):
        yield from the_tail()


def the_head_follows():
    head = "(SELECT rank FROM contributions_seal ORDER BY rank DESC LIMIT 1)"
    digest = "(SELECT digest FROM contributions_seal ORDER BY rank DESC LIMIT 1)"
    yield f"UPDATE contributions_chain SET rank = {head}, digest = {digest}"
    yield "UPDATE contributions_counter SET last = last - 1"


@pytest.mark.fault(28)
@pytest.mark.parametrize("act", [a_cent, the_tail, two_rows, the_past])
def test_a_superuser_who_rewrites_the_ledger_is_found_by_the_head_told_outside(house, act, seen):
    books()
    told = lived()
    assert ledger_says(head=told) == "the ledger holds"

    with transaction.atomic(), connection.cursor() as cursor, without_walls(cursor):
        for statement in act():
            cursor.execute(statement)

    said = ledger_says(head=told)
    found = "not found" if said == "the ledger holds" else "found"
    seen(f"{act.__name__.replace('_', ' ')}: {found}")
    assert said != "the ledger holds"


# --- eight hands ---

WALLS_OF_REPAYMENTS = [
    ("line", "USER"),
    ("entry", "entry_balances"),
    ("entry", "entries_say_their_nature"),
    ("entry", "rounds_decide_repayments"),
]
"""Each would stop a second repayment by itself: the negative control takes them all down,
and the action's own look."""


@pytest.mark.fault(19)
def test_eight_hands_never_give_back_more_than_was_brought(house, seen, monkeypatch):
    books()
    runs = times(20)
    ends = [race(contract(1_000_00)) for _ in range(runs)]
    brought = contract(1_000_00)
    received(brought, 1_000_00)
    monkeypatch.setattr(entries, "_refuse_unless_there", lambda legs, day: None)
    with connection.cursor() as cursor:
        for wall in WALLS_OF_REPAYMENTS:
            cursor.execute(f"ALTER TABLE contributions_{wall[0]} DISABLE TRIGGER {wall[1]}")
        try:
            naive = race(brought)
        finally:
            for wall in WALLS_OF_REPAYMENTS:
                cursor.execute(f"ALTER TABLE contributions_{wall[0]} ENABLE TRIGGER {wall[1]}")

    right = ends.count((1, 7))
    seen(f"{right} of {runs} runs with 1 success and 7 refusals; without the wall "
         f"{naive[0]} successes")  # fmt: skip
    assert right == runs
    assert naive[0] > 1


def race(brought):
    """(successes, refusals) of eight hands that give back 600 € of it at the same second."""
    if not Entry.objects.filter(lines__contract=brought).exists():
        received(brought, 1_000_00)
    raised = together(*[lambda: decided(brought, 600_00)] * 8)
    return 8 - len(raised), len(raised)

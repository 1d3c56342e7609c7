"""A migration killed in its middle, made under load, and served by the release before it."""

import random
import shutil
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection

from tests.faults.house import ROOT, until
from tests.faults.visitors import Visitor, broken, flow, slowest

pytestmark = pytest.mark.services
SIGN_IN = "/compte/login/"  # whoever is inside already is sent home
PAGES = (
    "/", "/appel/", "/candidater/vous/", "/candidater/offre/", "/candidater/appel/",
    "/candidater/parcours/", "/questions/", SIGN_IN, "/confidentialite/", "/aide/",
    "/accueil/", "/membres/", "/cercles/", "/decisions/", "/apports/promettre/", "/plan/",
    "/candidatures/", "/candidatures/lettres/", "/candidatures/chiffres/", "/courrier/",
    "/recherche/?q=cercle", "/cotisations/", "/comptes/", "/apports/promesses/", "/mes-donnees/",
)  # fmt: skip
SCHEMA = """
    SELECT 'column', table_name || '.' || column_name, data_type || is_nullable
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION SELECT 'index', indexname::text, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION SELECT 'constraint', conname::text, pg_get_constraintdef(oid) FROM pg_constraint
           WHERE connamespace = 'public'::regnamespace
    UNION SELECT 'trigger', tgname::text, pg_get_triggerdef(oid) FROM pg_trigger
           WHERE NOT tgisinternal
"""


def schema(server, name):
    return set(server.sql(SCHEMA, name=name).splitlines())


@pytest.mark.fault(23)
def test_a_migration_killed_in_its_middle_begins_again(house, seen):
    server, chance, kills = house.server, random.Random(23), 0  # noqa: S311
    server.sql("CREATE DATABASE killed OWNER coop_owner")
    env = {"DATABASE_URL": server.url("coop_owner", "killed")}
    while kills < 12:
        begun = server.sql("SELECT to_regclass('django_migrations')", name="killed")
        before = done(server) if begun else 0
        process = house.start("migrate", [sys.executable, "manage.py", "migrate", "-v0"], env=env)
        until(lambda n=before: process.poll() is not None or done(server) > n, "it goes on")  # noqa: B023
        if process.poll() is not None:
            break
        time.sleep(chance.uniform(0, 0.8))
        house.kill("migrate")
        kills += 1
    last = house.python("manage.py", "prepare", "-v0", **env)

    ours = schema(server, connection.settings_dict["NAME"])
    apart = schema(server, "killed") ^ {line for line in ours if "_sqlite" not in line}
    invalid = server.sql("SELECT count(*) FROM pg_index WHERE NOT indisvalid", name="killed")
    server.sql("DROP DATABASE killed WITH (FORCE)")
    seen(f"killed {kills} times, the last run ended with {last.returncode}; {invalid} invalid "
         f"indexes, {len(apart)} differences")  # fmt: skip
    assert (last.returncode, invalid, sorted(apart)) == (0, "0", [])
    assert kills >= 5


def done(server):
    """How many migrations are written down as made."""
    try:
        return int(server.sql("SELECT count(*) FROM django_migrations", name="killed"))
    except subprocess.CalledProcessError:
        return 0


def before_the_last_migration():
    """The release before: a tag, or what stood before the last change of the tables."""
    asked = ["git", "log", "-1", "--format=%h", "--", "*/migrations/*.py"]
    found = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    if not found.stdout.strip():
        pytest.skip("a clone without its history knows no release before")
    return f"{found.stdout.strip()}~1"


@pytest.fixture
def previous(tmp_path):
    """The code of the release before, in a folder of its own."""
    tmp_path.chmod(0o755)
    commit, archive = before_the_last_migration(), tmp_path / "old.tar"
    words = ["git", "archive", "--output", str(archive), commit]
    made = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    if made.returncode:
        pytest.skip(f"the release before is not in this clone: {made.stderr.strip()}")
    folder = tmp_path / "old"
    shutil.unpack_archive(archive, folder, filter="data")
    for name in ("node_modules", "static/vendor", "static/built"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).symlink_to(ROOT / name)
    return folder


@pytest.mark.fault(24, 25)
def test_the_house_migrates_while_people_read_and_the_old_pages_go_on(house, previous, seen):
    server = house.server
    server.sql("CREATE DATABASE moving OWNER coop_owner")
    server.sql("GRANT CONNECT ON DATABASE moving TO coop_app")
    owner = house.environment | {
        "DATABASE_URL": server.url("coop_owner", "moving"),
        "COOP_DEMO": "1",
    }
    pages = owner | {"DATABASE_URL": server.url("coop_app", "moving")}
    for words in (["prepare", "-v0"], ["demo", "-v0"]):
        old = subprocess.run([sys.executable, "manage.py", *words], cwd=previous, env=owner,
                             capture_output=True, text=True, check=False)  # noqa: S603  # fmt: skip
        assert old.returncode == 0, old.stderr
    house.start("web", env=pages, cwd=previous)
    until(house.answers, "the old pages answer")
    boss, nobody = entered(house), Visitor(house.port)
    read_by = {path: nobody if path == SIGN_IN else boss for path in PAGES}

    asks = [lambda path=path: read_by[path].get(path) for path in PAGES[:12]]
    [ask() for ask in asks]
    moving = house.start("migrate", [sys.executable, "manage.py", "prepare", "-v0"], env=owner)
    answers = []
    while moving.poll() is None:
        answers += flow(asks, rate=10, seconds=1)
    after = {path: read_by[path].get(path).status for path in PAGES}
    house.kill("web", signal.SIGTERM)
    server.sql("DROP DATABASE moving WITH (FORCE)")

    served = [path for path, status in after.items() if status == 200]
    seen(f"{len(answers)} requests while it migrated, {len(broken(answers))} errors, "
         f"p99 {slowest(answers, 0.99):.1f} s; the old pages on the new schema: "
         f"{len(served)} of {len(PAGES)}")  # fmt: skip
    assert moving.returncode == 0
    assert broken(answers) == []
    assert slowest(answers, 0.99) < 5
    assert len(served) == 25, {path: status for path, status in after.items() if status != 200}


def entered(house):
    """A visitor whom the demonstration lets in as Fleur."""
    email = house.server.sql(
        "SELECT email FROM members_person WHERE email LIKE 'fleur%'", name="moving"
    )
    visitor = Visitor(house.port)
    visitor.post(f"/_demo/{email}/", {})
    return visitor

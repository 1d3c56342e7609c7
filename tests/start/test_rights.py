"""The role of the pages, tried for real: what it may do, and what the database refuses it."""

import os

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from coopstudio.start import checks, rights

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="needs the roles of the embedded server"
)
JOURNAL = "journal_entry"
LINE = """
    INSERT INTO journal_entry (event, sentence, subject_kind, subject_id, details, at)
    VALUES ('x', 'Essai.', 'x', 1, '{}', now())
"""
REFUSED = [
    f"UPDATE {JOURNAL} SET sentence = 'autre'",
    f"DELETE FROM {JOURNAL}",
    f"TRUNCATE {JOURNAL}",
    f"ALTER TABLE {JOURNAL} DISABLE TRIGGER ALL",
    f"ALTER TABLE {JOURNAL} OWNER TO coop_app",
    f"DROP TABLE {JOURNAL} CASCADE",
    f"CREATE TRIGGER sly BEFORE INSERT ON {JOURNAL} EXECUTE FUNCTION now()",
    "SET session_replication_role = replica",
    "SET ROLE coop_owner",
    "CREATE TABLE mine (id int)",
    "TRUNCATE members_person CASCADE",
    "DELETE FROM django_migrations",
    "CREATE TEMP TABLE mine (id int)",
    "SELECT entry_takes_its_number()",
]


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker):
    """A connection as the role of the pages, with the rights that `prepare` gives."""
    with django_db_blocker.unblock():
        rights.grant(connection, "coop_app")
        rights.grant(connection, "coop_app")  # twice is once
        facts = connection.get_connection_params()
        connection.close()
    with psycopg.connect(
        dbname=facts["dbname"], host=facts["host"], user="coop_app", autocommit=True
    ) as pages:
        yield pages


@pytest.mark.parametrize("statement", REFUSED)
def test_the_role_of_the_pages_is_refused(pages, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege), pages.transaction():
        pages.execute(statement)


def test_it_may_add_a_line_to_the_journal_and_read_it(pages):
    with pages.transaction(force_rollback=True):
        pages.execute(LINE)
        read = pages.execute(f"SELECT sentence FROM {JOURNAL} WHERE event = 'x'").fetchall()

    assert read == [("Essai.",)]


@pytest.mark.parametrize(("hour", "walls"), [("now() - interval '2 days'", 1), ("now()", 0)])
def test_it_confirms_a_duration_at_the_hour_it_is_and_at_no_other(pages, hour, walls):
    said = f"INSERT INTO durations_confirmation (duration_id, by_id, at) VALUES (0, 0, {hour})"
    met = []
    with pages.transaction(force_rollback=True):
        try:
            pages.execute(said)
        except psycopg.errors.CheckViolation as wall:
            met.append(f"{wall}".partition("\n")[0])

    assert met == ["confirmed_at_its_hour"] * walls


def test_it_may_write_ordinary_rows(pages):
    with pages.transaction(force_rollback=True):
        pages.execute("INSERT INTO django_session VALUES ('k', 'd', %s)", [timezone.now()])
        changed = pages.execute("UPDATE django_session SET session_data = 'e'").rowcount
        deleted = pages.execute("DELETE FROM django_session").rowcount

    assert (changed, deleted) == (1, 1)


def test_every_final_model_is_closed_to_it_and_no_other(pages):
    may_update = pages.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        " AND NOT has_any_column_privilege(oid, 'UPDATE') AND NOT relname = 'django_migrations'"
    ).fetchall()

    assert {name for (name,) in may_update} == rights.final_tables() | rights.kept_tables()
    assert JOURNAL in rights.final_tables()


@pytest.mark.django_db
def test_production_does_not_open_with_the_role_that_owns_the_tables(settings):
    settings.PRODUCTION = True

    found = checks.what_is_final_stays_so(None, databases=["default"])

    assert len(found) == len(rights.final_tables() | rights.kept_tables())
    assert {error.id for error in found} == {"start.E001"}
    assert "pourrait modifier ou vider « journal_entry »" in " ".join(e.msg for e in found)


def test_the_same_look_finds_nothing_to_say_of_the_role_of_the_pages(pages):
    class Connected:
        cursor = staticmethod(pages.cursor)

    assert (rights.excessive(Connected), rights.borrowed(Connected)) == ([], [])


@pytest.mark.django_db(transaction=True)
def test_a_hand_that_is_lent_again_is_seen(pages):
    class Connected:
        cursor = staticmethod(pages.cursor)

    with connection.cursor() as owner:
        owner.execute("GRANT EXECUTE ON FUNCTION line_moves_its_contract() TO coop_app")
        seen = rights.borrowed(Connected)
        owner.execute("REVOKE EXECUTE ON FUNCTION line_moves_its_contract() FROM coop_app")

    assert seen == [("coop_app", "line_moves_its_contract()")]

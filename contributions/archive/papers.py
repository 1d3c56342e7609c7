"""What the house said of apports: the papers it handed out, and the lines of its journal."""

import json

OF_A_PAPER = (
    "id, kind, title, template, data, subject_kind, subject_id, state, attempts, next_try_at, "
    "error, sha256, asked_at, issued_at"
)
OF_A_LINE = "event, sentence, actor_id, subject_kind, subject_id, details, at"
PAPERS = f"""
    SELECT {OF_A_PAPER} FROM documents_document
     WHERE kind LIKE 'contributions.%' AND state = 'issued' ORDER BY id
"""  # noqa: S608 (our own words, as below)
JOURNAL = f"""
    SELECT {OF_A_LINE} FROM journal_entry
     WHERE subject_kind LIKE 'contributions.%' AND event NOT LIKE 'contributions.hardship%'
     ORDER BY at, id
"""  # noqa: S608
"""Without its numbers: a house that reads it again has lines of its own. What is confided to two
people is told by nobody."""
ACTORS = f"SELECT actor_id FROM ({JOURNAL}) told"  # noqa: S608 (our own words)
AGAIN = """
    INSERT INTO {table} ({columns}) SELECT {columns}
      FROM json_populate_recordset(NULL::{table}, %s::json)
"""


def bring_back(cursor, bundle, rows):
    """Hand the papers out again, to the byte, and let the journal say what it said."""
    for row in rows(bundle, "document"):
        paper = row | {"content": _bytes(bundle, row)}
        _write(cursor, "documents_document", f"{OF_A_PAPER}, content", [paper])
    _write(cursor, "journal_entry", OF_A_LINE, list(rows(bundle, "journal")))


def _bytes(bundle, row):
    """As PostgreSQL reads them in JSON."""
    return "\\x" + bundle.read(f"documents/{row['id']}.pdf").hex()


def _write(cursor, table, columns, told):
    if told:
        cursor.execute(AGAIN.format(table=table, columns=columns), [json.dumps(told)])

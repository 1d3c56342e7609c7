"""What the house said of apports: the papers it handed out, and the lines of its journal."""

import json

PAPERS = """
    SELECT id, kind, title, template, data, subject_kind, subject_id, state, attempts, next_try_at,
           error, sha256, asked_at, issued_at
      FROM documents_document
     WHERE kind LIKE 'contributions.%' AND state = 'issued' ORDER BY id
"""
JOURNAL = """
    SELECT event, sentence, actor_id, subject_kind, subject_id, details, at FROM journal_entry
     WHERE subject_kind LIKE 'contributions.%' AND event NOT LIKE 'contributions.hardship%'
     ORDER BY at, id
"""
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
        _write(cursor, "documents_document", [row | {"content": _bytes(bundle, row)}])
    _write(cursor, "journal_entry", list(rows(bundle, "journal")))


def _bytes(bundle, row):
    """As PostgreSQL reads them in JSON."""
    return "\\x" + bundle.read(f"documents/{row['id']}.pdf").hex()


def _write(cursor, table, told):
    if told:
        columns = ", ".join(f'"{one}"' for one in told[0])
        cursor.execute(AGAIN.format(table=table, columns=columns), [json.dumps(told)])

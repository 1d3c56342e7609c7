"""What the demonstration does not multiply: decisions, contracts and entries, as SQL.

Each new row is one that stands there, under other numbers. Triggers are silent meanwhile: only what
pages read is wanted of these rows.
"""

SILENT = "SET session_replication_role = replica; "
FAR = 1_000_000
"""Added to the rank of a row, its key: no other row has it."""

DECISION = {
    "id": f"{FAR} + k",
    "proposal_id": f"{FAR} + k",
    "version_id": f"{FAR} + k",
    "year": "1990 + k % 36",
    "number": "300 + k / 36",
    "adopted_at": "m.adopted_at - k * interval '19 hours'",
    "effect_on": "(m.adopted_at - k * interval '19 hours')::date",
    "review_on": "CASE WHEN k % 3 = 1 THEN current_date + (k * 37) % 3650 + 1 END",
    "term_on": "NULL",
    "review_moved_to": "NULL",
    "renews_id": "NULL",
    "repeals_id": "NULL",
    "shares_id": "NULL",
    "replaces_id": f"CASE WHEN k % 3 = 1 AND k < %(count)s THEN {FAR} + k + 1 END",
}
"""One in three holds, one in three was replaced by it, one in three was done once."""
LASTING = "state = 'in_force' AND follows_id IS NULL"
FIRST_ONES = f"SELECT id FROM contributions_contract WHERE {LASTING} AND id < {FAR}"  # noqa: S608 (ours)
MODELS = """book_id = 'BQ' AND reverses_id IS NULL
    AND year_id = (SELECT max(id) FROM contributions_fiscalyear)"""
ROWS = (
    ("governance_proposal", "id IN (SELECT proposal_id FROM governance_decision)",
     {"id": f"{FAR} + k"}),
    ("governance_version", "id IN (SELECT version_id FROM governance_decision)",
     {"id": f"{FAR} + k", "proposal_id": f"{FAR} + k"}),
    ("governance_decision", "act_kind = '' AND shares_id IS NULL", DECISION),
    ("contributions_contract", LASTING, {
        "id": f"{FAR} + k", "year": "2030 + k / 1000", "number": "1000 + k % 1000"}),
    ("contributions_contractbalance", f"contract_id IN ({FIRST_ONES})", {
        "contract_id": f"{FAR} + k"}),
    ("contributions_entry", MODELS, {
        "id": f"{FAR} + k", "number": "1000 + k", "source_key": "'bench-' || k"}),
)  # fmt: skip
LINES = f"""
    INSERT INTO contributions_line (id, entry_id, rank, account_id, contract_id, side, cents)
    SELECT {FAR} + 10 * k + l.rank, {FAR} + k, l.rank, l.account_id, l.contract_id, l.side, l.cents
      FROM generate_series(1, %(count)s) k
      JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS nth, count(*) OVER () AS others
              FROM contributions_entry WHERE {MODELS} AND id < {FAR}) m ON m.nth = k %% m.others
      JOIN contributions_line l ON l.entry_id = m.id
"""  # noqa: S608 (ours)
CLONE = """
    INSERT INTO {table} ({names}) SELECT {told} FROM generate_series(1, {count}) k
      JOIN (SELECT *, row_number() OVER (ORDER BY {key}) - 1 AS nth, count(*) OVER () AS others
              FROM {table} WHERE {which}) m ON m.nth = k % m.others
"""


def statements(columns, count):
    """The statements, in order; ``columns(table)`` gives the names of those that are written."""
    for table, which, changed in ROWS:
        names = columns(table)
        told = ", ".join(changed.get(name, f'm."{name}"') for name in names)
        told = told.replace("%(count)s", str(count))
        words = {"table": table, "names": ", ".join(f'"{name}"' for name in names), "told": told}
        yield SILENT + CLONE.format(**words, count=count, key=next(iter(changed)), which=which)
    yield SILENT + LINES % {"count": count}

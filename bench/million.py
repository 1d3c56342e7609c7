"""Lines up to a million, added silently and gone once they were read: triggers are too slow."""

from contextlib import contextmanager

MILLION, LINES_OF_EACH = 1_000_000, 20
FAR = 10_000_000
"""Above it are the keys of these entries; no other row has them."""
SILENT = "SET session_replication_role = replica; "
ENTRIES = f"""
    INSERT INTO contributions_entry (id, book_id, year_id, number, "on", piece, piece_on, label,
      validated_on, nature, source_key, written_at)
    SELECT {FAR} + k, 'BQ', y.id, {FAR} + k, y.starts_on + k % 365, 'P', y.starts_on, 'Mesure',
           y.starts_on + k % 365, 'misc', 'far-' || k, now()
      FROM generate_series(1, {MILLION // LINES_OF_EACH}) k, contributions_fiscalyear y
     WHERE y.code = '2027'
"""  # noqa: S608 (ours)
LINES = f"""
    INSERT INTO contributions_line (id, entry_id, rank, account_id, side, cents)
    SELECT {FAR} + e.id * {LINES_OF_EACH} + r, e.id, r,
           CASE WHEN r % 2 = 0 THEN '51200000' ELSE '75411000' END,
           CASE WHEN r % 2 = 0 THEN 'D' ELSE 'C' END, 100
      FROM contributions_entry e, generate_series(1, {LINES_OF_EACH}) r WHERE e.id > {FAR}
"""  # noqa: S608 (ours)
WITHOUT_LINES = f"DELETE FROM contributions_line WHERE entry_id > {FAR}"  # noqa: S608 (ours)
WITHOUT_ENTRIES = f"DELETE FROM contributions_entry WHERE id > {FAR}"  # noqa: S608 (ours)


@contextmanager
def a_million(house):
    """A million lines more in the empty house."""
    try:
        _said(house, ENTRIES, LINES)
        yield
    finally:
        _said(house, WITHOUT_LINES, WITHOUT_ENTRIES)


def _said(house, *statements):
    for statement in statements:
        house.postgres.sql(SILENT + statement, name=house.name(0))
    house.postgres.sql("VACUUM ANALYZE", name=house.name(0))

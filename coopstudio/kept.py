"""What all processes keep together for a while: counts of tries, forms that were sent, the pulse.

Somebody who asks for codes at thousands of addresses fills it. Django would then drop a third by
the order of names, were they the counts that hold that person back, or what health remembers.
"""

from django.core.cache.backends.db import DatabaseCache
from psycopg import sql

OVER = sql.SQL("DELETE FROM {table} WHERE expires < %s")
LONGEST = sql.SQL("""
    DELETE FROM {table} WHERE cache_key IN (
        SELECT cache_key FROM {table} WHERE expires < '9999-01-01' ORDER BY expires DESC LIMIT %s)
""")


class Kept(DatabaseCache):
    """In the database. When it is full, what was to stay longest goes first, which is what fills
    it; what has no end never goes."""

    def _cull(self, db, cursor, now, num):
        table = sql.Identifier(self._table)
        cursor.execute(OVER.format(table=table), [now])
        if num - cursor.rowcount > self._max_entries:
            cursor.execute(LONGEST.format(table=table), [num // self._cull_frequency])

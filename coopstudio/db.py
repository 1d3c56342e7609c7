"""One way to change a row that several people may want to change at the same second."""

import os
from contextlib import contextmanager

from django.db import connection, connections, transaction


def one_at_a_time(name, key=0):
    """Wait for whoever does the same thing, until the end of the transaction: for rows that are
    final, on which the role of the pages may hold no lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), %s)", [name, key])


def is_crossed(error):
    """Did PostgreSQL stop this transaction because two waited for each other (40P01)?"""
    return getattr(error.__cause__, "sqlstate", None) == "40P01"


@contextmanager
def locked(row):
    """Open a transaction and yield a fresh copy of ``row`` that nobody else may change meanwhile.

    The lock covers the row alone, not what it points at, and is released at the end of the
    transaction. Raises the model's DoesNotExist when the row has gone.
    """
    with transaction.atomic():
        yield row._meta.model._base_manager.select_for_update(of=("self",)).get(pk=row.pk)


def close_pools(*, of):
    """Close the pools of connections before Python leaves: afterwards their threads hear nothing
    any more, and each command would wait five seconds for them. A child of the process ``of``
    leaves them alone: it would hang up on its parent."""
    if os.getpid() != of:
        return
    for one in connections.all(initialized_only=True):
        one.close()
        if one.settings_dict["OPTIONS"].get("pool"):
            one.close_pool()

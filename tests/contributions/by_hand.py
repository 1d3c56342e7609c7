"""What somebody who holds the database may try with their own hands, and what is answered."""

import re

from django.db import DatabaseError, connection, transaction

from contributions.verifying import verify
from tests.contributions.factories import at_once


def answer(act):
    """The name of the wall that refuses it, or what it says; None: nobody minds. Nothing stays."""
    try:
        with transaction.atomic():
            if callable(act):
                act()
            else:
                with connection.cursor() as cursor:
                    cursor.execute(act)
            at_once()
            transaction.set_rollback(True)
    except DatabaseError as refusal:
        said = refusal.__cause__.diag
        return said.constraint_name or said.message_primary
    return None


def tampered(*statements):
    """The owner takes the walls down and changes something; the house reads its books again."""
    with connection.cursor() as cursor:
        for statement in statements:
            (table,) = re.findall(r"(?:UPDATE|DELETE FROM) (contributions_\w+)", statement)
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            cursor.execute(statement)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    return verify().wrong

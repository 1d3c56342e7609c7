"""After a test that commits, the tables where something was written are emptied.

Django truncates every table each time, then writes the permissions again: most of the test's time.
"""

from django.conf import settings
from django.db import connection, transaction

KEPT = {"django_content_type", "auth_permission"}
LOOK = "SELECT '{0}' WHERE EXISTS (SELECT FROM {0})"


def sweep(*_test):
    """Empty what is not, what is final too; what Django writes when it migrates stays."""
    with transaction.atomic(), connection.cursor() as cursor:
        tables = set(connection.introspection.django_table_names(only_existing=True)) - KEPT
        tables.add(settings.CACHES["default"]["LOCATION"])  # what a page worked out for others
        looks = (LOOK.format(name) for name in sorted(tables))
        cursor.execute(" UNION ALL ".join(looks))
        written = [name for (name,) in cursor.fetchall()]
        for act in (
            "ALTER TABLE {} DISABLE TRIGGER USER",
            "DELETE FROM {}",
            "SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE {} ENABLE TRIGGER USER",
        ):
            for name in written:
                cursor.execute(act.format(name))

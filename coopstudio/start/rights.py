"""Who may do what in the database: one role owns and migrates, another one serves the pages.

The role of the pages reads and writes rows, but changes no table; of what a model declares
``FINAL = True`` (the journal, the openings of files) it may only read and add; of what declares
``KEPT = True`` (a balance, a seal) it may only read, because PostgreSQL's own functions write it;
of what declares ``CHANGES`` it may only add, and change these columns. A trigger alone would fall
before a superuser's single line; a right that was never given does not.
"""

from django.apps import apps
from django.db import transaction
from psycopg import sql

READ_ONLY = {"django_migrations"}


def grant(connection, role):
    """Give ``role`` exactly its rights, whatever it had before. Run it as the owner."""
    names = connection.introspection.table_names()
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for statement in (_SCHEMA, _NOT_FOR_ALL, _SEQUENCES):
            cursor.execute(sql.SQL(statement).format(role=sql.Identifier(role)))
        for name in names:
            for statement in (_NOTHING, f"GRANT {_words(name)} ON {{table}} TO {{role}}"):
                cursor.execute(
                    sql.SQL(statement).format(table=sql.Identifier(name), role=sql.Identifier(role))
                )


def final_tables():
    """The tables in which a row, once written, stays as it is."""
    return {model._meta.db_table for model in apps.get_models() if getattr(model, "FINAL", False)}


def kept_tables():
    """The tables that PostgreSQL writes by itself, row by row, from others."""
    return {model._meta.db_table for model in apps.get_models() if getattr(model, "KEPT", False)}


def changing_columns():
    """{table: the only columns that may change in it}."""
    return {
        model._meta.db_table: model.CHANGES
        for model in apps.get_models()
        if hasattr(model, "CHANGES")
    }


def excessive(connection):
    """Pairs (role, table) for each final table that the connected role could rewrite."""
    with connection.cursor() as cursor:
        cursor.execute(_EXCESS, [sorted(final_tables() | kept_tables())])
        return cursor.fetchall()


def exists(connection, role):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname <> current_user FROM pg_roles WHERE rolname = %s", [role])
        found = cursor.fetchone()
    return bool(found and found[0])


def _words(table):
    if table in READ_ONLY | kept_tables():
        return "SELECT"
    if changing := changing_columns().get(table):
        return f"SELECT, INSERT, UPDATE ({', '.join(changing)})"
    return "SELECT, INSERT" if table in final_tables() else "SELECT, INSERT, UPDATE, DELETE"


_SCHEMA = "GRANT USAGE ON SCHEMA public TO {role}"
_NOT_FOR_ALL = "REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role}"
_SEQUENCES = "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}"
_NOTHING = "REVOKE ALL ON {table} FROM PUBLIC, {role}"
_EXCESS = """
    SELECT current_user, relname
      FROM pg_class
     WHERE relnamespace = 'public'::regnamespace
       AND relname = ANY(%s)
       AND (pg_has_role(current_user, relowner, 'MEMBER')
            OR has_any_column_privilege(oid, 'UPDATE')
            OR has_table_privilege(oid, 'DELETE, TRUNCATE, TRIGGER'))
     ORDER BY relname
"""

"""Who may do what in the database: one role owns and migrates, another one serves the pages.

The role of the pages reads and writes rows, but changes no table; of what a model declares
``FINAL = True`` (the journal, the openings of files) it may only read and add; of what declares
``KEPT = True`` (a balance, a seal) it may only read, because PostgreSQL's own functions write it;
of what declares ``CHANGES`` it may only add, and change these columns. A trigger alone would fall
before a superuser's single line; a right that was never given does not.

Functions that write with the rights of their owner are called by our triggers, and by nobody else:
whoever may run one, and make a table to hang it on, would write what it writes.
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
        _lend_no_hand(cursor, role)


def final_tables():
    """The tables in which a row, once written, stays as it is, and what links it to others."""
    final = [model for model in apps.get_models() if getattr(model, "FINAL", False)]
    links = [link for model in final for link in model._meta.local_many_to_many]
    return {model._meta.db_table for model in final} | {link.m2m_db_table() for link in links}


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


def borrowed(connection):
    """Pairs (role, name) for each hand by which the connected role could write what it may not."""
    with connection.cursor() as cursor:
        cursor.execute(_HANDS_TO_BORROW)
        return cursor.fetchall()


def exists(connection, role):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname <> current_user FROM pg_roles WHERE rolname = %s", [role])
        found = cursor.fetchone()
    return bool(found and found[0])


def _lend_no_hand(cursor, role):
    """No function of ours is run by hand, and no table is made to hang one on."""
    cursor.execute(_OUR_HANDS)
    for (function,) in cursor.fetchall():
        cursor.execute(
            sql.SQL("REVOKE ALL ON FUNCTION {} FROM PUBLIC, {}").format(
                sql.SQL(function), sql.Identifier(role)
            )
        )
    cursor.execute(_OUR_DATABASE)
    for (name,) in cursor.fetchall():
        cursor.execute(
            sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC, {}").format(
                sql.Identifier(name), sql.Identifier(role)
            )
        )


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
_OUR_HANDS = """
    SELECT oid::regprocedure::text FROM pg_proc
     WHERE pronamespace = 'public'::regnamespace AND prosecdef
       AND pg_has_role(current_user, proowner, 'MEMBER')
"""
_OUR_DATABASE = """
    SELECT datname FROM pg_database
     WHERE datname = current_database() AND pg_has_role(current_user, datdba, 'MEMBER')
"""
_HANDS_TO_BORROW = """
    SELECT current_user, oid::regprocedure::text FROM pg_proc
     WHERE pronamespace = 'public'::regnamespace AND prosecdef
       AND NOT pg_has_role(current_user, proowner, 'MEMBER')
       AND has_function_privilege(oid, 'EXECUTE')
    UNION ALL
    SELECT current_user, 'CREATE TEMPORARY TABLE' FROM pg_database
     WHERE datname = current_database() AND NOT pg_has_role(current_user, datdba, 'MEMBER')
       AND has_database_privilege(oid, 'TEMPORARY')
     ORDER BY 2
"""

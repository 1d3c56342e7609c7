"""A question that many pages ask in the same words is put into SQL once.

The ORM takes longer to translate the desk's questions than PostgreSQL to answer them. Write the
queryset as ever, with ``Given`` in the place of what changes:

    @prepared
    def of_founder():
        return Reading.objects.filter(reader=Given("founder", BigIntegerField())).values_list("pk")

    of_founder(founder=founder.pk)  # what the queryset gives: here tuples; or objects, or dicts

What changes the words of the question itself (a filter or none) is said by its parameters, each
with a default: they are given first, and each shape is translated once.

PostgreSQL prepares it too: what never changes is written in the SQL, what is given is bound, and
each connection plans the question once instead of each time it is asked (``plan_cache_mode``, in
coopstudio/environment.py: left to itself it planned for 4 ms what it answers in one). When a
migration changes the type of a column that is read, even a length, PostgreSQL refuses the older
plan: it is made anew at once outside a transaction, and inside one after its rollback, so that one
page fails. Give a new type to a new column.
"""

from copy import copy
from functools import cache, wraps

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import BooleanField, Expression, F, Func
from psycopg import ClientCursor, Cursor
from psycopg.errors import FeatureNotSupported
from psycopg.pq import TransactionStatus

QUESTIONS = []
"""Every question of the house, as it is before it is translated."""


class Given(Expression):
    """Stands in a queryset for a value that is known when the question is asked."""

    def __init__(self, name, output_field):
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler, connection):
        return f"%s::{self.output_field.cast_db_type(connection)}", [self]


class Among(Func):
    """A condition: this key is one of the list that is given under this name."""

    output_field = BooleanField()

    def __init__(self, key, name):
        super().__init__(F(key))
        self.name = name

    def as_sql(self, compiler, connection):
        (key,) = self.source_expressions
        sql, words = compiler.compile(key)
        return f"{sql} = ANY(%s::{_family(key.output_field, connection)}[])", [*words, self]


def _family(field, connection):
    """The type of what is compared with this field; a text is never cut at the field's length."""
    kind = field.cast_db_type(connection)
    return "text" if kind.startswith("varchar") else kind


class _Prepared(Cursor):
    """A cursor whose questions PostgreSQL plans once for its connection."""

    def execute(self, query, params=None):
        self.connection.prepared_max = 500  # psycopg keeps 100 otherwise: fewer than the house asks
        try:
            return super().execute(query, params, prepare=True)
        except FeatureNotSupported:  # « cached plan must not change result type »
            if self.connection.info.transaction_status != TransactionStatus.IDLE:
                raise  # its rollback forgets every plan
            self.connection.execute("DEALLOCATE ALL")
            return super().execute(query, params, prepare=True)


class _Answered:
    """Stands in a queryset for its query: already translated, already answered."""

    def __init__(self, query, compiler, rows=()):
        self._query, self._compiler = query, copy(compiler)
        self._compiler.execute_sql = lambda *_, **__: [rows]

    def chain(self):
        return self

    def get_compiler(self, using):
        return self._compiler

    def __getattr__(self, name):
        return getattr(self._query, name)


def prepared(question, *, is_planned_once=True):
    """Make of a function that returns a queryset one that asks it quickly, and returns a list."""
    QUESTIONS.append(question)

    @cache
    def translated(*shape):
        asked = question(*shape)
        compiler = asked.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, words = compiler.as_sql()
        given = [word.name for word in words if isinstance(word, Given | Among)]
        converters = compiler.get_converters([one for one, *_ in compiler.select])
        compiler.get_converters = lambda _: converters
        query, asked._query = asked.query, _Answered(asked.query, compiler)
        return asked, query, compiler, _spelled(sql, words), given

    @wraps(question)
    def ask(*shape, **given):
        asked, query, compiler, sql, names = translated(*shape)
        with connection.cursor() as cursor:
            cursor.cursor = (_Prepared if is_planned_once else ClientCursor)(connection.connection)
            cursor.execute(sql, [_bound(given[name]) for name in names])
            rows = cursor.fetchall()
        told = asked.all()
        told._query = _Answered(query, compiler, rows)
        return list(told)

    return ask


def weighed(question):
    """The same where what is given weighs on the plan: a rare word, a common one. It is translated
    once, and PostgreSQL plans it each time."""
    return prepared(question, is_planned_once=False)


def hang(name, on, found, *, by):
    """Give to each of these objects its own of ``found``, as ``prefetch_related(name)`` would;
    ``by`` is the key, on what was found, of the one that it belongs to."""
    own = {one.pk: [] for one in on}
    for each in found:
        own[getattr(each, by)].append(each)
    for one in on:
        told = getattr(one, name).all()
        told._result_cache, told._prefetch_done = own[one.pk], True
        one.__dict__.setdefault("_prefetched_objects_cache", {})[name] = told


def _bound(value):
    """A number beyond those that PostgreSQL counts, typed in an address, is that of nothing."""
    return None if isinstance(value, int) and abs(value) >= 2**63 else value


def _spelled(sql, words):
    """The SQL with all words written in it, but those that are given."""
    connection.ensure_connection()
    spell = ClientCursor(connection.connection).mogrify
    said = (
        "%s" if isinstance(word, Given | Among) else spell("%s", [word]).replace("%", "%%")
        for word in words
    )
    return sql.replace("%%", "%%%%") % tuple(said)

"""A question that many pages ask in the same words is put into SQL once.

The ORM takes longer to translate the desk's questions than PostgreSQL to answer them. Write the
queryset as ever, with ``Given`` in the place of what changes:

    @prepared
    def of_founder():
        return Reading.objects.filter(reader=Given("founder", BigIntegerField())).values_list("pk")

    of_founder(founder=founder.pk)  # what the queryset gives: here tuples; or objects, or dicts
"""

from copy import copy
from functools import cache, wraps

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import BigIntegerField, BooleanField, Expression, F, Func


class Given(Expression):
    """Stands in a queryset for a value that is known when the question is asked."""

    def __init__(self, name, output_field):
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]


class Among(Func):
    """A condition: this key is one of the list that is given under this name."""

    template, arg_joiner = "%(expressions)s)", " = ANY("
    output_field = BooleanField()

    def __init__(self, key, name):
        super().__init__(F(key), Given(name, BigIntegerField()))


class _Answered:
    """Stands in a queryset for its query: already translated, already answered."""

    def __init__(self, query, compiler, rows):
        self._query, self._compiler = query, copy(compiler)
        self._compiler.execute_sql = lambda *_, **__: [rows]

    def get_compiler(self, using):
        return self._compiler

    def __getattr__(self, name):
        return getattr(self._query, name)


def prepared(question):
    """Make of a function that returns a queryset one that asks it quickly, and returns a list."""

    @cache
    def translated():
        asked = question()
        compiler = asked.query.get_compiler(DEFAULT_DB_ALIAS)
        return (asked, compiler, *compiler.as_sql())

    @wraps(question)
    def ask(**given):
        asked, compiler, sql, words = translated()
        values = [given[word.name] if isinstance(word, Given) else word for word in words]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            rows = cursor.fetchall()
        told = asked.all()
        told._query = _Answered(asked.query, compiler, rows)
        return list(told)

    return ask

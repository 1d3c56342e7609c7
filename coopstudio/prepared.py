"""A question that many pages ask in the same words is put into SQL once.

The ORM takes longer to translate the desk's questions than PostgreSQL to answer them. Write the
queryset as ever, with ``Given`` in the place of what changes:

    @prepared
    def of_founder():
        return Reading.objects.filter(reader=Given("founder", BigIntegerField())).values_list("pk")

    of_founder(founder=founder.pk)  # rows, as tuples
"""

from functools import cache, wraps

from django.db import connection
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


def prepared(question):
    """Make of a function that returns a queryset of ``values_list`` one that asks it quickly."""

    @cache
    def translated():
        return question().query.sql_with_params()

    @wraps(question)
    def ask(**given):
        sql, words = translated()
        values = [given[word.name] if isinstance(word, Given) else word for word in words]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()

    return ask

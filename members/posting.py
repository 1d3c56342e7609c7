"""Letters that go by post, with the people they go to: whoever prints them reads whom to address.

A letter knows a paper box; the box bears the number of its person (``coopstudio.mail.paper``).
"""

from django.db.models import BigIntegerField, F, Func, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat, Trim

from coopstudio.mail.models import Letter
from coopstudio.mail.paper import number_of
from members.models import Person

NUMBER = Func(F("to"), Value("^courrier-([0-9]+)@"), function="substring", output_field=TextField())


def to_post():
    """Those that nobody posted yet, the oldest first, each with the ``name`` of its person."""
    return _named(Letter.objects.to_post())


def posted():
    """Those that left, the latest first."""
    return _named(Letter.objects.posted())


def by_post():
    """Both."""
    return _named(Letter.objects.by_post())


def addressed(letters):
    """Pairs of (letter, person), in two questions; None for somebody whom nobody knows any more."""
    letters = list(letters)
    people = Person.objects.in_bulk({number_of(one.to) for one in letters} - {None})
    return [(one, people.get(number_of(one.to))) for one in letters]


def _named(letters):
    called = Trim(Concat("first_name", Value(" "), "last_name"))
    person = Person.objects.filter(pk=OuterRef("number")).values(called=called)
    numbered = letters.alias(number=Cast(NUMBER, BigIntegerField()))
    return numbered.annotate(name=Subquery(person[:1])).with_title_of_document()

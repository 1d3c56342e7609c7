"""One member, found by what a person types: a whole name, or an address."""

from django.db.models import Func, TextField, Value
from django.db.models.functions import Concat, Trim

from members.models import Person


class Unknown(Exception):  # noqa: N818 (a sentence, not an error)
    """No member of that day bears this name or this address."""


class Ambiguous(Exception):  # noqa: N818
    """Several members bear this name."""


def member_named(text, *, on):
    """The member of that day; accents, capitals and the order of names aside."""
    members = Person.objects.present(on=on)
    if "@" in text:
        found = members.filter(email__iexact=text.strip())[:2]
    else:
        said = Func(Value(" ".join(text.split())), function="fr_order", output_field=TextField())
        found = members.alias(
            whole=_plain("first_name", "last_name"),
            turned=_plain("last_name", "first_name"),
        )
        found = (found.filter(whole=said) | found.filter(turned=said))[:2]
    found = list(found)
    if len(found) > 1:
        raise Ambiguous
    if not found:
        raise Unknown
    return found[0]


def _plain(first, second):
    whole = Trim(Concat(first, Value(" "), second))
    return Func(whole, function="fr_order", output_field=TextField())

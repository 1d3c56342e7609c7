"""The order of a French dictionary, in a database that has no ICU."""

from django.db.models import F, Func, TextField


def in_order(field):
    """An expression for ``order_by``: accents, case, Œ and Ç aside.

    Add the field itself, then ``pk``, where equal names must keep one order.
    """
    return Func(F(field), function="fr_order", output_field=TextField())

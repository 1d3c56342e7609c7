"""Rows about people, in the order of the alphabet, read from a bookmark."""

from django.db.models import F, Func, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, NullIf

from coopstudio.french.order import in_order

LAST, FIRST = in_order("person__last_name"), in_order("person__first_name")


def _civil(name):
    """The name of the civil register where there is one, as a dictionary orders it."""
    said = NullIf(F(f"person__civil_{name}"), Value(""))
    name = Coalesce(said, F(f"person__{name}"))
    return Func(name, function="fr_order", output_field=TextField())


class ByName(QuerySet):
    """Rows that have a ``person``."""

    def in_order(self):
        """As in a dictionary, by last name."""
        return self.order_by(LAST, FIRST, "pk")

    def in_civil_order(self):
        """The same, by the names that the papers of the law bear."""
        return self.order_by(_civil("last_name"), _civil("first_name"), "pk")

    def after(self, pk):
        """Those that come later in that order than the row known under ``pk``."""
        known = self.model._base_manager.filter(pk=pk)
        last, first = (Subquery(known.values(it=one)[:1]) for one in (LAST, FIRST))
        return self.alias(last=LAST, first=FIRST).filter(
            Q(last__gt=last) | Q(first__gt=first) | Q(first=first, pk__gt=pk), last__gte=last
        )

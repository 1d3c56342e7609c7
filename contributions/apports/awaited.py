"""What is awaited, from whom, since when: for whoever keeps the books."""

from django.utils.functional import cached_property

from contributions.models import Instalment

HUMAN, MOST = 22, 300
REMINDED = {-7: "annoncé", 3: "un rappel", 15: "deux rappels", 22: "à appeler"}


class Awaited:
    """Every instalment that misses something, by what one may do about it. Amounts in cents."""

    def __init__(self, *, today):
        self.today = today

    @cached_property
    def rows(self):
        found = Instalment.objects.unfilled().select_related("contract__person")
        return [self._told(one) for one in found[:MOST]]

    def _told(self, one):
        one.late = (self.today - one.due_on).days
        one.word = REMINDED.get(one.reminded, "")
        one.is_to_call = one.reminded == HUMAN
        return one

    @property
    def to_call(self):
        """Three letters left, nothing came: it takes a voice."""
        return [one for one in self.rows if one.is_to_call]

    @property
    def late(self):
        return [one for one in self.rows if one.late > 0 and not one.is_to_call]

    @property
    def coming(self):
        return [one for one in self.rows if one.late <= 0]

    @property
    def groups(self):
        """(title, what to do, rows) of those that have some."""
        told = [
            ("À appeler", "Les rappels sont partis, sans suite. C’est le moment d’une voix.",
             self.to_call),
            ("En retard", "Les rappels partent seuls, et s’arrêtent quand l’argent arrive.",
             self.late),
            ("À venir", "Annoncés par une lettre, sept jours avant.", self.coming),
        ]  # fmt: skip
        return [group for group in told if group[2]]

    @property
    def total(self):
        return sum(one.missing for one in self.rows)

    @property
    def late_total(self):
        return sum(one.missing for one in self.rows if one.late > 0)

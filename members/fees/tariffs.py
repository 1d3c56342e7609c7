"""Which tariff holds for whom: the last one written for their category, else for everybody."""

from members.fees.periods import share
from members.states import TariffKind

USUAL = {TariffKind.FIXED, TariffKind.FREE, TariffKind.EXEMPT}


class TariffBook:
    """The tariffs of a year that hold, read once."""

    def __init__(self, year):
        self.usual, self.reduced = {}, {}
        for tariff in year.tariffs.select_related("category").order_by("pk"):
            shelf = self.reduced if tariff.kind == TariffKind.REDUCED else self.usual
            shelf[tariff.category_id] = tariff

    def usual_for(self, category_id):
        """The tariff by which somebody of this category is called; None if none is written."""
        return self.usual.get(category_id) or self.usual.get(None)

    def reduced_for(self, category_id):
        return self.reduced.get(category_id) or self.reduced.get(None)

    def __iter__(self):
        return iter([*self.usual.values(), *self.reduced.values()])


def called(tariff, months, months_of_year, *, chosen=0):
    """What is called, in cents. ``chosen``: what the person wrote on their bulletin, if at all."""
    amount = max(chosen, tariff.minimum) if chosen and tariff.kind == TariffKind.FREE else 0
    return share(amount or tariff.amount, tariff, months, months_of_year)


def least(tariff, call):
    """The least that this call may ask by this tariff."""
    return share(tariff.minimum, tariff, call.months, call.months_of_year)

from django.db.models import Count, QuerySet

from contributions.states import OperationState

KEPT_APART = "^(1034|4688|512|53)"


class OperationQuerySet(QuerySet):
    def told(self):
        """With all that a page says of a line."""
        return self.select_related("bank", "entry__receipt__contract__person", "matched_by")

    def waiting(self, *, until):
        """Lines of before that day's end that nobody said a word of."""
        return self.filter(state=OperationState.WAITING, on__lte=until)

    def counted(self):
        """{state: how many}, none forgotten."""
        found = dict(self.values_list("state").annotate(Count("pk")).order_by())
        return {state: found.get(state, 0) for state in OperationState.values}


class AccountQuerySet(QuerySet):
    def by_hand(self):
        """Those that a person may choose as a counterpart: an apport, a repayment, a bank and the
        cash box have a way of their own."""
        return self.exclude(number__regex=KEPT_APART)

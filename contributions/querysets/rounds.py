from django.db.models import Count, Exists, Q, QuerySet, Sum

from contributions.states import RoundState
from members.states import Role


class RoundQuerySet(QuerySet):
    def visible_to(self, person):
        """All of them for who answers for the books; others see what was computed, and contributors
        what is being prepared too, for they may let it pass."""
        if person.roles & {Role.FOUNDER, Role.TREASURER}:
            return self
        return self.filter(~Q(state=RoundState.DRAFT) | Exists(person.contracts.in_force()))

    def posted(self):
        """Written in the books and not undone, whatever the bank did of it since."""
        return self.filter(state__in=[RoundState.POSTED, RoundState.SENT, RoundState.PAID])

    def latest_first(self):
        return self.order_by("-year", "-number")

    def summed(self):
        """With ``given`` (cents) and ``people``, once computed."""
        served = Q(shares__cents__gt=0)
        return self.annotate(
            given=Sum("shares__cents", default=0),
            people=Count("shares__contract__person", filter=served, distinct=True),
        )

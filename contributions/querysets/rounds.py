from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from contributions.states import RoundState
from governance.packing import packed
from members.states import Role


class RoundQuerySet(QuerySet):
    def visible_to(self, person):
        """All of them for who answers for the books; others see what was computed, and contributors
        what is being prepared too, for they may let it pass."""
        if person.roles & {Role.FOUNDER, Role.TREASURER}:
            return self
        return self.open_to(person)

    def open_to(self, person):
        """What a member who does not answer for the books sees."""
        theirs = apps.get_model("contributions", "Contract").objects.of(person).in_force()
        return self.filter(~Q(state=RoundState.DRAFT) | Exists(theirs))

    def with_rules(self):
        """With ``rules``: the terms in force on the day of its cut-off, packed; [] before any."""
        terms = apps.get_model("contributions", "Terms").objects
        known = terms.filter(from_on__lte=OuterRef("cut_off_on")).order_by("-from_on", "-pk")[:1]
        return self.annotate(rules=packed(known))

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

from django.apps import apps
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet


class RoleQuerySet(QuerySet):
    def standing(self):
        return self.filter(closed_on=None)

    def told_on(self, day):
        """Each with ``held`` that day, who held it ``before``, and whether it is being elected."""
        mandates = apps.get_model("governance", "Mandate").objects.select_related("person")
        elections = apps.get_model("governance", "Election").objects.filter(role=OuterRef("pk"))
        over = mandates.filter(Q(until__lte=day) | Q(ended_on__lte=day)).order_by("-since")
        return self.prefetch_related(
            Prefetch("mandates", mandates.on(day), to_attr="held"),
            Prefetch("mandates", over, to_attr="before"),
        ).annotate(
            is_elected=Exists(elections.exclude(state__in=["done", "no_result"])),
        )


class _Dated(QuerySet):
    def on(self, day):
        """Those that are held that day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), since__lte=day, until__gt=day)


class MandateQuerySet(_Dated):
    def over(self, day):
        """Their last day has come, and nobody has ended them."""
        return self.filter(ended_on=None, until__lte=day)

    def near(self, day, *, by):
        """Held that day, and not beyond the other one."""
        return self.on(day).filter(until__lte=by)


class LinkQuerySet(_Dated):
    pass

from django.db.models import Q, QuerySet, Sum


class NeedQuerySet(QuerySet):
    def open(self, on):
        """Needs of that day: opened by then, and not closed yet."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=on), opened_on__lte=on)


class ResourceQuerySet(QuerySet):
    def standing(self, on):
        """What may still be counted on that day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on), on__lte=on)


class UseQuerySet(QuerySet):
    def counted(self):
        """Those whose entry was not reversed since, in the order of the books."""
        found = self.filter(entry__reversed_by=None).select_related("entry__year", "need")
        return found.order_by("entry__on", "pk")

    def cents(self):
        return self.aggregate(total=Sum("cents"))["total"] or 0

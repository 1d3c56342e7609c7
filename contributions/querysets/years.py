from django.db.models import QuerySet


class YearQuerySet(QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def holding(self, day):
        """The exercice of this day, if there is one."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)

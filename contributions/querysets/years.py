from django.db.models import QuerySet


class YearQuerySet(QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def holding(self, day):
        """The exercice of this day, if there is one."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def after(self, year):
        """Those that begin once this one has ended, the next first."""
        return self.filter(starts_on__gt=year.ends_on).order_by("starts_on")

    def before(self, day):
        """Those that ended before this day, the last first."""
        return self.filter(ends_on__lt=day).order_by("-ends_on")

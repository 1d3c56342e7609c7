from django.db.models import QuerySet


class TermsQuerySet(QuerySet):
    def on(self, day):
        """The rules in force that day: the last that began; None before the first."""
        return self.filter(from_on__lte=day).order_by("from_on", "pk").last()


class OpinionQuerySet(QuerySet):
    def by_point(self):
        """The last one of each point: {point: Opinion}."""
        return {one.point: one for one in self.order_by("given_on", "pk")}

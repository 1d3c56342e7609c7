from django.db.models import Q, QuerySet


class ClauseQuerySet(QuerySet):
    def on(self, day):
        """The versions in force that day: begun, and not ended."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), from_on__lte=day)

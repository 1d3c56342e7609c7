from django.db.models import Q, QuerySet


class RoleQuerySet(QuerySet):
    def standing(self):
        return self.filter(closed_on=None)


class _Dated(QuerySet):
    def on(self, day):
        """Those that are held that day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), since__lte=day, until__gt=day)


class MandateQuerySet(_Dated):
    pass


class LinkQuerySet(_Dated):
    pass

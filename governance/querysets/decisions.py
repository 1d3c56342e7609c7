from django.db.models import QuerySet


class DecisionQuerySet(QuerySet):
    pass


class ReadingQuerySet(QuerySet):
    pass

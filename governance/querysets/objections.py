from django.db.models import QuerySet


class ObjectionQuerySet(QuerySet):
    pass

from django.db.models import QuerySet


class DeedQuerySet(QuerySet):
    pass


class TaskQuerySet(QuerySet):
    pass

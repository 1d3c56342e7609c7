from django.db.models import QuerySet


class ElectionQuerySet(QuerySet):
    pass


class NominationQuerySet(QuerySet):
    pass

from django.db.models import QuerySet


class ProposalQuerySet(QuerySet):
    pass


class VersionQuerySet(QuerySet):
    pass

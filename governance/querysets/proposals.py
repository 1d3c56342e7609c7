from django.db.models import QuerySet


class ProposalQuerySet(QuerySet):
    pass


class VersionQuerySet(QuerySet):
    def current(self):
        """The last one of those: what is on the table."""
        return self.order_by("-number").first()

from django.db.models import QuerySet


class TensionQuerySet(QuerySet):
    def open(self):
        """Still in a basket, the oldest first."""
        return self.filter(settled_at=None)

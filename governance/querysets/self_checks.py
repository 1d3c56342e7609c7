from django.db.models import QuerySet


class SelfCheckQuerySet(QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def over(self, at):
        """Open ones whose window has ended."""
        return self.open().filter(closes_at__lte=at)

    def read(self):
        """Closed ones, the latest first: what they say may be read."""
        return self.exclude(closed_at=None).order_by("-opened_at", "-pk")

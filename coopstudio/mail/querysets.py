from django.db import models


class LetterQuerySet(models.QuerySet):
    def due(self, at):
        """Those that wait and whose hour has come."""
        return self.filter(state="waiting", next_try_at__lte=at)

    def failed(self):
        return self.filter(state="failed")

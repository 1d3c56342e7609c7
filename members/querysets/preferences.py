"""What may be asked of what members show."""

from django.db import models


class ShowingQuerySet(models.QuerySet):
    def standing(self):
        """Given, and not taken back."""
        return self.filter(withdrawn_at=None)

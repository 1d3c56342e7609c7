"""What may be asked of the group."""

from django.db import models
from django.db.models import Q


class PlaceQuerySet(models.QuerySet):
    def taken(self, *, on):
        """The places held on that day."""
        return self.filter(
            Q(left_on__isnull=True) | Q(left_on__gte=on), joined_on__lte=on
        ).select_related("person")

"""What may be asked of encounters."""

from django.db import models
from django.db.models import Q

from members.states import READABLE


class EncounterQuerySet(models.QuerySet):
    def shared(self):
        return self.exclude(shared_at=None)

    def visible_to(self, person):
        """Members and founders read what is shared; a draft is read by those who took part."""
        mine = Q(written_by=person) | Q(pk__in=person.encounters.values("pk"))
        if person.is_member or person.is_founder:
            return self.filter(Q(shared_at__isnull=False) | mine)
        return self.none()

    def written_with(self, person):
        """Those that this person may change: they wrote it, or took part."""
        mine = Q(written_by=person) | Q(pk__in=person.encounters.values("pk"))
        return self.filter(mine) if person.is_member else self.none()


class HostWordsQuerySet(models.QuerySet):
    def readable(self):
        """Those whose speakers agreed, or that were public already."""
        return self.filter(agreement__in=READABLE)

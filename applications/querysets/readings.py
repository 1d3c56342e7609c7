"""What may be asked of what founders write about an application."""

from django.db import models
from django.db.models import F, Q

from members.querysets.frozen import unfrozen


class ReadingQuerySet(models.QuerySet):
    def of(self, application):
        """Those of the application's present cycle."""
        return self.filter(application=application, cycle=application.cycle)

    def written(self):
        return self.filter(written_at__isnull=False)

    def visible_to(self, person):
        """What one wrote, always; what others wrote, once the readings are crossed. Never what was
        written of oneself."""
        return self.told_to(person) if person.acts_for_foundation else self.none()

    def told_to(self, person):
        """The same for somebody who holds the role; ``person`` may be a ``Given``."""
        shared = Q(application__crossed_at__isnull=False) | Q(cycle__lt=F("application__cycle"))
        crossed = Q(written_at__isnull=False) & shared
        told = self.filter(Q(reader=person) | crossed).exclude(application__person=person)
        return told.filter(unfrozen("application__person"))


class DossierNoteQuerySet(models.QuerySet):
    visible_to = ReadingQuerySet.visible_to  # to founders alone, what ``told_to`` tells them

    def told_to(self, person):
        """One's own; what others wrote for the founders, once the readings are crossed. Never what
        was written of oneself. ``person`` may be a ``Given``."""
        shared = Q(audience="founders", application__crossed_at__isnull=False)
        return self.filter(Q(author=person) | shared).exclude(application__person=person)

    def belonging_to(self, person):
        """Those that this person may correct or remove."""
        return self.filter(author=person)

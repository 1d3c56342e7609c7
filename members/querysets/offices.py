"""What may be asked of changes of offices."""

from django.db import models


class OfficeChangeQuerySet(models.QuerySet):
    def open(self):
        """Those that nobody confirmed, declined or took back."""
        return self.filter(answered_by=None)

    def for_second(self, person):
        """Those that this founder may confirm: not what they proposed, nor what is about them."""
        return self.open().exclude(proposed_by=person).exclude(person=person)

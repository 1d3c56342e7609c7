"""What may be asked of accounts that are closed for a time."""

from django.db import models


class LockoutQuerySet(models.QuerySet):
    def open(self):
        """Those that nobody confirmed, declined or took back, and that still wait."""
        return self.filter(answered_by=None, lapsed_at=None)

    def for_second(self, person):
        """Those that this founder may confirm: not what they proposed, nor what is about them."""
        return self.open().exclude(proposed_by=person).exclude(person=person)

    def lasting(self):
        """Accounts that are closed now."""
        return self.filter(is_confirmed=True, reopened_at=None)

    def proposed_before(self, moment):
        """Proposals that have waited since ``moment`` or longer."""
        return self.open().filter(proposed_at__lte=moment)

    def confirmed_since(self, moment):
        return self.filter(is_confirmed=True, answered_at__gte=moment)

    def over(self, *, on):
        """Those whose last day has passed, and that nobody opened again."""
        return self.lasting().filter(until__lt=on)

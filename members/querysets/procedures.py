"""What may be asked of formal notices and of procedures of exclusion."""

from django.db import models

KEEPERS = {"founder", "secretary"}


class NoticeQuerySet(models.QuerySet):
    def open(self):
        """Proposed or sent, and nothing came of them yet."""
        return self.filter(state__in=("drafted", "signed"))

    def sent(self):
        return self.filter(state="signed")

    def visible_to(self, person):
        """Those who keep the register or the accounts; each person what was sent to them."""
        if person.roles & (KEEPERS | {"treasurer"}):
            return self
        return self.filter(membership__person=person).exclude(fact=None)


class ExclusionQuerySet(models.QuerySet):
    def wordy(self):
        """Those whose words were not erased."""
        return self.exclude(grievances="", hearing="", defence="", reasons="")

    def open(self):
        """Nothing is decided yet."""
        return self.filter(state__in=("raised", "grieved"))

    def visible_to(self, person):
        """Keepers of the register, but for their own case; the person, once they were told."""
        own = self.filter(membership__person=person, sent_on__isnull=False)
        if person.roles & KEEPERS:
            return self.exclude(membership__person=person) | own
        return own

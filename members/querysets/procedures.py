"""What may be asked of formal notices and of procedures of exclusion."""

from django.db import models
from django.db.models import Q

from members.querysets.frozen import unfrozen

KEEPERS = {"founder", "secretary"}
TOLD = Q(sent_on__isnull=False)
"""Told to its person: it goes on though their data rest, as rights at law do; the rest waits."""


class NoticeQuerySet(models.QuerySet):
    def open(self):
        """Proposed or sent, and nothing came of them yet."""
        return self.filter(state__in=("drafted", "signed"))

    def sent(self):
        return self.filter(state="signed")

    def visible_to(self, person):
        """Those who preside, keep the register or the accounts, but for what was not sent of
        somebody whose data rest; each person what was sent to them."""
        if person.roles & (KEEPERS | {"treasurer", "president"}):
            return self.filter(TOLD | unfrozen("membership__person"))
        return self.filter(membership__person=person).exclude(fact=None)


class ExclusionQuerySet(models.QuerySet):
    def wordy(self):
        """Those whose words were not erased."""
        return self.exclude(grievances="", hearing="", defence="", reasons="")

    def open(self):
        """Nothing is decided yet."""
        return self.filter(state__in=("raised", "grieved"))

    def to_answer(self, person):
        """What this person was told, and has not answered."""
        return self.filter(membership__person=person, state="grieved", defence="")

    def visible_to(self, person):
        """Keepers of the register, but for their own case and for what was not told to somebody
        whose data rest; the person, once they were told."""
        own = self.filter(membership__person=person, sent_on__isnull=False)
        if person.roles & KEEPERS:
            others = self.filter(TOLD | unfrozen("membership__person"))
            return others.exclude(membership__person=person) | own
        return own

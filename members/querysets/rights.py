"""What may be asked of consents and of requests about data."""

from django.db import models
from django.db.models import Q


class ConsentQuerySet(models.QuerySet):
    def standing(self):
        """Given, and not taken back."""
        return self.filter(withdrawn_at=None)


class DataRequestQuerySet(models.QuerySet):
    def open(self):
        """Those that nobody answered yet."""
        return self.filter(answered_at=None)

    def freezing(self):
        """Those that ask to freeze, of which nobody has said until when."""
        return self.filter(kind="limit", thaws_on=None)

    def holding(self, day):
        """Those that keep data frozen on ``day``."""
        return self.filter(Q(thaws_on=None) | Q(thaws_on__gt=day), kind="limit")

    def to_remind(self, day):
        """Open, due on ``day`` or before, and the founders were not reminded."""
        return self.open().filter(due_on__lte=day, reminded_at=None)

    def visible_to(self, person):
        """Founders see every request, each person their own."""
        return self.all() if "founder" in person.roles else self.filter(person=person)

"""What may be asked of the association's own fields, and of what members answer."""

from django.db import models


class DetailQuerySet(models.QuerySet):
    def open(self):
        """Those that are asked now, in the order in which they were opened."""
        return self.filter(closed_on=None).order_by("pk")

    def written_by_the_office(self):
        return self.filter(level="office")

    def written_by_each(self):
        return self.exclude(level="office")


class DetailAnswerQuerySet(models.QuerySet):
    def shown(self):
        """What its person shows the other members."""
        return self.filter(is_shown=True, detail__level="shown", person__frozen_since=None)

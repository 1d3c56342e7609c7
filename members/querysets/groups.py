"""What may be asked of the group."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from members.querysets.days import belongs
from members.states import OVER, GroupAnswer


class CohortQuerySet(models.QuerySet):
    def open(self):
        """Those that are neither closed nor dissolved: one at most."""
        return self.exclude(state__in=OVER)


class PlaceQuerySet(models.QuerySet):
    def taken(self, *, on):
        """The places held on that day, by a member: the day one leaves the group or the house, the
        place is free."""
        return self.filter(
            belongs("person", on), Q(left_on__isnull=True) | Q(left_on__gt=on), joined_on__lte=on
        ).select_related("person")

    def open(self):
        """Those that nobody has left."""
        return self.filter(left_on=None)

    def forsaken(self, *, on):
        """Those of a group that goes on, held by somebody who is no longer a member."""
        held = self.open().exclude(cohort__state__in=OVER).select_related("person", "cohort")
        return held.exclude(belongs("person", on))


class AnswerQuerySet(models.QuerySet):
    def standing(self):
        """The last answer of each person, for each proposal."""
        later = self.model.objects.filter(
            proposal=OuterRef("proposal"), place=OuterRef("place"), pk__gt=OuterRef("pk")
        )
        return self.filter(~Exists(later))

    def objections(self):
        """The objections that stand."""
        return self.standing().filter(answer=GroupAnswer.OBJECTION)

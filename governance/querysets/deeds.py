from datetime import timedelta

from django.db.models import QuerySet

from governance.states import CircleState, DeedState

NEAR = timedelta(days=14)
"""How long before its day an action shows among what awaits somebody."""


class DeedQuerySet(QuerySet):
    def open(self):
        """Neither done nor released: what comes back on each agenda, the most pressing first."""
        return self.filter(state=DeedState.OPEN)

    def ended(self):
        return self.exclude(state=DeedState.OPEN)

    def late(self, *, on):
        return self.open().filter(due_on__lt=on)

    def pressing(self, *, on):
        """Late, or due before long."""
        return self.open().filter(due_on__lte=on + NEAR)

    def of(self, person):
        return self.filter(person=person)

    def with_names(self):
        return self.select_related("circle", "person", "task", "decision__circle", "item__meeting")


class TaskQuerySet(QuerySet):
    def running(self):
        """Those that still come back, in a circle that lives."""
        return self.filter(ended_on=None, role__closed_on=None).exclude(
            role__circle__state__in=[CircleState.PROJECT, CircleState.CLOSED]
        )

    def near(self, *, by):
        """Those whose next time is that day at the latest."""
        return self.running().filter(next_on__lte=by)

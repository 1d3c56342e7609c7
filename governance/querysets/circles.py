from django.db.models import Q, QuerySet

from governance.states import CircleState, Standing


class CircleQuerySet(QuerySet):
    def living(self):
        """Not closed; projects left out."""
        return self.exclude(state__in=[CircleState.PROJECT, CircleState.CLOSED])

    def of(self, person, *, on):
        """The circles where this person belongs or sits as a link on that day."""
        linked = Q(
            Q(links_down__ended_on=None) | Q(links_down__ended_on__gt=on),
            links_down__person=person,
            links_down__since__lte=on,
            links_down__until__gt=on,
        )
        member = Q(
            Q(members__until=None) | Q(members__until__gt=on),
            members__person=person,
            members__since__lte=on,
        )
        return self.filter(linked | member).distinct()


class DomainQuerySet(QuerySet):
    def held_on(self, day):
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class CircleMemberQuerySet(QuerySet):
    def on(self, day):
        """Those who belong that day."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)

    def with_a_voice(self):
        """Guests are heard, and have no position."""
        return self.exclude(standing=Standing.GUEST)


class LeaveQuerySet(QuerySet):
    def on(self, day):
        return self.filter(since__lte=day, until__gt=day)


class CircleInvitationQuerySet(QuerySet):
    def waiting(self):
        """Those that left, and have no answer yet."""
        return self.filter(told_at__isnull=False, answered_at=None)

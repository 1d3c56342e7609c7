from datetime import timedelta

from django.apps import apps
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest

from governance.states import CircleState, Standing


class CircleQuerySet(QuerySet):
    def living(self):
        """Not closed; projects left out."""
        return self.exclude(state__in=[CircleState.PROJECT, CircleState.CLOSED])

    def going_on(self):
        """Living, and not about to close: what may still be given something to hold."""
        return self.living().exclude(state=CircleState.CLOSING)

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

    def alone_since(self, on, *, days):
        """Circles of one person, whom nobody joined or left for so many days; with ``since``."""
        joined = Q(members__until=None) | Q(members__until__gt=on)
        voices = joined & Q(members__since__lte=on) & ~Q(members__standing=Standing.GUEST)
        found = self.living().filter(parent__isnull=False)
        return found.annotate(
            size=Count("members", filter=voices),
            since=Greatest(Max("members__since"), Max("members__until")),
        ).filter(size=1, since__lte=on - timedelta(days=days))

    def to_look_at(self, on):
        """Living for a year, or a year after their last self-check: they look at themselves."""
        year = on - timedelta(days=365)
        told = apps.get_model("governance", "Tension").objects.filter(
            circle=OuterRef("pk"), key__startswith="self-check:", at__date__gt=year
        )
        found = self.living().annotate(looked=Max("self_checks__opened_at__date"))
        return found.filter(
            Q(looked__lte=year) | Q(looked=None, created_at__date__lte=year),
            ~Exists(told),
            state=CircleState.ACTIVE,
        )

    def past_their_end(self, on):
        """Support circles whose last day has come."""
        return self.living().filter(ends_on__lte=on, parent__isnull=False)

    def to_unite(self, on):
        """Their merger is decided, and its day has come."""
        return self.filter(merged_by__effect_on__lte=on, closed_at=None)

    def given_up(self):
        """Projects of which every proposal was taken back or abandoned."""
        proposals = apps.get_model("governance", "Proposal").objects
        about = proposals.filter(about_circle=OuterRef("pk"), kind="circle")
        alive = about.exclude(state__in=["withdrawn", "abandoned"])
        return self.filter(Exists(about), ~Exists(alive), state=CircleState.PROJECT)


class DomainQuerySet(QuerySet):
    def held_on(self, day):
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class CircleMemberQuerySet(QuerySet):
    def on(self, day):
        """Those who belong that day."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)

    def forsaken(self, on):
        """Those whose person was of the association and is not any more, or was erased."""
        of_the_house = apps.get_model("members", "Person").objects.present(on=on)
        here = {"person": OuterRef("person")}
        known = apps.get_model("members", "Membership").objects.filter(**here)
        gone = ~Exists(of_the_house.filter(pk=OuterRef("person")))
        return self.on(on).filter(Q(Exists(known)) | Q(person__is_active=False), gone)

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

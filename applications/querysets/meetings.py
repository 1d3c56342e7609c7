"""What may be asked of meetings, their hours and their notes."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, Value

from applications.states import State

A_MINUTE = Value(timedelta(minutes=1))


def _end(minutes):
    """When an hour is over, ``minutes`` being the column of its duration."""
    lasts = ExpressionWrapper(F(minutes) * A_MINUTE, output_field=models.DurationField())
    return ExpressionWrapper(F("at") + lasts, output_field=models.DateTimeField())


class MeetingQuerySet(models.QuerySet):
    def open(self):
        """Proposed or set, neither held, missed nor called off."""
        return self.filter(held_at=None, missed_at=None, called_off_at=None)

    def held(self):
        return self.filter(held_at__isnull=False)

    def on_the_desk(self, start, end):
        """Those that take place between these moments; and those held while the decision is still
        to come, of which nothing was written together yet. The latest first."""
        takes_place = Q(at__gte=start, at__lt=end, missed_at=None, called_off_at=None)
        is_silent = Q(held_at__isnull=False, application__state=State.MET)
        words = self.model._meta.get_field("takeaways").related_model.objects
        is_silent &= ~Exists(words.filter(meeting=OuterRef("pk")))
        keys = self.filter(takes_place).values("pk").union(self.filter(is_silent).values("pk"))
        return self.filter(pk__in=keys).order_by("-at", "-pk")  # each part by its own index

    def fixed(self):
        """Open, with an hour that stands in diaries."""
        return self.open().filter(at__isnull=False)

    def unanswered(self):
        """Hours are with the person, who has neither chosen one nor asked for others."""
        return self.open().filter(at=None, countered_at=None)

    def overlapping(self, start, end):
        """Fixed meetings that share a minute with this stretch of time."""
        return self.fixed().alias(ends=_end("minutes")).filter(at__lt=end, ends__gt=start)


class SlotQuerySet(models.QuerySet):
    def offered(self):
        """By the founders."""
        return self.filter(from_person=False)

    def asked(self):
        """By the person."""
        return self.filter(from_person=True)

    def free(self, moment):
        """Offered, still to come, and in no other fixed meeting."""
        meetings = self.model._meta.get_field("meeting").related_model.objects
        taken = meetings.fixed().exclude(pk=OuterRef("meeting")).alias(ends=_end("minutes"))
        taken = taken.filter(at__lt=OuterRef("ends"), ends__gt=OuterRef("at"))
        found = self.offered().filter(at__gt=moment).alias(ends=_end("meeting__minutes"))
        return found.exclude(Exists(taken))

    def still_kept(self):
        """Offered hours that nobody has answered yet, and that were not given back."""
        return self.offered().filter(
            meeting__at=None,
            meeting__held_at=None,
            meeting__missed_at=None,
            meeting__called_off_at=None,
            meeting__countered_at=None,
            meeting__released_at=None,
        )

    def overlapping(self, start, end):
        """Hours whose meeting would share a minute with this stretch of time."""
        return self.alias(ends=_end("meeting__minutes")).filter(at__lt=end, ends__gt=start)


class MeetingNoteQuerySet(models.QuerySet):
    def visible_to(self, person):
        """One's own, and what fellow founders share; never what was written of oneself."""
        if not person.acts_for_foundation:
            return self.none()
        mine_or_shared = Q(author=person) | Q(is_shared=True)
        return self.filter(mine_or_shared).exclude(meeting__application__person=person)

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from applications.states import OPEN, State

REACHED = Q(confirmed_at__isnull=False) | (Q(linked_to=F("email")) & ~Q(email=""))
"""Drafts whose author we may write to: a letter that they asked for went to this very address."""


class CallVersionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)

    def current(self):
        """The version that visitors read: the last published of an open call; None if none."""
        return (
            self.published()
            .filter(call__closed_on__isnull=True)
            .order_by("-published_at", "-number")
            .first()
        )


class ReactionQuerySet(models.QuerySet):
    def in_reading_order(self):
        """As their passages come in the call, with what is needed to show them."""
        return self.select_related("passage__section").order_by(
            "passage__section__ordinal", "passage__ordinal", "start", "pk"
        )


class ApplicationQuerySet(models.QuerySet):
    def drafts(self):
        return self.filter(state=State.DRAFT)

    def untouched_since(self, moment):
        return self.filter(touched_at__lt=moment)

    def to_warn(self, moment):
        """Drafts left alone since ``moment`` whose author can be told, and was not."""
        return self.drafts().untouched_since(moment).filter(REACHED, warned_at=None)

    def forsaken(self, moment, warned_by):
        """Drafts left alone since ``moment`` whose author was told in time, or cannot be told."""
        told = ~REACHED | Q(warned_at__lt=warned_by)
        return self.drafts().untouched_since(moment).filter(told)

    def received(self):
        """All but the drafts."""
        return self.exclude(state=State.DRAFT)

    def belonging_to(self, person):
        """One's own, whatever else one may see."""
        return self.filter(person=person)

    def open(self):
        """Those that still wait for an answer."""
        return self.filter(state__in=OPEN)

    def visible_to(self, person):
        """Founders see what was received, each person their own."""
        if "founder" in person.roles:
            return self.received()
        return self.filter(person=person)

    def answered_by(self, founder):
        """What this founder reads and answers: everything received but their own."""
        return self.received().exclude(person=founder)

    def folded_for(self, founder):
        """Those whose name this founder may not meet yet: drafts, and what they have not read."""
        unfolded = self._unfolded_by(founder).filter(application=OuterRef("pk"))
        unread = Q(crossed_at=None, unfolded=None)
        found = self.alias(unfolded=Subquery(unfolded[:1]))  # row by row: see applications.turns
        return found.filter(Q(state=State.DRAFT) | unread).exclude(person=founder)

    def _unfolded_by(self, founder):
        readings = self.model._meta.get_field("readings").related_model.objects
        read = readings.filter(reader=founder).exclude(written_at=None, unfolded_at=None)
        return read.values("application")

    def known_to(self, person):
        """Those whose name and path this person may see: one's own; for a founder, those that are
        past the blind reading, that they have read (now or in an earlier cycle), or that they
        chose to unfold."""
        unfolded = Q(crossed_at__isnull=False) | Q(pk__in=self._unfolded_by(person))
        return self.visible_to(person).filter(Q(person=person) | unfolded)


class ReadingQuerySet(models.QuerySet):
    def of(self, application):
        """Those of the application's present cycle."""
        return self.filter(application=application, cycle=application.cycle)

    def written(self):
        return self.filter(written_at__isnull=False)

    def visible_to(self, person):
        """What one wrote, always; what others wrote, once the readings are crossed. Never what was
        written of oneself."""
        if "founder" not in person.roles:
            return self.none()
        shared = Q(application__crossed_at__isnull=False) | Q(cycle__lt=F("application__cycle"))
        crossed = Q(written_at__isnull=False) & shared
        return self.filter(Q(reader=person) | crossed).exclude(application__person=person)


class MeetingQuerySet(models.QuerySet):
    def open(self):
        """Proposed or set, neither held nor called off."""
        return self.filter(held_at=None, called_off_at=None)

    def held(self):
        return self.filter(held_at__isnull=False)


class DecisionQuerySet(models.QuerySet):
    def of(self, application):
        """The decision of the application's present cycle, if there is one."""
        return self.filter(application=application, cycle=application.cycle)


class WeatherQuerySet(models.QuerySet):
    def shared(self):
        """What its person chose to show to the founders; the rest exists for nobody else."""
        return self.filter(audience="founders")

    def latest_of_each(self):
        """The last one of each application. After ``shared()``: the last that was shown."""
        return self.order_by("application", "-noted_at", "-pk").distinct("application")

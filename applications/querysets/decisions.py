"""What may be asked of decisions, reserves, weathers and pauses."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery


class DecisionQuerySet(models.QuerySet):
    def of(self, application):
        """The decision that stands in the application's present cycle, if there is one."""
        return self.filter(application=application, cycle=application.cycle, reopened_at=None)

    def reopened(self, application):
        """Those of this cycle that were reopened before their letter left."""
        here = self.filter(application=application, cycle=application.cycle)
        return here.filter(reopened_at__isnull=False).order_by("reopened_at")


class ReserveQuerySet(models.QuerySet):
    def of(self, application):
        """Those of the application's present cycle, with all that was said to settle them."""
        here = self.filter(application=application, cycle=application.cycle)
        return here.select_related("by", "settlement__by", "settlement__amendment")

    def open(self):
        return self.filter(settlement=None)

    def awaiting(self, founder, states):
        """Open ones, while both sides still weigh (``states``), that wait for this founder: to
        consent to the latest text, or to write a first one for what another said. ``latest``: its
        key, or None."""
        amendments = self.model.amendments.rel.related_model.objects
        latest = amendments.filter(reserve=OuterRef("pk")).order_by("-written_at", "-pk")
        acceptances = amendments.model.acceptances.rel.related_model.objects
        accepted = acceptances.filter(amendment=OuterRef("latest"), by=founder)
        said = Q(latest__isnull=True) & ~Q(by=founder)
        written = Q(latest__isnull=False, is_accepted=False) & ~Q(latest_by=founder.pk)
        found = self.open().filter(application__state__in=states, cycle=F("application__cycle"))
        found = found.exclude(application__person=founder)
        found = found.annotate(
            latest=Subquery(latest.values("pk")[:1]), latest_by=Subquery(latest.values("by")[:1])
        )
        found = found.annotate(is_accepted=Exists(accepted)).filter(said | written)
        return found.order_by("raised_at")

    def of_the_person(self, application):
        """What the person said: both sides read it. A founder's objection stays among founders."""
        return self.of(application).filter(by=application.person_id)


class WeatherQuerySet(models.QuerySet):
    def shared(self):
        """What its person chose to show to the founders; the rest exists for nobody else."""
        return self.filter(audience="founders")

    def latest_of_each(self):
        """The last one of each application. After ``shared()``: the last that was shown."""
        return self.order_by("application", "-noted_at", "-pk").distinct("application")


class PauseQuerySet(models.QuerySet):
    def proposed(self, *, on):
        """Those that still wait for the person's yes or no that day."""
        return self.filter(ended_at=None, began_at=None, until__gt=on)

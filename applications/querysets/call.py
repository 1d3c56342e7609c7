"""What may be asked of the call: its versions, what was said of its passages."""

from django.db import models
from django.db.models import F, Q

from applications.states import State
from members.models import Consent
from members.states import Purpose


class CallVersionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)

    def numbered(self, number):
        """The version of that number, of the latest call that has one; None if none has."""
        return self.filter(number=number).order_by("-pk").first()

    def current(self):
        """The version that visitors read: the last published, of the open call if there is one, of
        the one closed last otherwise; None if none."""
        return self.read_today().defer("markdown").first()

    def read_today(self):
        """The published ones, the one that visitors read first."""
        latest = F("call__closed_on").desc(nulls_first=True), "-published_at", "-number"
        return self.published().order_by(*latest)


class ReactionQuerySet(models.QuerySet):
    def in_reading_order(self):
        """As their passages come in the call, with what is needed to show them."""
        found = self.select_related("passage__section__version")
        found = found.defer("passage__section__version__markdown", "search")
        return found.order_by("passage__section__ordinal", "passage__ordinal", "start", "pk")

    def counted(self):
        """Those of everything that was received and is not erased."""
        return self.exclude(application__state__in=[State.DRAFT, State.ERASED])

    def readable_by(self, founder):
        """Those whose words this founder may meet beside the call, away from their dossier: the
        person agrees to it today, and nothing of them is folded for this founder."""
        agreed = Consent.objects.standing().filter(purpose=Purpose.QUOTES)
        applications = self.model._meta.get_field("application").related_model.objects
        known = applications.known_to(founder).exclude(person=founder)
        return self.counted().filter(
            application__in=known, application__person__in=agreed.values("person")
        )


class IntentionQuerySet(models.QuerySet):
    def of_call(self, call):
        return self.filter(passage__section__version__call=call)

    def open(self):
        """Noted, and carried out by no published version yet."""
        return self.filter(carried_out_in=None)


class TalkingPointQuerySet(models.QuerySet):
    def visible_to(self, founder):
        """As ``told_to``."""
        return self.told_to(founder)

    def told_to(self, founder):
        """One's own; those for everybody; and those for one person once the readings are crossed:
        what a founder marks says how they read. Never those about oneself. ``founder`` may be a
        ``Given``, as in all that is asked in the same words by each opening of a dossier."""
        shared = Q(application=None) | Q(application__crossed_at__isnull=False)
        return self.filter(Q(by=founder) | shared).exclude(application__person=founder)

    def concerning(self, application):
        """Those for this person, and those for everybody; without one, the latter."""
        return self.filter(Q(application=application) | Q(application=None))

    def on(self, uid):
        """Those of a passage, through all the versions in which it stands."""
        return self.filter(passage__uid=uid)

    def with_names(self):
        return self.select_related("by", "passage__section")

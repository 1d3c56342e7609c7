"""What may be asked of questions asked before applying, and of public answers."""

from django.db import models

from applications.states import UNDER_WAY, ConversationState
from members.querysets.frozen import unfrozen


class ConversationQuerySet(models.QuerySet):
    def confirmed(self):
        """All but those whose address has not answered yet: nobody reads them."""
        return self.exclude(state=ConversationState.TO_CONFIRM)

    def belonging_to(self, person):
        return self.confirmed().filter(person=person)

    def visible_to(self, person):
        """Founders see every thread but their own and those of whoever froze their data; each
        person theirs, from its other side."""
        if person.acts_for_foundation:
            return self.confirmed().filter(unfrozen()).exclude(person=person)
        return self.belonging_to(person)

    def waiting(self, founder):
        """Threads in which somebody waits for an answer of the founders, longest wait first."""
        found = self.filter(unfrozen(), state=ConversationState.OPEN).exclude(person=founder)
        return found.order_by("waiting_since", "pk")

    def since(self, moment):
        """Those that have waited since ``moment`` or longer."""
        return self.filter(waiting_since__lte=moment)

    def never_confirmed(self, before):
        return self.filter(state=ConversationState.TO_CONFIRM, begun_at__lt=before)

    def silent(self, since):
        """Answered, and nobody wrote since; a candidature under way, or asleep, keeps its own."""
        quiet = self.filter(state=ConversationState.ANSWERED, last_at__lt=since)
        return quiet.exclude(application__state__in=UNDER_WAY)


class MessageQuerySet(models.QuerySet):
    def of_the_thread(self):
        """What both sides see: a stray message is not among them."""
        return self.exclude(side="stray")

    def in_order(self):
        return self.select_related("author").order_by("at", "pk")


class FaqEntryQuerySet(models.QuerySet):
    def read_by_all(self):
        """Published, and not withdrawn; the oldest first, as they were asked."""
        found = self.filter(published_at__isnull=False, withdrawn_at=None)
        return found.order_by("published_at", "pk")

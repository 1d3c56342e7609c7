from django.db.models import Exists, OuterRef, QuerySet

from contributions.events import Event
from contributions.states import ALIVE
from coopstudio.journal.models import Entry as Said


class ContractQuerySet(QuerySet):
    def visible_to(self, person):
        """One's own; all of them for whoever answers for the books."""
        return self if person.roles & {"founder", "treasurer"} else self.of(person)

    def of(self, person):
        return self.filter(person=person)

    def in_force(self):
        return self.filter(state__in=ALIVE)

    def retracted(self, *, until=None):
        """Whose contributor changed their mind (by that hour): what came is only to give back."""
        said = Said.objects.filter(
            subject_kind=self.model._meta.label_lower, subject_id=OuterRef("pk"),
            event=Event.CONTRACT_RETRACTED.value,
        )  # fmt: skip
        return self.filter(Exists(said.filter(at__lte=until) if until else said))

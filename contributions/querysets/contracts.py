from django.apps import apps
from django.db.models import (
    Case,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    SmallIntegerField,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from contributions.events import Event
from contributions.states import ALIVE, ContractState, Party
from coopstudio.journal.models import Entry as Said

TURN = Case(
    When(state__in=(ContractState.ISSUED, ContractState.SIGNED), then=Value(0)),
    When(state=ContractState.IN_FORCE, then=Value(1)),
    default=Value(2),
    output_field=SmallIntegerField(),
)
"""The group of a contract in the list of the house."""


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
        said = self._retractions()
        return self.filter(Exists(said.filter(at__lte=until) if until else said))

    def by_turn(self):
        """Those to sign first (``turn`` 0), then those in force (1), then the others (2); of each,
        the latest first."""
        return self.annotate(turn=TURN).order_by("turn", "-year", "-number")

    def with_next_signature(self):
        """With ``waits_for``: the first name of who signs next, of those that are to be signed."""
        ours = apps.get_model("contributions", "Signatory").objects.filter(
            version__contract=OuterRef("pk"), version__number=1, party=Party.ASSOCIATION
        )
        return self.annotate(
            waits_for=Case(
                When(state=ContractState.ISSUED, then="person__first_name"),
                When(
                    state=ContractState.SIGNED,
                    then=Subquery(ours.order_by("pk").values("person__first_name")[:1]),
                ),
                default=Value(""),
            )
        )

    def told(self):
        """With ``is_retracted``, and their ``rank``: by the day each came into force, then by its
        number. What continues another has no rank of its own."""
        earlier = Q(in_force_on__lt=OuterRef("in_force_on")) | Q(
            Q(year__lt=OuterRef("year")) | Q(year=OuterRef("year"), number__lt=OuterRef("number")),
            in_force_on=OuterRef("in_force_on"),
        )
        before = self.model.objects.filter(earlier, follows=None).order_by()
        many = before.annotate(all=Value(1)).values("all").annotate(many=Count("pk"))
        return self.annotate(
            is_retracted=Exists(self._retractions()),
            rank=Coalesce(Subquery(many.values("many")), 0) + 1,
        )

    def _retractions(self):
        return Said.objects.filter(
            subject_kind=self.model._meta.label_lower, subject_id=OuterRef("pk"),
            event=Event.CONTRACT_RETRACTED.value,
        )  # fmt: skip

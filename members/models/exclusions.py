from django.db import models
from django.db.models import Q
from django.utils import timezone

from coopstudio.french import dates
from coopstudio.states import Stateful
from members.models.memberships import Membership
from members.models.people import Person
from members.models.statutes import Statutes
from members.querysets import ExclusionQuerySet
from members.states import EXCLUSION_ARROWS, ExclusionState


class Exclusion(Stateful, models.Model):
    """A procedure of exclusion, with the rights of defence: grievances told, time, a hearing.

    Read by those who keep the register, but for their own case, and by the person. It is in no
    list, no export and no search.
    """

    ARROWS = EXCLUSION_ARROWS

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="exclusions")
    statutes = models.ForeignKey(Statutes, models.PROTECT, related_name="+")
    grievances = models.TextField("griefs", max_length=10_000)
    state = models.CharField(
        "état", max_length=10, choices=ExclusionState, default=ExclusionState.RAISED
    )
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("ouverte le", default=timezone.now)
    sent_on = models.DateField("griefs envoyés le", null=True, blank=True)
    defence_until = models.DateField("défense jusqu’au", null=True, blank=True)
    hearing = models.CharField("audition", max_length=200, blank=True)
    """Where and when the person may be heard, as it is told to them."""
    defence = models.TextField("défense écrite", max_length=10_000, blank=True)
    defended_at = models.DateTimeField("défense reçue le", null=True, blank=True)
    heard_on = models.DateField("personne entendue le", null=True, blank=True)
    organ = models.CharField("décidé par", max_length=120, blank=True)
    decided_on = models.DateField("décidé le", null=True, blank=True)
    reference = models.CharField("référence", max_length=120, blank=True)
    reasons = models.TextField("motifs de la décision", max_length=10_000, blank=True)

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        verbose_name = "procédure d’exclusion"
        verbose_name_plural = "procédures d’exclusion"
        constraints = [
            models.UniqueConstraint(
                name="one_open_exclusion_per_membership",
                fields=["membership"],
                condition=Q(state__in=(ExclusionState.RAISED, ExclusionState.GRIEVED)),
                violation_error_message="Une procédure est déjà ouverte.",
            ),
            models.CheckConstraint(
                name="no_exclusion_before_its_grievances_were_sent",
                condition=Q(state__in=(ExclusionState.RAISED, ExclusionState.SHELVED))
                | Q(sent_on__isnull=False, defence_until__isnull=False),
            ),
            models.CheckConstraint(
                name="no_exclusion_before_the_end_of_the_defence",
                condition=~Q(state__in=(ExclusionState.EXPELLED, ExclusionState.MAINTAINED))
                | Q(decided_on__gt=models.F("defence_until")),
                violation_error_message="Le délai de la défense court encore.",
            ),
        ]

    def __str__(self):
        return f"Procédure du {self.opened_at:%d/%m/%Y}"

    @property
    def hearing_at(self):
        """The instant of the hearing that was told, or None."""
        return dates.moment_in(self.hearing)

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from members.models.memberships import Membership
from members.models.people import Person
from members.querysets import FactQuerySet
from members.states import ENDINGS, FactKind


class MembershipFact(models.Model):
    """One thing that happened to a membership, on a day. Only ever added; a mistake is reversed.

    ``since``: the first day it counts (received, decided, sent). ``until``: the last day of a
    pause, the deadline of a notice, or the last day of the membership for what ends it.
    ``answers``: the fact that this one closes, keeps or reverses.
    """

    FINAL = True

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="facts")
    kind = models.CharField("ce qui est arrivé", max_length=16, choices=FactKind)
    since = models.DateField("depuis le")
    until = models.DateField("jusqu’au", null=True, blank=True)
    organ = models.CharField("décidé par", max_length=120, blank=True)
    decided_on = models.DateField("décidé le", null=True, blank=True)
    reference = models.CharField("référence", max_length=120, blank=True)
    answers = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="answered_by"
    )
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("inscrit le", default=timezone.now)

    objects = FactQuerySet.as_manager()

    class Meta:
        verbose_name = "fait d’adhésion"
        verbose_name_plural = "faits d’adhésion"
        ordering = ["since", "pk"]
        indexes = [models.Index(fields=["kind", "since"], name="facts_by_kind_and_day")]
        constraints = [
            models.CheckConstraint(
                name="fact_does_not_end_before_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message="La date de fin est avant la date de début.",
            ),
            models.CheckConstraint(
                name="what_ends_a_membership_has_its_last_day",
                condition=~Q(kind__in=ENDINGS) | Q(until__isnull=False),
                violation_error_message="Indiquez le dernier jour de l’adhésion.",
            ),
            models.CheckConstraint(
                name="a_reversal_points_at_its_fact",
                condition=~Q(kind=FactKind.REVERSED) | Q(answers__isnull=False),
            ),
            models.UniqueConstraint(
                name="a_fact_is_reversed_once",
                fields=["answers"],
                condition=Q(kind=FactKind.REVERSED),
                violation_error_message="Cette inscription est déjà annulée.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.since:%d/%m/%Y}"


class FactWords(models.Model):
    """The words that came with a fact: a pasted e-mail, what the organ said. They may be erased."""

    fact = models.OneToOneField(MembershipFact, models.CASCADE, related_name="said")
    words = models.TextField("mots", max_length=10_000)

    class Meta:
        verbose_name = "mots d’un fait d’adhésion"
        verbose_name_plural = "mots de faits d’adhésion"

    def __str__(self):
        return f"{self.fact}"

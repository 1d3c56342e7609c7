from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone

from applications.models.applications import Application
from applications.querysets import DecisionQuerySet
from applications.states import Outcome, Stance
from coopstudio.french.search import words_of
from coopstudio.mail.models import Letter
from members.models import Person


class Position(models.Model):
    """What one founder says to one outcome: consent, or an objection with its words.

    Only ever added; the latest of each founder is the one that counts.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="positions")
    founder = models.ForeignKey(Person, models.PROTECT, related_name="+")
    cycle = models.PositiveSmallIntegerField("reprise", default=1)
    outcome = models.CharField("proposition", max_length=8, choices=Outcome)
    stance = models.CharField("position", max_length=10, choices=Stance)
    words = models.TextField("en quelques mots", max_length=4000, blank=True)
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "position"
        constraints = [
            models.CheckConstraint(
                name="objection_has_its_words",
                condition=~Q(stance=Stance.OBJECTION) | ~Q(words=""),
                violation_error_message="Une objection se dit : écrivez-la en quelques mots.",
            )
        ]

    def __str__(self):
        return f"{self.founder} : {self.get_stance_display()}"


class Decision(models.Model):
    """Both founders consent to one outcome. The letter that tells it is drafted, then sent by
    a person: to decide and to tell are two acts."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="decisions")
    cycle = models.PositiveSmallIntegerField("reprise", default=1)
    outcome = models.CharField("décision", max_length=8, choices=Outcome)
    decided_at = models.DateTimeField("prise le", default=timezone.now)
    body = models.TextField("lettre", max_length=10_000)
    drafted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    told_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    told_at = models.DateTimeField("lettre envoyée le", null=True, blank=True)
    letter = models.OneToOneField(
        Letter, models.PROTECT, null=True, blank=True, related_name="decision"
    )
    search = words_of("body")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "décision"
        indexes = [GinIndex(fields=["search"], name="answers_by_words")]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "cycle"], name="one_decision_per_application_and_cycle"
            ),
            models.CheckConstraint(
                name="told_decision_has_its_letter",
                condition=Q(told_at__isnull=True, told_by__isnull=True, letter__isnull=True)
                | Q(told_at__isnull=False, told_by__isnull=False, letter__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.get_outcome_display()}, {self.application.reference}"

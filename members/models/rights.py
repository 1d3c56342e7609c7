from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.models.people import Person
from members.querysets import DataRequestQuerySet

REMINDED = timedelta(days=10)
"""So long before its month ends, the founders are reminded of a request."""


class DataRequest(models.Model):
    """Somebody asks something about their data that this house does not do by itself.

    A person answers within one month (RGPD, article 12).
    """

    class Kind(models.TextChoices):
        ACCESS = "access", "voir quelque chose que je ne trouve pas ici"
        RECTIFICATION = "rectify", "faire corriger quelque chose"
        OPPOSITION = "oppose", "m’opposer à un usage"
        LIMITATION = "limit", "geler mes données le temps d’une vérification"
        ERASURE = "erase", "tout effacer dès que ce sera possible"
        OTHER = "other", "autre chose"

    person = models.ForeignKey(Person, models.PROTECT, related_name="data_requests")
    kind = models.CharField("demande", max_length=8, choices=Kind)
    words = models.TextField("en quelques mots", max_length=4000, blank=True)
    asked_at = models.DateTimeField("reçue le", default=timezone.now)
    due_on = models.DateField("réponse due avant le")
    reminded_at = models.DateTimeField("rappelée le", null=True, blank=True)
    answer = models.TextField("réponse", max_length=10_000, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField("répondue le", null=True, blank=True)
    thaws_on = models.DateField("gel levé le", null=True, blank=True)
    """Of a request to freeze: the day from which it holds no more, told beforehand."""

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "demande sur ses données"
        verbose_name_plural = "demandes sur ses données"
        indexes = [
            models.Index(
                fields=["due_on"], name="data_requests_open", condition=Q(answered_at__isnull=True)
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="answered_data_request_has_its_author",
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                violation_error_message="Une réponse a son auteur ou son autrice, et son heure.",
            ),
            models.CheckConstraint(
                name="only_a_freeze_thaws",
                condition=Q(kind="limit") | Q(thaws_on__isnull=True),
                violation_error_message="Seul un gel se lève.",
            ),
        ]

    def __str__(self):
        return f"{self.person} : {self.get_kind_display()}"

    def days_left(self, today):
        """Days before the month ends; below zero once it has."""
        return (self.due_on - today).days


class DoNotRestore(models.Model):
    """Something that was erased, told by a salted hash: a backup must not bring it back."""

    FINAL = True

    digest = models.CharField("empreinte", max_length=64, unique=True)
    at = models.DateTimeField("effacée le", default=timezone.now)

    class Meta:
        verbose_name = "à ne pas restaurer"
        verbose_name_plural = "à ne pas restaurer"

    def __str__(self):
        return f"{self.digest[:8]}…"

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


class Parting(models.Model):
    """A founder proposes not to go on: the kind of reason, its words for the person, and whether
    they will read it. Consenting to it is consenting to these very words."""

    class Kind(models.TextChoices):
        TIME = "time", "Le temps possible et celui qu’il faudrait ne se rejoignent pas"
        PLACE = "place", "La distance rend la présence trop difficile"
        OFFER = "offer", "Ce métier est déjà porté dans le groupe"
        WAY = "way", "Nos manières de faire s’éloignent"
        MOMENT = "moment", "Le moment n’est pas le bon"
        BALANCE = "balance", "L’équilibre du groupe qui se forme"
        OTHER = "other", "Autre chose"

    application = models.ForeignKey(Application, models.PROTECT, related_name="partings")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    cycle = models.PositiveSmallIntegerField("reprise", default=1)
    kind = models.CharField("raison", max_length=8, choices=Kind)
    words = models.TextField("pour la personne", max_length=4000, blank=True)
    is_shared = models.BooleanField("la personne lit la raison", default=True)
    unshared_because = models.TextField("pourquoi ne pas la partager", max_length=4000, blank=True)
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "proposition de ne pas donner suite"
        verbose_name_plural = "propositions de ne pas donner suite"
        constraints = [
            models.CheckConstraint(
                name="shared_reason_has_its_words",
                condition=Q(is_shared=False) | ~Q(words=""),
                violation_error_message="Écrivez la raison, avec les mots que la personne lira.",
            ),
            models.CheckConstraint(
                name="unshared_reason_is_justified",
                condition=Q(is_shared=True) | ~Q(unshared_because=""),
                violation_error_message="Écrivez pourquoi la raison ne lui est pas dite.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.application.reference}"


class Position(models.Model):
    """What one founder says to one outcome: consent, or an objection with its words.

    Only ever added; the latest of each founder is the one that counts. Reopening a decision makes
    positions start afresh (``attempt``), and so does another meeting. A position on not going on
    is about one ``parting``.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="positions")
    founder = models.ForeignKey(Person, models.PROTECT, related_name="+")
    cycle = models.PositiveSmallIntegerField("reprise", default=1)
    outcome = models.CharField("proposition", max_length=8, choices=Outcome)
    stance = models.CharField("position", max_length=10, choices=Stance)
    words = models.TextField("en quelques mots", max_length=4000, blank=True)
    parting = models.ForeignKey(
        Parting, models.PROTECT, null=True, blank=True, related_name="positions"
    )
    attempt = models.PositiveSmallIntegerField("décisions rouvertes avant", default=0)
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
    a person: to decide and to tell are two acts. It may be reopened before its letter leaves."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="decisions")
    cycle = models.PositiveSmallIntegerField("reprise", default=1)
    outcome = models.CharField("décision", max_length=8, choices=Outcome)
    decided_at = models.DateTimeField("prise le", default=timezone.now)
    body = models.TextField("lettre", max_length=10_000)
    drafted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    parting = models.ForeignKey(
        Parting, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    reopened_at = models.DateTimeField("rouverte le", null=True, blank=True)
    reopened_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reopened_because = models.TextField("rouverte parce que", max_length=4000, blank=True)
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
                fields=["application", "cycle"],
                condition=Q(reopened_at__isnull=True),
                name="one_decision_per_application_and_cycle",
            ),
            models.CheckConstraint(
                name="reopened_decision_was_not_told",
                condition=Q(reopened_at__isnull=True)
                | (Q(told_at__isnull=True) & ~Q(reopened_because="")),
            ),
            models.CheckConstraint(
                name="told_decision_has_its_letter",
                condition=Q(told_at__isnull=True, told_by__isnull=True, letter__isnull=True)
                | Q(told_at__isnull=False, told_by__isnull=False, letter__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.get_outcome_display()}, {self.application.reference}"


class LetterDraft(models.Model):
    """One state of the letter before it left: who wrote it, when. The last one leaves."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="drafts")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    body = models.TextField("texte", max_length=10_000)
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "brouillon de lettre"
        verbose_name_plural = "brouillons de lettre"
        ordering = ("at", "pk")

    def __str__(self):
        return f"Brouillon du {self.at:%d/%m/%Y}"

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from applications.models.applications import Application
from applications.models.calls import CallVersion
from applications.models.decisions import Parting
from applications.querysets import SkeletonQuerySet
from applications.states import Ending, Outcome
from coopstudio.french.names import NAME_LENGTH
from coopstudio.mail.models import Letter
from members.models import Person


class Skeleton(models.Model):
    """What stays of an erased application, for counting: nothing in it leads back to anybody."""

    FINAL = True

    month = models.DateField("mois de l’envoi")
    version = models.ForeignKey(CallVersion, models.PROTECT, related_name="+")
    trades = ArrayField(
        models.CharField(max_length=12, choices=Application.Trade), verbose_name="métiers"
    )
    department = models.CharField("département", max_length=3, blank=True)
    ending = models.CharField("issue", max_length=10, choices=Ending)
    days_to_answer = models.PositiveSmallIntegerField("jours avant la réponse", null=True)
    days_in_all = models.PositiveSmallIntegerField("jours en tout")

    objects = SkeletonQuerySet.as_manager()

    class Meta:
        verbose_name = "trace pour compter"
        verbose_name_plural = "traces pour compter"
        constraints = [
            models.CheckConstraint(
                name="skeleton_knows_the_month_only",
                condition=Q(month__day=1),
                violation_error_message="On ne garde que le mois, pas le jour.",
            )
        ]

    def __str__(self):
        return f"{self.get_ending_display()}, {self.month:%m/%Y}"


class Proof(models.Model):
    """The least that shows, should a court ask, that somebody was answered, when and how.

    A closed archive: identity, dates, decision and its reason; no CV, not a word of anybody.
    """

    application = models.OneToOneField(Application, models.PROTECT, related_name="proof")
    first_name = models.CharField("prénom", max_length=NAME_LENGTH, blank=True)
    last_name = models.CharField("nom", max_length=NAME_LENGTH, blank=True)
    email = models.EmailField("adresse e-mail", max_length=254)
    outcome = models.CharField("décision", max_length=8, choices=Outcome)
    reason = models.CharField("motif", max_length=40, blank=True)
    submitted_on = models.DateField("candidature reçue le")
    told_on = models.DateField("réponse envoyée le")
    drop_on = models.DateField("effacée pour finir le")

    class Meta:
        verbose_name = "preuve minimale"
        verbose_name_plural = "preuves minimales"
        indexes = [models.Index(fields=["drop_on"], name="proofs_to_drop")]

    def __str__(self):
        return f"{self.first_name} {self.last_name}".strip() or self.email

    @property
    def reason_words(self):
        """The kind of reason, in the words of the list it was chosen from; empty if none was."""
        return dict(Parting.Kind.choices).get(self.reason, self.reason)


class ArchiveOpening(models.Model):
    """A founder looked for somebody in the closed archive, and said why."""

    FINAL = True

    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("le", default=timezone.now)
    why = models.CharField("raison", max_length=500)
    found = models.PositiveSmallIntegerField("preuves montrées")

    class Meta:
        verbose_name = "consultation de l’archive"
        verbose_name_plural = "consultations de l’archive"
        indexes = [models.Index(fields=["-at"], name="archive_openings_by_date")]

    def __str__(self):
        return f"{self.by}, {self.at:%d/%m/%Y}"


class Hold(models.Model):
    """A dispute is open: nothing of this application is erased until the hold is lifted."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="holds")
    why = models.CharField("motif", max_length=500)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField("posée le", default=timezone.now)
    lifted_at = models.DateTimeField("levée le", null=True, blank=True)
    lifted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "retenue pour litige"
        verbose_name_plural = "retenues pour litige"
        constraints = [
            models.UniqueConstraint(
                name="one_standing_hold_per_application",
                fields=["application"],
                condition=Q(lifted_at__isnull=True),
                violation_error_message="Ce dossier est déjà retenu.",
            ),
            models.CheckConstraint(
                name="hold_is_lifted_after_it_was_placed",
                condition=Q(lifted_at__isnull=True) | Q(lifted_at__gte=F("placed_at")),
                violation_error_message="Une retenue se lève après avoir été posée.",
            ),
        ]

    def __str__(self):
        return f"Retenue, {self.application.reference}"


class Farewell(models.Model):
    """The last letter to somebody who is erased. Their address lives here until it has left."""

    letter = models.OneToOneField(Letter, models.PROTECT, related_name="farewell")
    address = models.EmailField("adresse", max_length=254)

    class Meta:
        verbose_name = "dernière lettre"
        verbose_name_plural = "dernières lettres"

    def __str__(self):
        return f"Dernière lettre, {self.letter_id}"

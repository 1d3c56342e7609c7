import uuid

from django.db import models
from django.utils import timezone

from applications.models.applications import Application
from applications.querysets import RetentionRoundQuerySet
from coopstudio.french.typography import plural
from members.models import Person


class Keeping(models.Model):
    """How long one closed application is still kept: what its person was told, and chose."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="keeping")
    first_notice_at = models.DateTimeField("premier avis le", null=True, blank=True)
    last_notice_at = models.DateTimeField("dernier avis le", null=True, blank=True)
    rule_on = models.DateField("échéance de la règle, ce jour-là", null=True, blank=True)
    told_on = models.DateField("effacement annoncé pour le", null=True, blank=True)
    kept_until = models.DateField("gardée, à sa demande, jusqu’au", null=True, blank=True)
    link_key = models.UUIDField("clé du lien", default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = "conservation d’une candidature"
        verbose_name_plural = "conservations de candidatures"

    def __str__(self):
        return f"Conservation, {self.application.reference}"


class FicheKeeping(models.Model):
    """How long the fiche of one former member is still kept: what they were told, and when it went.

    Who came back and left again is told anew: what counts is told of the last end.
    """

    person = models.OneToOneField(Person, models.PROTECT, related_name="fiche_keeping")
    first_notice_at = models.DateTimeField("premier avis le", null=True, blank=True)
    last_notice_at = models.DateTimeField("dernier avis le", null=True, blank=True)
    rule_on = models.DateField("échéance de la règle, ce jour-là", null=True, blank=True)
    told_on = models.DateField("effacement annoncé pour le", null=True, blank=True)
    erased_at = models.DateTimeField("fiche effacée le", null=True, blank=True)

    class Meta:
        verbose_name = "conservation d’une fiche"
        verbose_name_plural = "conservations de fiches"

    def __str__(self):
        return f"Fiche {self.person_id}"


class RetentionRound(models.Model):
    """What one round of the retention did: numbers, never names."""

    FINAL = True

    at = models.DateTimeField("le", default=timezone.now)
    warned = models.PositiveIntegerField("personnes prévenues")
    erased = models.PositiveIntegerField("candidatures effacées")
    cvs = models.PositiveIntegerField("CV de membres effacés")
    fiches = models.PositiveIntegerField("fiches d’anciens membres effacées", default=0)
    talks = models.PositiveIntegerField("questions closes effacées", default=0)
    proofs = models.PositiveIntegerField("preuves effacées")
    held = models.PositiveIntegerField("dossiers retenus")
    failed = models.PositiveIntegerField("lignes en panne", default=0)

    objects = RetentionRoundQuerySet.as_manager()

    class Meta:
        verbose_name = "tour de conservation"
        verbose_name_plural = "tours de conservation"
        get_latest_by = "at"
        indexes = [models.Index(fields=["-at"], name="retention_rounds_by_date")]

    def __str__(self):
        return f"{self.at:%d/%m/%Y} : {self.words}"

    @property
    def words(self):
        """« 2 personnes prévenues, 1 candidature effacée »; nothing of what did not happen."""
        told = [
            (self.warned, "personne prévenue", "personnes prévenues"),
            (self.erased, "candidature effacée", "candidatures effacées"),
            (self.cvs, "CV effacé", "CV effacés"),
            (self.fiches, "fiche d’ancien membre effacée", "fiches d’anciens membres effacées"),
            (self.talks, "question close effacée", "questions closes effacées"),
            (self.proofs, "preuve effacée", "preuves effacées"),
            (self.failed, "ligne en panne", "lignes en panne"),
        ]
        said = [f"{count} {plural(count, f'{one},{many}')}" for count, one, many in told if count]
        return ", ".join(said) or "rien à faire"


class DossierOpening(models.Model):
    """A founder opened the dossier of an application: one line an hour, shown to its person."""

    FINAL = True

    application = models.ForeignKey(Application, models.PROTECT, related_name="openings")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("le", default=timezone.now)
    hour = models.DateTimeField("dans l’heure du")

    class Meta:
        verbose_name = "ouverture d’un dossier"
        verbose_name_plural = "ouvertures de dossiers"
        constraints = [
            models.UniqueConstraint(
                fields=["application", "by", "hour"], name="one_dossier_opening_an_hour"
            )
        ]

    def __str__(self):
        return f"{self.by}, {self.at:%d/%m/%Y}"


class PromiseAlert(models.Model):
    """The founders were told that the day promised for an answer comes near, or has come."""

    class Step(models.TextChoices):
        SOON = "soon", "dans deux jours"
        DUE = "due", "aujourd’hui"

    application = models.ForeignKey(Application, models.PROTECT, related_name="promise_alerts")
    promised_on = models.DateField("réponse promise avant le")
    step = models.CharField("alerte", max_length=4, choices=Step)
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "alerte de promesse"
        verbose_name_plural = "alertes de promesse"
        constraints = [
            models.UniqueConstraint(
                fields=["application", "promised_on", "step"],
                name="one_alert_per_promised_day_and_step",
            )
        ]

    def __str__(self):
        return f"{self.get_step_display()}, {self.application.reference}"

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from applications.models.applications import Application
from coopstudio.files.models import PrivateFile
from members.models import Person

ANSWER = "answer"
"""Among the words of a completion, what answers the questions themselves."""


class Revision(models.Model):
    """What was sent that day, frozen word for word: never changed, it only goes with its
    application. The first at submission, one more each time the person completes."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField("révision")
    contents = models.JSONField("ce qui a été envoyé")
    sent_at = models.DateTimeField("envoyée le", default=timezone.now)

    class Meta:
        verbose_name = "révision"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="one_revision_a_number")
        ]

    def __str__(self):
        return f"Révision {self.number}, {self.application.reference}"


class Completion(models.Model):
    """What the person changes after having sent: the answers named, their words until they leave.

    A founder asks for it with questions; ``asked_by`` is the person themself when they take their
    application up again. Nothing of ``words`` is read by anybody else before it is sent.
    """

    class Field(models.TextChoices):
        WHAT = "what", "Quoi"
        TRADES = "trades", "Métiers"
        FOR_WHOM = "for_whom", "Pour qui"
        TO_LEARN = "to_learn", "Ce que j’aimerais apprendre"
        COMING = "coming", "Venir une fois par mois"
        WHERE = "where", "Où"
        TIME = "time", "Temps possible"
        LIKES = "likes", "Ce qui me plaît dans l’appel"
        DISLIKES = "dislikes", "Ce qui ne me plaît pas"
        PATH = "path", "Le parcours, en texte"
        CV = "cv", "Le CV"

    application = models.ForeignKey(Application, models.PROTECT, related_name="completions")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("demandée le", default=timezone.now)
    questions = models.TextField("questions", max_length=4000, blank=True)
    fields = ArrayField(models.CharField(max_length=12, choices=Field), verbose_name="réponses")
    words = models.JSONField("écrit et pas encore envoyé", default=dict, blank=True)
    cv = models.OneToOneField(PrivateFile, models.PROTECT, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField("enregistrée le", null=True, blank=True)
    sent_at = models.DateTimeField("envoyée le", null=True, blank=True)
    closed_at = models.DateTimeField("refermée le", null=True, blank=True)

    class Meta:
        verbose_name = "demande de précisions"
        verbose_name_plural = "demandes de précisions"
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(closed_at__isnull=True),
                name="one_open_completion_per_application",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(closed_at__isnull=False),
                name="sent_completion_is_closed",
            ),
        ]

    def __str__(self):
        return f"Précisions, {self.application.reference}"

    @property
    def field_names(self):
        """The answers named, in the words of the form."""
        return [self.Field(one).label for one in self.Field.values if one in self.fields]

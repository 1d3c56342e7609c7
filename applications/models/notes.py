from django.db import models
from django.db.models import Q
from django.utils import timezone

from applications.models.applications import Application
from applications.querysets import DossierNoteQuerySet
from coopstudio.french.typography import de
from members.models import Person


class DossierNote(models.Model):
    """A few words that a founder leaves on a dossier, for themselves or for the other founders.

    Its author may correct or remove it. Nobody else reads it while one reads blind; the person
    never meets it on a page, and finds it in the copy of their data.
    """

    class Audience(models.TextChoices):
        MYSELF = "myself", "pour moi"
        FOUNDERS = "founders", "pour la fondation"

    application = models.ForeignKey(Application, models.CASCADE, related_name="notes")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="de")
    words = models.TextField("note", max_length=4000)
    audience = models.CharField("écrite", max_length=8, choices=Audience)
    written_at = models.DateTimeField("le", default=timezone.now)
    corrected_at = models.DateTimeField("corrigée le", null=True, blank=True)

    objects = DossierNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "note de dossier"
        verbose_name_plural = "notes de dossier"
        constraints = [
            models.CheckConstraint(name="dossier_note_says_something", condition=~Q(words=""))
        ]

    def __str__(self):
        return f"Note {de(self.author)}"

    @property
    def is_for_founders(self):
        return self.audience == self.Audience.FOUNDERS

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone

from applications.models.meetings import Meeting
from applications.querysets import MeetingNoteQuerySet
from coopstudio.french.search import words_of
from coopstudio.french.typography import de
from members.models import Person


class MeetingNote(models.Model):
    """What one founder notes of a meeting for themselves; their fellow founders read it only if
    they share it, and the person may ask to read what concerns them."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="notes")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.TextField("notes", max_length=10_000)
    is_shared = models.BooleanField("lisible par les autres fondateurs", default=False)
    saved_at = models.DateTimeField("enregistrée le", default=timezone.now)

    objects = MeetingNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "note de rencontre"
        constraints = [
            models.UniqueConstraint(fields=["meeting", "author"], name="one_note_per_founder")
        ]

    def __str__(self):
        return f"Note {de(self.author)}"


class Takeaway(models.Model):
    """« Ce que nous retenons ensemble » : one version of the text that a person and the founders
    write together after a meeting. Versions are only added; the last one stands."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="takeaways")
    number = models.PositiveSmallIntegerField("version")
    words = models.TextField("ce que nous retenons ensemble", max_length=10_000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("écrite le", default=timezone.now)
    search = words_of("words")

    class Meta:
        verbose_name = "texte retenu ensemble"
        indexes = [GinIndex(fields=["search"], name="takeaways_by_words")]
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="takeaway_number_once")
        ]

    def __str__(self):
        return f"Ce que nous retenons ensemble, version {self.number}"

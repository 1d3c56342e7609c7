from django.db import models
from django.db.models import Q
from django.utils import timezone

from applications.models.conversations import Conversation
from applications.querysets import FaqEntryQuerySet
from members.models import Person


class FaqEntry(models.Model):
    """A question and its answer that everybody may read, written again so that they name nobody.

    Born from a ``conversation``, its person is told beforehand, sees the words, and may say no.
    """

    conversation = models.ForeignKey(
        Conversation, models.SET_NULL, null=True, blank=True, related_name="entries"
    )
    question = models.CharField("question", max_length=200)
    answer = models.TextField("réponse", max_length=4000)
    revision = models.PositiveSmallIntegerField("révision", default=1)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField("écrite le", default=timezone.now)
    told_at = models.DateTimeField("annoncée à la personne le", null=True, blank=True)
    objected_at = models.DateTimeField("la personne a préféré que non le", null=True, blank=True)
    published_at = models.DateTimeField("publiée le", null=True, blank=True)
    withdrawn_at = models.DateTimeField("retirée le", null=True, blank=True)

    objects = FaqEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "question de la FAQ"
        verbose_name_plural = "questions de la FAQ"
        constraints = [
            models.CheckConstraint(
                name="person_is_told_before_an_entry_is_published",
                condition=Q(published_at__isnull=True)
                | Q(conversation__isnull=True)
                | Q(told_at__isnull=False),
            ),
            models.CheckConstraint(
                name="entry_that_its_person_refused_is_not_read",
                condition=Q(objected_at__isnull=True)
                | Q(published_at__isnull=True)
                | Q(withdrawn_at__isnull=False),
            ),
            models.CheckConstraint(
                name="only_a_published_entry_is_withdrawn",
                condition=Q(withdrawn_at__isnull=True) | Q(published_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.question

    @property
    def is_read(self):
        """Whether everybody reads it today."""
        return self.published_at is not None and self.withdrawn_at is None

from django.db import models
from django.utils import timezone

from applications.models.calls import CallVersion, Passage
from applications.models.reactions import Reaction
from applications.querysets import IntentionQuerySet
from members.models import Person


class Intention(models.Model):
    """What a founder means to change in a passage of the call, and why.

    ``passage`` is the one that stood in the call when it was noted; ``reactions`` are those that
    made them think of it. It is carried out by the first published version in which the passage
    reads otherwise: from then on its words stand on the public page of changes.
    """

    passage = models.ForeignKey(Passage, models.PROTECT, related_name="intentions")
    words = models.TextField("ce que nous changeons, et pourquoi", max_length=1000)
    reactions = models.ManyToManyField(Reaction, related_name="intentions", blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField("notée le", default=timezone.now)
    carried_out_in = models.ForeignKey(
        CallVersion, models.PROTECT, null=True, blank=True, related_name="intentions"
    )

    objects = IntentionQuerySet.as_manager()

    class Meta:
        verbose_name = "intention"
        ordering = ["noted_at", "pk"]

    def __str__(self):
        return self.words[:60]

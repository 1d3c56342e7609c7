from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from applications.anchoring import Place
from applications.models.applications import Application
from applications.models.calls import Passage
from applications.querysets import ReactionQuerySet
from coopstudio.french.search import words_of


class Reaction(models.Model):
    """What a person answers to a passage of the version they read.

    ``start`` and ``end`` are offsets in the passage's plain text; both empty: the whole passage.
    ``quote`` is the text between them, kept so that the reaction can always be shown.
    """

    class Kind(models.TextChoices):
        LIKE = "like", "Me plaît"
        DISLIKE = "dislike", "Ne me plaît pas"
        QUESTION = "question", "Question"
        MIRROR = "mirror", "Me décrit"

    ICONS = {"like": "heart", "dislike": "cloud", "question": "question", "mirror": "mirror"}

    application = models.ForeignKey(Application, models.CASCADE, related_name="reactions")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="reactions")
    kind = models.CharField("réaction", max_length=8, choices=Kind)
    words = models.TextField("en quelques mots", max_length=2000, blank=True)
    quote = models.TextField("passage cité")
    prefix = models.CharField("juste avant", max_length=32, blank=True)
    suffix = models.CharField("juste après", max_length=32, blank=True)
    start = models.PositiveIntegerField("début", null=True, blank=True)
    end = models.PositiveIntegerField("fin", null=True, blank=True)
    made_at = models.DateTimeField("le", default=timezone.now)
    search = words_of("words")

    objects = ReactionQuerySet.as_manager()

    class Meta:
        verbose_name = "réaction"
        indexes = [GinIndex(fields=["search"], name="reactions_by_words")]
        constraints = [
            models.CheckConstraint(
                name="reaction_cites_a_stretch_or_all",
                condition=Q(start__isnull=True, end__isnull=True) | Q(end__gt=F("start")),
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} : {self.quote[:40]}"

    @property
    def icon(self):
        return self.ICONS[self.kind]

    @property
    def is_of_a_stretch(self):
        return self.start is not None

    @property
    def where(self):
        """Its words in the version that was read."""
        return Place(self.passage.uid, self.start, self.end)

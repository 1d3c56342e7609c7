"""What the association asks of each member beyond the profile, each thing with its why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from members.models.people import Person
from members.querysets.details import DetailAnswerQuerySet, DetailQuerySet
from members.states import LONGEST_ANSWER, DetailLevel

MOST_DETAILS = 12
"""Open at once: what is asked for nothing is not asked."""


class Detail(models.Model):
    """A field of the association's own, open until ``closed_on``: then its answers go.

    ``choices``: the answers one may give, one a line; empty for a line of one's own words.
    """

    name = models.CharField("ce qui est demandé", max_length=60)
    why = models.CharField("à quoi cela sert", max_length=160)
    choices = models.TextField("réponses possibles", max_length=600, blank=True)
    level = models.CharField("qui écrit, qui lit", max_length=6, choices=DetailLevel)
    opened_at = models.DateTimeField("ouverte le", default=timezone.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_on = models.DateField("fermée le", null=True, blank=True)

    objects = DetailQuerySet.as_manager()

    class Meta:
        verbose_name = "information demandée"
        verbose_name_plural = "informations demandées"
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                condition=Q(closed_on=None),
                name="one_open_detail_of_a_name",
                violation_error_message="Cela est déjà demandé.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def answers_possible(self):
        return [line.strip() for line in self.choices.splitlines() if line.strip()]

    @property
    def may_be_shown(self):
        return self.level == DetailLevel.SHOWN


class DetailAnswer(models.Model):
    """What is written of one member; the others read it only once its person shows it."""

    detail = models.ForeignKey(Detail, models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="details")
    words = models.CharField("réponse", max_length=LONGEST_ANSWER)
    is_shown = models.BooleanField("montrée aux membres", default=False)
    said_at = models.DateTimeField("écrite le", default=timezone.now)

    objects = DetailAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "réponse à une information demandée"
        verbose_name_plural = "réponses aux informations demandées"
        constraints = [
            models.UniqueConstraint(fields=["person", "detail"], name="one_answer_to_a_detail"),
        ]

    def __str__(self):
        return self.words

from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.models.groups import Cohort, Place
from members.models.people import Person
from members.querysets import AnswerQuerySet
from members.states import GroupAnswer


class Proposal(models.Model):
    """« Voici le groupe »: founders propose the launch to everybody who is expected, in words.

    It stands until it is ended: by the launch, by the founders, or because the group has changed.
    """

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="proposals")
    words = models.TextField("les mots de la proposition", max_length=4000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("proposée le", default=timezone.now)
    ended_at = models.DateTimeField("close le", null=True, blank=True)
    reason = models.TextField("pourquoi elle est close", max_length=2000, blank=True)

    class Meta:
        verbose_name = "proposition du groupe"
        verbose_name_plural = "propositions du groupe"
        constraints = [
            models.UniqueConstraint(
                name="one_standing_proposal_per_group",
                fields=["cohort"],
                condition=Q(ended_at__isnull=True),
                violation_error_message="Le groupe est déjà proposé.",
            ),
            models.CheckConstraint(name="proposal_has_its_words", condition=~Q(words="")),
        ]

    def __str__(self):
        return f"Proposition du {timezone.localdate(self.at):%d/%m/%Y}"


class ProposalAnswer(models.Model):
    """What somebody answered to a proposal. Answered again, it is a new row: the last one counts.

    An objection has its reasons; the two other answers need none.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="answers")
    place = models.ForeignKey(Place, models.PROTECT, related_name="answers")
    answer = models.CharField("réponse", max_length=9, choices=GroupAnswer)
    words = models.TextField("mots", max_length=2000, blank=True)
    at = models.DateTimeField("le", default=timezone.now)

    FINAL = True

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "réponse à une proposition"
        verbose_name_plural = "réponses à une proposition"
        get_latest_by = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="objection_has_its_reasons",
                condition=~Q(answer=GroupAnswer.OBJECTION) | ~Q(words=""),
                violation_error_message="Une objection dit ses raisons.",
            )
        ]

    def __str__(self):
        return f"{self.place.person} : {self.get_answer_display()}"

    @property
    def is_objection(self):
        return self.answer == GroupAnswer.OBJECTION

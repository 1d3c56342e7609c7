"""What nobody here can teach is asked of somebody outside."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from coopstudio.states import Stateful
from members.models.people import Person
from members.querysets import OutsideTrainingQuerySet
from members.states import OUTSIDE_ARROWS, Craft, OutsideState


class OutsideTraining(Stateful, models.Model):
    """A training that a member asks for outside: who would give it, what it would cost (cents).

    An organ decides, on a day, under a reference of its minutes; then it is told what came of it.
    """

    ARROWS = OUTSIDE_ARROWS

    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="outside_trainings")
    also = models.ManyToManyField(
        Person, related_name="outside_trainings_joined", verbose_name="la souhaitent aussi"
    )
    craft = models.CharField("savoir-faire", max_length=14, choices=Craft)
    words = models.TextField("ce que nous voulons savoir faire", max_length=2000)
    organisation = models.CharField("organisme ou personne", max_length=160)
    website = models.URLField("site", blank=True)
    cost = models.PositiveIntegerField("coût estimé (centimes)")
    people = models.PositiveSmallIntegerField("pour combien de personnes", default=1)
    asked_at = models.DateTimeField("demandée le", default=timezone.now)
    state = models.CharField(
        "état", max_length=11, choices=OutsideState, default=OutsideState.WISHED
    )
    organ = models.CharField("décidée par", max_length=120, blank=True)
    decided_on = models.DateField("décidée le", null=True, blank=True)
    reference = models.CharField("référence de la décision", max_length=120, blank=True)
    outcome = models.TextField("ce qui en est sorti", max_length=2000, blank=True)
    closed_at = models.DateTimeField("close le", null=True, blank=True)

    objects = OutsideTrainingQuerySet.as_manager()

    class Meta:
        verbose_name = "formation externe"
        verbose_name_plural = "formations externes"
        constraints = [
            models.CheckConstraint(
                name="a_decided_training_has_its_decision",
                condition=Q(state__in=["wished", "unasked"])
                | Q(decided_on__isnull=False) & ~Q(reference="") & ~Q(organ=""),
            ),
        ]

    def __str__(self):
        return f"{self.get_craft_display()}, {self.organisation}"

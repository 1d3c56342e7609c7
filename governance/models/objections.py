from django.db import models
from django.db.models import Q
from django.utils import timezone

from coopstudio.states import Stateful
from governance.models.proposals import Version
from governance.models.rounds import Position, Round
from governance.querysets.objections import ObjectionQuerySet
from governance.states import OBJECTION_ARROWS, ObjectionState, Strategy
from members.models import Person


class Objection(Stateful, models.Model):
    """What would keep a circle from its aim, in the words of somebody: once voiced, it is valid.

    Nobody judges it, and only its author lifts it. It lives on in the decision that integrated it.
    """

    ARROWS = OBJECTION_ARROWS

    round = models.ForeignKey(Round, models.PROTECT, related_name="objections")
    position = models.OneToOneField(Position, models.PROTECT, related_name="objection")
    author = models.ForeignKey(Person, models.PROTECT, related_name="objections")
    words = models.TextField("l’objection", max_length=4000)
    touches = models.TextField("le but ou le besoin touché", max_length=1000)
    way = models.TextField("une piste", max_length=2000, blank=True)
    state = models.CharField(
        "état", max_length=10, choices=ObjectionState, default=ObjectionState.VOICED
    )
    heard_as = models.TextField("reformulée", max_length=2000, blank=True)
    heard_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    heard_at = models.DateTimeField("entendue le", null=True, blank=True)
    """The author said « c’est bien cela » of ``heard_as``."""
    strategy = models.CharField("comment", max_length=7, choices=Strategy, blank=True)
    integrated_in = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="objections_integrated"
    )
    note = models.TextField("note", max_length=2000, blank=True)
    at = models.DateTimeField("exprimée le", default=timezone.now)
    ended_at = models.DateTimeField("levée le", null=True, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = "objection"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="objection_says_what_it_touches",
                condition=~Q(words="") & ~Q(touches=""),
                violation_error_message="Une objection dit ce qu’elle touche du but du cercle.",
            ),
            models.CheckConstraint(
                name="integrated_objection_has_its_version",
                condition=~Q(state__in=[ObjectionState.INTEGRATED, ObjectionState.MEASURED])
                | (Q(integrated_in__isnull=False) & ~Q(strategy="")),
            ),
            models.CheckConstraint(
                name="closed_objection_has_a_note",
                condition=~Q(state=ObjectionState.CLOSED) | ~Q(note=""),
            ),
        ]

    def __str__(self):
        return f"Objection de {self.author}"

    @property
    def is_taken_over(self):
        """Did somebody make it theirs, once its author had gone?"""
        return self.author_id != self.position.seat.person_id

    @property
    def is_lifted(self):
        return self.ended_at is not None

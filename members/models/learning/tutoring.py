"""A tutor beside a newcomer, for a time that is meant to end."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from coopstudio.french.typography import de
from coopstudio.states import Stateful
from members.models.people import Person
from members.querysets import ReviewQuerySet, TutorshipQuerySet
from members.states import TUTORSHIP_ARROWS, Safety, Strength, TutorshipState


class Tutorship(Stateful, models.Model):
    """A member walks beside a newcomer: strongly until ``light_on``, lightly until ``none_on``,
    then no more. Both agreed to it, and it fades unless both say that there is too little safety.
    """

    ARROWS = TUTORSHIP_ARROWS

    newcomer = models.ForeignKey(Person, models.PROTECT, related_name="tutorships")
    tutor = models.ForeignKey(Person, models.PROTECT, related_name="tutorships_given")
    named_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    named_at = models.DateTimeField("proposé le", default=timezone.now)
    newcomer_agreed_at = models.DateTimeField("accepté (arrivée) le", null=True, blank=True)
    tutor_agreed_at = models.DateTimeField("accepté (tutorat) le", null=True, blank=True)
    state = models.CharField(
        "état", max_length=9, choices=TutorshipState, default=TutorshipState.NAMED
    )
    strength = models.CharField("appui", max_length=6, choices=Strength, default=Strength.STRONG)
    light_on = models.DateField("appui léger à partir du")
    none_on = models.DateField("plus d’appui à partir du")
    ended_at = models.DateTimeField("fini le", null=True, blank=True)

    objects = TutorshipQuerySet.as_manager()

    class Meta:
        verbose_name = "tutorat"
        constraints = [
            models.CheckConstraint(
                name="nobody_is_their_own_tutor",
                condition=~Q(newcomer=F("tutor")),
                violation_error_message="Choisissez deux personnes différentes.",
            ),
            models.CheckConstraint(
                name="a_tutorship_fades_in_order",
                condition=Q(none_on__gt=F("light_on")),
                violation_error_message="L’appui s’allège d’abord, puis s’efface.",
            ),
            models.UniqueConstraint(
                name="one_tutor_at_a_time",
                fields=["newcomer"],
                condition=Q(state__in=["named", "running"]),
                violation_error_message="Cette personne a déjà un tuteur ou une tutrice.",
            ),
            models.CheckConstraint(
                name="a_running_tutorship_was_agreed_by_both",
                condition=Q(state__in=["named", "not_taken"])
                | Q(newcomer_agreed_at__isnull=False, tutor_agreed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.tutor} auprès {de(self.newcomer)}"

    def other(self, person):
        """The one beside this person."""
        return self.newcomer if person.pk == self.tutor_id else self.tutor


class Review(models.Model):
    """The date at which both say whether there is too much, enough or too little safety.

    ``talk_at``: they said different things, and talk. ``settled_at``: they said the same;
    ``fades`` is what came of it.
    """

    tutorship = models.ForeignKey(Tutorship, models.CASCADE, related_name="reviews")
    due_on = models.DateField("prévue le")
    newcomer_said = models.CharField("de l’arrivée", max_length=10, choices=Safety, blank=True)
    tutor_said = models.CharField("du tutorat", max_length=10, choices=Safety, blank=True)
    asked_at = models.DateTimeField("demandée le", null=True, blank=True)
    reminded_at = models.DateTimeField("rappelée le", null=True, blank=True)
    talk_at = models.DateTimeField("à se dire, depuis le", null=True, blank=True)
    settled_at = models.DateTimeField("conclue le", null=True, blank=True)
    fades = models.BooleanField("l’appui diminue", null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "point de tutorat"
        verbose_name_plural = "points de tutorat"
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_review_per_tutorship",
                fields=["tutorship"],
                condition=Q(settled_at__isnull=True),
            ),
            models.CheckConstraint(
                name="a_settled_review_says_what_came_of_it",
                condition=Q(settled_at__isnull=True, fades__isnull=True)
                | Q(settled_at__isnull=False, fades__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Point du {self.due_on:%d/%m/%Y}"

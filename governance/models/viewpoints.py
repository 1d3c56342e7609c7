from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from governance.models.circles import Circle
from governance.models.proposals import Proposal
from governance.states import Echo
from members.models import Person


class Viewpoint(models.Model):
    """A place from which a text is felt: who arrives, who supports, who buys… and who holds it."""

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="viewpoints")
    name = models.CharField("la place", max_length=120)
    holder = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tenue par"
    )
    """A real holder, who says whether what is felt from there is it; nobody for some places."""
    since = models.DateTimeField("depuis le", default=timezone.now)
    until = models.DateTimeField("jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name = "place à ressentir"
        verbose_name_plural = "places à ressentir"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_living_viewpoint_per_name",
                fields=["circle", "name"],
                condition=Q(until=None),
                violation_error_message="Cette place est déjà là.",
            )
        ]

    def __str__(self):
        return self.name


class Perception(models.Model):
    """What somebody feels of a text « depuis la place de … »: no position, no reaction of theirs.

    The place is given or drawn before the reactions. What is written is never changed; who really
    holds the place echoes it once.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="perceptions")
    viewpoint = models.ForeignKey(Viewpoint, models.PROTECT, related_name="perceptions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    given_at = models.DateTimeField("donnée le", default=timezone.now)
    words = models.TextField("ce que l’on ressent de là", max_length=2000, blank=True)
    written_at = models.DateTimeField("écrit le", null=True, blank=True)
    echo = models.CharField("écho", max_length=6, choices=Echo, blank=True)
    echo_words = models.CharField("ce qu’en dit qui la tient", max_length=300, blank=True)
    echoed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="écho de"
    )
    echoed_at = models.DateTimeField("écho le", null=True, blank=True)

    class Meta:
        verbose_name = "position de perception"
        verbose_name_plural = "positions de perception"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_place_to_feel_from_per_text", fields=["proposal", "person"]
            ),
            models.CheckConstraint(
                name="what_is_felt_has_its_hour",
                condition=Q(words="", written_at=None)
                | (~Q(words="") & Q(written_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="an_echo_answers_words_of_somebody_else",
                condition=Q(echo="", echoed_by=None, echoed_at=None)
                | (
                    ~Q(echo="")
                    & ~Q(words="")
                    & Q(echoed_by__isnull=False, echoed_at__isnull=False)
                    & ~Q(echoed_by=F("person"))
                ),
                violation_error_message="L’écho vient de qui tient vraiment cette place.",
            ),
        ]

    def __str__(self):
        return f"Depuis la place de « {self.viewpoint} »"

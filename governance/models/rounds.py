from django.db import models
from django.db.models import Q
from django.utils import timezone

from governance.models.circles import Circle
from governance.models.proposals import Proposal, Version
from governance.querysets.rounds import PositionQuerySet, RoundQuerySet, SeatQuerySet, TurnQuerySet
from governance.states import PositionKind, RoundKind
from members.models import Person


class Round(models.Model):
    """Each person of a circle is given the floor in turn: who is asked was written when it opened.

    A round of consent is about one version, in one circle. It ends when every seat has spoken.
    """

    kind = models.CharField("tour", max_length=13, choices=RoundKind)
    circle = models.ForeignKey(Circle, models.PROTECT, related_name="rounds")
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, blank=True, related_name="rounds"
    )
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="rounds"
    )
    election = models.ForeignKey(
        "governance.Election", models.PROTECT, null=True, blank=True, related_name="rounds"
    )
    meeting = models.ForeignKey(
        "governance.Meeting", models.PROTECT, null=True, blank=True, related_name="rounds"
    )
    item = models.ForeignKey(
        "governance.Item", models.PROTECT, null=True, blank=True, related_name="rounds"
    )
    subject = models.CharField("ce qui est demandé", max_length=300, blank=True)
    """Of an agreement that has no version: the agenda, ten minutes more, a step that is skipped."""
    is_async = models.BooleanField("à distance", default=False)
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField("ouvert le", default=timezone.now)
    closes_at = models.DateTimeField("se ferme le", null=True, blank=True)
    extended_to = models.DateTimeField("prolongé jusqu’au", null=True, blank=True)
    closed_at = models.DateTimeField("clos le", null=True, blank=True)
    voided_at = models.DateTimeField("sans effet depuis le", null=True, blank=True)
    """Its positions count no more: the text changed, the college changed, or it was stopped."""

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "tour de parole"
        verbose_name_plural = "tours de parole"
        ordering = ["opened_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_round_of_consent_has_its_version",
                condition=~Q(kind=RoundKind.CONSENT)
                | Q(version__isnull=False, proposal__isnull=False),
            ),
            models.CheckConstraint(
                name="an_agreement_says_its_subject",
                condition=~Q(kind__in=[RoundKind.ASSENT, RoundKind.AGENDA, RoundKind.ENTRUSTING])
                | ~Q(subject=""),
            ),
            models.CheckConstraint(
                name="a_round_at_a_distance_has_its_end",
                condition=Q(is_async=False) | Q(closes_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_open_round_of_consent_per_version_and_circle",
                fields=["version", "circle"],
                condition=Q(kind=RoundKind.CONSENT, closed_at=None, voided_at=None),
                violation_error_message="Ce tour est déjà ouvert.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.circle}"

    @property
    def is_open(self):
        return self.closed_at is None and self.voided_at is None

    @property
    def ends_at(self):
        return self.extended_to or self.closes_at


class Seat(models.Model):
    """Somebody who is asked in a round, at their place in the order: the college, frozen (I3)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField("place")
    label = models.CharField("à quel titre", max_length=160, blank=True)
    speaks_last = models.BooleanField("parle en dernier", default=False)

    FINAL = True

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "siège"
        ordering = ["round", "speaks_last", "place"]
        constraints = [
            models.UniqueConstraint(name="one_person_one_seat", fields=["round", "person"]),
            models.UniqueConstraint(name="one_seat_per_place", fields=["round", "place"]),
        ]

    def __str__(self):
        return f"{self.person}, {self.round}"


class Turn(models.Model):
    """What a seat said in a round of words. One who has nothing to say passes, and it is noted."""

    class Kind(models.TextChoices):
        SAID = "said", "a dit"
        PASSED = "passed", "n’a rien à ajouter"
        QUESTION = "question", "demande"
        ANSWER = "answer", "répond"
        ALOUD = "aloud", "a parlé"
        """Said in the meeting; what is written of it, if anything, was written for everybody."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="turns")
    kind = models.CharField("sorte", max_length=8, choices=Kind, default=Kind.SAID)
    words = models.TextField("mots", max_length=2000, blank=True)
    answers = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replies"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("le", default=timezone.now)

    FINAL = True

    objects = TurnQuerySet.as_manager()

    class Meta:
        verbose_name = "parole"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="who_does_not_pass_says_something",
                condition=Q(kind__in=["passed", "aloud"]) | ~Q(words=""),
            )
        ]

    def __str__(self):
        return f"{self.seat.person} : {self.words or self.get_kind_display()}"


class Position(models.Model):
    """« Je consens » or « j’ai une objection », of one seat: nothing else, and never by default.

    Said again while the round is open it is a new row; the last one counts. PostgreSQL takes none
    in a round that is closed, nor before everybody else when the seat speaks last.
    """

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="positions")
    kind = models.CharField("position", max_length=9, choices=PositionKind)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Who wrote it: the person, or the secretary for a word said aloud in the meeting."""
    is_aloud = models.BooleanField("dite à voix haute", default=False)
    policy = models.ForeignKey(
        "governance.Decision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    reminders = models.PositiveSmallIntegerField("rappels envoyés", default=0)
    at = models.DateTimeField("le", default=timezone.now)

    FINAL = True

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = "position"
        ordering = ["at", "pk"]
        get_latest_by = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="only_a_policy_deems_consent",
                condition=Q(kind=PositionKind.DEEMED, policy__isnull=False, by=None)
                | (~Q(kind=PositionKind.DEEMED) & Q(policy=None, by__isnull=False)),
            )
        ]

    def __str__(self):
        return f"{self.seat.person} {self.get_kind_display()}"


class Hesitation(models.Model):
    """« J’ai une hésitation » : a private word to who facilitates. It is no position."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="hesitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    to = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Who facilitated that day: nobody else ever reads it, whoever facilitates next."""
    words = models.TextField("mots", max_length=2000)
    at = models.DateTimeField("le", default=timezone.now)

    FINAL = True

    class Meta:
        verbose_name = "hésitation"
        ordering = ["at", "pk"]

    def __str__(self):
        return f"Hésitation du {timezone.localdate(self.at):%d/%m/%Y}"

"""Learning together, at an hour, in a place: sessions and the seats in them."""

import uuid
from datetime import timedelta
from urllib.parse import urlsplit

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.models.people import Person
from members.querysets import LearningSessionQuerySet, SeatQuerySet
from members.states import Craft, Level

MOST_SEATS = 200


class LearningSession(models.Model):
    """A séance: some members teach a craft to others, on a day, in a place or by video.

    ``sequence`` counts what diaries were told since. ``held_at``: its trainers noted who came.
    """

    title = models.CharField("titre", max_length=120)
    craft = models.CharField("savoir-faire", max_length=14, choices=Craft)
    about = models.TextField("ce qu’on saura faire après", max_length=2000)
    trainers = models.ManyToManyField(
        Person, related_name="sessions_led", verbose_name="anime ou animent"
    )
    at = models.DateTimeField("le")
    minutes = models.PositiveSmallIntegerField("durée (minutes)", default=120)
    place = models.CharField("lieu ou lien de visio", max_length=300)
    seats_most = models.PositiveSmallIntegerField(
        "places", default=8, validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)]
    )
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("ouverte le", default=timezone.now)
    uid = models.UUIDField("identité dans les agendas", default=uuid.uuid4, editable=False)
    sequence = models.PositiveSmallIntegerField("changements annoncés", default=0)
    called_off_at = models.DateTimeField("annulée le", null=True, blank=True)
    held_at = models.DateTimeField("présences notées le", null=True, blank=True)
    announced_at = models.DateTimeField("annoncée le", null=True, blank=True)
    ahead_for = models.DateTimeField("rappelée pour le", null=True, blank=True)

    objects = LearningSessionQuerySet.as_manager()

    class Meta:
        verbose_name = "séance"
        indexes = [
            models.Index(
                fields=["at"], name="sessions_to_come", condition=Q(called_off_at__isnull=True)
            ),
            models.Index(fields=["craft", "at"], name="sessions_of_a_craft"),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_session_was_held_or_called_off",
                condition=Q(held_at__isnull=True) | Q(called_off_at__isnull=True),
            ),
            models.CheckConstraint(name="a_session_has_seats", condition=Q(seats_most__gte=1)),
        ]

    def __str__(self):
        return self.title

    @property
    def is_remote(self):
        """Whether ``place`` is the link of a video call; else it is where one comes."""
        return self.place.startswith("https://")

    @property
    def host(self):
        """The site of its video call, as one reads it: « visio.exemple.fr »."""
        return urlsplit(self.place).hostname or ""

    @property
    def ends_at(self):
        return self.at + timedelta(minutes=self.minutes)

    def is_open(self, now):
        """Whether one may still come in or leave."""
        return self.called_off_at is None and self.held_at is None and self.at > now


class Seat(models.Model):
    """Somebody's place in a session, or their turn on its waiting list; then whether they came,
    and what they say they can do now. Their level follows this word alone."""

    session = models.ForeignKey(LearningSession, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="learning_seats")
    taken_at = models.DateTimeField("demandée le", default=timezone.now)
    waits = models.BooleanField("en liste d’attente", default=False)
    left_at = models.DateTimeField("rendue le", null=True, blank=True)
    attended = models.BooleanField("présence", null=True, blank=True)
    able_to = models.CharField("ce que je sais faire maintenant", max_length=200, blank=True)
    level = models.CharField(
        "ce que je dis de moi ensuite", max_length=5, choices=Level, blank=True
    )
    confirmed_at = models.DateTimeField("confirmé le", null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "place en séance"
        verbose_name_plural = "places en séance"
        constraints = [
            models.UniqueConstraint(
                name="one_seat_per_person_and_session",
                fields=["session", "person"],
                condition=Q(left_at__isnull=True),
                violation_error_message="Votre place est déjà demandée.",
            ),
            models.CheckConstraint(
                name="only_who_came_says_what_they_learnt",
                condition=Q(confirmed_at__isnull=True) | Q(attended=True),
            ),
            models.CheckConstraint(
                name="who_waits_or_left_did_not_attend",
                condition=Q(attended__isnull=True) | Q(waits=False, left_at__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.session}"

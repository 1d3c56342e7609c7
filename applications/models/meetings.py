import uuid
from datetime import time, timedelta
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q
from django.utils import timezone

from applications.models.applications import Application
from applications.querysets import MeetingQuerySet, SlotQuerySet
from members.models import Person

MOST_SLOTS = 5
EARLIEST, LATEST = time(7), time(21)
"""An hour proposed outside of these is pointed at, and refused to nobody."""
HELD = timedelta(days=7)
"""How long proposed hours are kept for the person before we remind them (specification 2.2, 8)."""
PATIENCE = timedelta(days=2)
"""How long they are still kept after the reminder; then founders are told. Nothing is refused."""


class Meeting(models.Model):
    """A rencontre between a person and the founders: hours are proposed, by either side, one is
    chosen, it is held, or it is not.

    ``at`` is its hour once chosen; ``sequence`` counts what diaries were told since. ``round``
    counts the proposals of founders. ``countered_at``: the person asked for other hours, and waits.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="meetings")
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField("proposée le", default=timezone.now)
    round = models.PositiveSmallIntegerField("tour de propositions", default=1)
    place = models.CharField("lieu ou lien de visio", max_length=300)
    minutes = models.PositiveSmallIntegerField("durée (minutes)", default=60)
    uid = models.UUIDField("identité dans les agendas", default=uuid.uuid4, editable=False)
    sequence = models.PositiveSmallIntegerField("changements annoncés", default=0)
    shows_name = models.BooleanField("le prénom peut figurer dans les agendas", default=False)

    # what the person answers
    countered_at = models.DateTimeField("autres heures demandées le", null=True, blank=True)
    counter_words = models.TextField("en quelques mots", max_length=1000, blank=True)
    again_at = models.DateTimeField("souhait de se revoir, le", null=True, blank=True)
    again_words = models.TextField("pour parler de", max_length=1000, blank=True)

    # its life
    at = models.DateTimeField("fixée au", null=True, blank=True)
    fixed_at = models.DateTimeField("heure choisie le", null=True, blank=True)
    held_at = models.DateTimeField("tenue, notée le", null=True, blank=True)
    missed_at = models.DateTimeField("n’a pas eu lieu, noté le", null=True, blank=True)
    called_off_at = models.DateTimeField("annulée le", null=True, blank=True)

    # what the clock has told; each reminder knows for which hour it was
    nudged_at = models.DateTimeField("la personne relancée le", null=True, blank=True)
    released_at = models.DateTimeField("heures rendues le", null=True, blank=True)
    ahead_for = models.DateTimeField("rappelée deux jours avant le", null=True, blank=True)
    soon_for = models.DateTimeField("rappelée trois heures avant le", null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "rencontre"
        constraints = [
            models.UniqueConstraint(
                name="one_open_meeting_per_application",
                fields=["application"],
                condition=Q(
                    held_at__isnull=True, missed_at__isnull=True, called_off_at__isnull=True
                ),
            ),
            models.CheckConstraint(
                name="held_meeting_had_its_hour",
                condition=Q(held_at__isnull=True, missed_at__isnull=True) | Q(at__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_ends_in_one_way",
                condition=Q(held_at__isnull=True, missed_at__isnull=True)
                | Q(held_at__isnull=True, called_off_at__isnull=True)
                | Q(missed_at__isnull=True, called_off_at__isnull=True),
            ),
        ]

    def __str__(self):
        return f"Rencontre, {self.application.reference}"

    @property
    def is_open(self):
        return self.held_at is None and self.missed_at is None and self.called_off_at is None

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
        """When its hour is over; None while no hour is chosen."""
        return self.at and self.at + timedelta(minutes=self.minutes)

    @property
    def kept_until(self):
        """Until when its hours are kept for the person, reminder included."""
        return (self.nudged_at or self.proposed_at + HELD) + PATIENCE


class Slot(models.Model):
    """An hour proposed for a meeting, by the founders or by the person."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="slots")
    at = models.DateTimeField("le")
    from_person = models.BooleanField("proposée par la personne", default=False)

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name = "créneau"
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "at", "from_person"], name="slot_once")
        ]

    def __str__(self):
        return f"{self.at:%d/%m/%Y %H:%M}"

    @property
    def is_unusual(self):
        """Whether nobody meets at that hour of Paris: more likely a slip of the hand."""
        return not EARLIEST <= timezone.localtime(self.at).time() <= LATEST

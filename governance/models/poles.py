from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least, Lower
from django.utils import timezone

from governance.models.circles import Circle
from governance.models.proposals import Proposal
from governance.models.rounds import Turn
from governance.states import Pole
from members.models import Person


class PolePair(models.Model):
    """Two needs that a circle holds together, and none wins: « sécurité ↔ dépassement »."""

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="pole_pairs")
    one = models.CharField("le premier pôle", max_length=60)
    other = models.CharField("le second pôle", max_length=60)
    since = models.DateTimeField("depuis le", default=timezone.now)
    until = models.DateTimeField("jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name = "couple de pôles"
        verbose_name_plural = "couples de pôles"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "circle",
                Least(Lower("one"), Lower("other")),
                Greatest(Lower("one"), Lower("other")),
                name="one_living_pair_of_these_poles",
                condition=Q(until=None),
                violation_error_message="Ce couple est déjà là.",
            ),
            models.CheckConstraint(
                name="a_pair_has_two_poles",
                condition=~Q(one="") & ~Q(other="") & ~Q(one=F("other")),
                violation_error_message="Un couple a deux pôles, de deux noms.",
            ),
        ]

    def __str__(self):
        return f"{self.one} ↔ {self.other}"

    def named(self, side):
        """The name of this pole of it."""
        return self.one if side == Pole.ONE else self.other


class PoleTag(models.Model):
    """From which pole somebody says they reacted: its author alone says it, once."""

    turn = models.OneToOneField(Turn, models.PROTECT, related_name="pole_tag")
    pair = models.ForeignKey(PolePair, models.PROTECT, related_name="tags")
    side = models.CharField("pôle", max_length=5, choices=Pole)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("dit le", default=timezone.now)

    FINAL = True

    class Meta:
        verbose_name = "pôle d’une réaction"
        verbose_name_plural = "pôles des réactions"
        ordering = ["pk"]

    def __str__(self):
        return self.name

    @property
    def name(self):
        return self.pair.named(self.side)


class PoleSwap(models.Model):
    """What somebody says of a text « depuis l’autre pôle »: no reaction of theirs, no position.

    It is proposed before the round of consent; what is written is never changed.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="pole_swaps")
    pair = models.ForeignKey(PolePair, models.PROTECT, related_name="swaps")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    side = models.CharField("pôle défendu", max_length=5, choices=Pole)
    given_at = models.DateTimeField("proposé le", default=timezone.now)
    words = models.TextField("ce que l’on dit de là", max_length=2000, blank=True)
    written_at = models.DateTimeField("écrit le", null=True, blank=True)

    class Meta:
        verbose_name = "parole depuis l’autre pôle"
        verbose_name_plural = "paroles depuis l’autre pôle"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_other_pole_per_text_and_pair", fields=["proposal", "pair", "person"]
            ),
            models.CheckConstraint(
                name="what_is_said_from_the_other_pole_has_its_hour",
                condition=Q(words="", written_at=None)
                | (~Q(words="") & Q(written_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"Depuis l’autre pôle, « {self.name} »"

    @property
    def name(self):
        return self.pair.named(self.side)

    @property
    def key(self):
        """As it stands in a page."""
        return f"{self.pk}"

"""What comes of needs and offers that meet: an exchange, proposed and never imposed."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from coopstudio.states import Stateful
from members.models.people import Person
from members.querysets import ExchangeQuerySet
from members.states import EXCHANGE_ARROWS, Craft, ExchangeState


class Exchange(Stateful, models.Model):
    """People who learn from each other: one asks one, two exchange, or three make a ring.

    ``signature`` says who passes what to whom, always in the same order: an exchange is proposed
    once.
    """

    ARROWS = EXCHANGE_ARROWS

    state = models.CharField(
        "état", max_length=11, choices=ExchangeState, default=ExchangeState.OFFERED
    )
    signature = models.CharField("qui transmet quoi à qui", max_length=160, editable=False)
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("proposé le", default=timezone.now)
    closed_at = models.DateTimeField("clos le", null=True, blank=True)

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        verbose_name = "échange de savoir-faire"
        verbose_name_plural = "échanges de savoir-faire"
        constraints = [
            models.UniqueConstraint(
                name="an_exchange_is_proposed_once",
                fields=["signature"],
                condition=Q(state__in=["offered", "agreed"]),
            ),
            models.CheckConstraint(
                name="closed_exchange_has_its_hour",
                condition=Q(closed_at__isnull=True, state__in=["offered", "agreed"])
                | Q(closed_at__isnull=False) & ~Q(state__in=["offered", "agreed"]),
            ),
        ]

    def __str__(self):
        return f"Échange du {self.opened_at:%d/%m/%Y}"

    @property
    def is_open(self):
        return self.closed_at is None


class Leg(models.Model):
    """One strand of an exchange: who passes which craft to whom."""

    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="legs")
    giver = models.ForeignKey(Person, models.PROTECT, related_name="legs_given")
    taker = models.ForeignKey(Person, models.PROTECT, related_name="legs_taken")
    craft = models.CharField("savoir-faire", max_length=14, choices=Craft)

    class Meta:
        verbose_name = "brin d’échange"
        verbose_name_plural = "brins d’échange"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="nobody_learns_from_themselves", condition=~Q(giver=F("taker"))
            ),
            models.UniqueConstraint(
                fields=["exchange", "giver", "taker", "craft"], name="a_leg_is_there_once"
            ),
        ]

    def __str__(self):
        return f"{self.giver} → {self.taker} : {self.get_craft_display()}"


class Partner(models.Model):
    """Somebody of an exchange, and what they answered: nobody is matched against their will."""

    class Answer(models.TextChoices):
        NOTHING = "", "pas encore"
        YES = "yes", "oui"
        NO = "no", "pas cette fois"

    exchange = models.ForeignKey(Exchange, models.CASCADE, related_name="partners")
    person = models.ForeignKey(Person, models.PROTECT, related_name="partnerships")
    answer = models.CharField(
        "réponse", max_length=3, choices=Answer, default=Answer.NOTHING, blank=True
    )
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)

    class Meta:
        verbose_name = "partenaire d’échange"
        verbose_name_plural = "partenaires d’échange"
        constraints = [
            models.UniqueConstraint(fields=["exchange", "person"], name="one_answer_per_partner"),
            models.CheckConstraint(
                name="an_answer_has_its_hour",
                condition=Q(answer="", answered_at__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.person} : {self.get_answer_display()}"

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from contributions.models.acts import Act
from contributions.models.contracts import Contract
from contributions.models.entries import Entry
from contributions.querysets.rounds import RoundQuerySet
from contributions.states import (
    HARDSHIP_ARROWS,
    ROUND_ARROWS,
    HardshipState,
    RoundState,
    Rule,
    SourceKind,
)
from coopstudio.states import Stateful
from governance.models import Decision, Proposal
from members.models import Person


class RepaymentRound(Stateful, models.Model):
    """A tour de reprises: an envelope, a frozen base, a rule that a circle consented to.

    ``base``: [{contract, reference, person, outstanding, rank, received_on, is_out}], and its
    SHA-256 ``digest``, computed again when the round is posted. In cents, percent.
    """

    ARROWS = ROUND_ARROWS

    year = models.PositiveSmallIntegerField("année")
    number = models.PositiveSmallIntegerField("numéro")
    cut_off_on = models.DateField("arrêté au")
    rule = models.CharField("règle", max_length=8, choices=Rule, default=Rule.PRO_RATA)
    minimum = models.PositiveBigIntegerField("reprise minimale (centimes)", default=0)
    hardship_percent = models.PositiveSmallIntegerField("part des difficultés (%)", default=0)
    state = models.CharField("état", max_length=9, choices=RoundState, default=RoundState.DRAFT)
    base = models.JSONField("base", null=True, blank=True)
    digest = models.CharField("empreinte de la base", max_length=64, blank=True)
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="+")
    """Without it nothing is posted: a circle consented to this envelope and this rule."""
    decided_elsewhere = models.JSONField("décidé dans une autre maison", null=True, blank=True)
    """What that decision said, once an archive was read again (``Act``): only so is it written."""
    entry = models.OneToOneField(
        Entry, models.PROTECT, null=True, blank=True, related_name="repayment_round"
    )
    prepared_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField("préparé le", default=timezone.now)
    posted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The second person: nobody hands money out alone."""

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "tour de reprises"
        verbose_name_plural = "tours de reprises"
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(
                name="repayment_rounds_are_numbered", fields=["year", "number"]
            ),
            models.CheckConstraint(
                name="no_round_is_posted_without_a_decision",
                condition=Q(state__in=[RoundState.DRAFT, RoundState.COMPUTED, RoundState.CANCELLED])
                | Q(decision__isnull=False)
                | Q(decided_elsewhere__isnull=False),
            ),
            models.CheckConstraint(
                name="a_posted_round_has_its_entry",
                condition=Q(
                    state__in=[
                        RoundState.DRAFT,
                        RoundState.COMPUTED,
                        RoundState.CONSENTED,
                        RoundState.CANCELLED,
                    ]
                )
                | Q(entry__isnull=False, posted_by__isnull=False, confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="two_people_post_a_round",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("posted_by")),
                violation_error_message="Une autre personne confirme : pas la même deux fois.",
            ),
        ]

    def __str__(self):
        return f"{self.year}-{self.number}"

    @property
    def act(self):
        """What was decided of it, here or in the house that it comes from; None before."""
        if self.decision:
            return Act.of(self.decision)
        return Act.told(self.decided_elsewhere) if self.decided_elsewhere else None


class Source(models.Model):
    """Where a part of an envelope comes from. Profits and returned advances stand apart. Cents."""

    round = models.ForeignKey(RepaymentRound, models.CASCADE, related_name="sources")
    kind = models.CharField("nature", max_length=8, choices=SourceKind)
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="sources")
    words = models.CharField("origine", max_length=160)
    cents = models.BigIntegerField("montant (centimes)")

    class Meta:
        verbose_name = "source d’une enveloppe"
        verbose_name_plural = "sources d’une enveloppe"
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(name="a_source_has_an_amount", condition=Q(cents__gt=0)),
            models.CheckConstraint(
                name="dividends_and_advances_are_in_the_books",
                condition=Q(kind=SourceKind.OTHER) | Q(entry__isnull=False),
            ),
        ]

    def __str__(self):
        return self.words


class Share(models.Model):
    """What a round gives to a contract, and the exact fraction it comes from. In cents (I10)."""

    round = models.ForeignKey(RepaymentRound, models.PROTECT, related_name="shares")
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="shares")
    rank = models.PositiveIntegerField("rang")
    outstanding = models.BigIntegerField("reste à reprendre")
    cents = models.BigIntegerField("part")
    fraction = models.CharField("fraction", max_length=120)
    """« 100000 × 150000 / 1100000 = 13636 reste 400000 », as it was computed."""
    has_odd_cent = models.BooleanField("un centime impair", default=False)

    class Meta:
        verbose_name = "part d’un tour"
        verbose_name_plural = "parts d’un tour"
        ordering = ["round", "rank"]
        constraints = [
            models.UniqueConstraint(name="one_share_each", fields=["round", "contract"]),
            models.CheckConstraint(
                name="a_share_is_at_most_what_is_outstanding",
                condition=Q(cents__gte=0, cents__lte=F("outstanding")),
                violation_error_message="Une part ne dépasse jamais ce qui reste à reprendre.",
            ),
        ]

    def __str__(self):
        return f"{self.round}, {self.contract}"


class OptOut(models.Model):
    """Somebody lets a round pass: their right stays whole, for the next one."""

    round = models.ForeignKey(RepaymentRound, models.CASCADE, related_name="opt_outs")
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="opt_outs")
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "tour passé"
        verbose_name_plural = "tours passés"
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(name="one_opt_out", fields=["round", "contract"])]

    def __str__(self):
        return f"{self.contract} laisse passer {self.round}"


class Hardship(Stateful, models.Model):
    """Somebody in difficulty asks to be served first. Its reason is enciphered: two people of trust
    read it, nobody else, and no label of the ledger ever says so (I18). In cents."""

    ARROWS = HARDSHIP_ARROWS

    round = models.ForeignKey(RepaymentRound, models.PROTECT, related_name="hardships")
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="hardships")
    cents = models.BigIntegerField("montant demandé (centimes)")
    reason = models.BinaryField("ce qui se passe, chiffré")
    state = models.CharField(
        "état", max_length=9, choices=HardshipState, default=HardshipState.ASKED
    )
    asked_at = models.DateTimeField("demandée le", default=timezone.now)
    ended_at = models.DateTimeField("close le", null=True, blank=True)

    class Meta:
        verbose_name = "demande prioritaire"
        verbose_name_plural = "demandes prioritaires"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(name="one_hardship_each", fields=["round", "contract"]),
            models.CheckConstraint(name="a_hardship_has_an_amount", condition=Q(cents__gt=0)),
        ]

    def __str__(self):
        return f"Demande du {self.asked_at:%d/%m/%Y}"


class Discernment(models.Model):
    """What one of the two people of trust says of a request; both must agree."""

    hardship = models.ForeignKey(Hardship, models.CASCADE, related_name="discernments")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    agrees = models.BooleanField("d’accord", null=True, blank=True)
    """Unknown until this person answers: the two are named by whoever asks."""
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "discernement"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(name="one_discernment_each", fields=["hardship", "by"])
        ]

    def __str__(self):
        return {None: "à lire", True: "d’accord", False: "pas d’accord"}[self.agrees]

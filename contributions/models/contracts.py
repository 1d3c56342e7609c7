from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from contributions.querysets.contracts import TURN, ContractQuerySet
from contributions.states import BEFORE, CONTRACT_ARROWS, ContractState, Form
from coopstudio.states import Stateful
from members.models import Person


class Contract(Stateful, models.Model):
    """An apport avec droit de reprise: who brings how much, under a number that is used once.

    It bears no rate of any kind, and never will: what is taken back is at most what was brought
    (F5). ``committed`` is in cents. It is born when it is issued; its day ``in_force_on``, the one
    of the last signature, gives its rank.
    """

    ARROWS = CONTRACT_ARROWS

    year = models.PositiveSmallIntegerField("année")
    number = models.PositiveSmallIntegerField("numéro")
    person = models.ForeignKey(Person, models.PROTECT, related_name="contracts")
    form = models.CharField("forme", max_length=8, choices=Form, default=Form.MONEY)
    committed = models.BigIntegerField("montant engagé (centimes)")
    state = models.CharField(
        "état", max_length=9, choices=ContractState, default=ContractState.ISSUED
    )
    in_force_on = models.DateField("entré en vigueur le", null=True, blank=True)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    """The contract whose right was passed on to this one (heirs, assignee)."""
    written_at = models.DateTimeField("écrit le", default=timezone.now)

    ended_at = models.DateTimeField("fini le", null=True, blank=True)

    CHANGES = ("state", "in_force_on", "ended_at")

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "contrat d’apport"
        verbose_name_plural = "contrats d’apport"
        ordering = ["year", "number"]
        indexes = [
            models.Index(TURN, F("year").desc(), F("number").desc(), name="contracts_by_turn"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="contract_numbers_are_used_once", fields=["year", "number"]
            ),
            models.CheckConstraint(
                name="a_contract_commits_something",
                condition=Q(committed__gt=0, follows=None) | Q(committed=0, follows__isnull=False),
                violation_error_message="Un apport engage au moins un centime.",
            ),
            models.CheckConstraint(
                name="a_contract_in_force_has_its_day",
                condition=Q(state__in=BEFORE, in_force_on=None)
                | (~Q(state__in=BEFORE) & Q(in_force_on__isnull=False)),
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self):
        """« APP-2027-0001 »."""
        return f"APP-{self.year}-{self.number:04}"


class ContractBalance(models.Model):
    """What was committed, received, decided, paid and waived of a contract, in cents.

    PostgreSQL alone writes it, line by line as they are posted: it is a projection that
    ``verify_ledger`` proves equal to the sum of the lines (I7, I9, I11).
    """

    contract = models.OneToOneField(
        Contract, models.PROTECT, primary_key=True, related_name="balance"
    )
    committed = models.BigIntegerField("engagé")
    received = models.BigIntegerField("reçu", default=0)
    taken_on = models.BigIntegerField("reçu par transmission", default=0)
    repaid = models.BigIntegerField("reprise décidée", default=0)
    returned = models.BigIntegerField("repris en nature", default=0)
    waived = models.BigIntegerField("renoncé", default=0)
    passed_on = models.BigIntegerField("transmis", default=0)
    paid = models.BigIntegerField("reprise payée", default=0)
    outstanding = models.GeneratedField(
        expression=models.F("received")
        + models.F("taken_on")
        - models.F("repaid")
        - models.F("returned")
        - models.F("waived")
        - models.F("passed_on"),
        output_field=models.BigIntegerField(),
        db_persist=True,
        verbose_name="reste à reprendre",
    )

    KEPT = True

    class Meta:
        verbose_name = "solde d’un contrat"
        verbose_name_plural = "soldes des contrats"
        constraints = [
            models.CheckConstraint(
                name="never_more_received_than_committed",
                condition=Q(received__lte=models.F("committed")) & Q(received__gte=0),
                violation_error_message="Ce versement dépasse ce que le contrat engage.",
            ),
            models.CheckConstraint(
                name="never_more_taken_back_than_brought",
                condition=Q(
                    received__gte=models.F("repaid")
                    + models.F("returned")
                    + models.F("waived")
                    + models.F("passed_on")
                    - models.F("taken_on")
                ),
                violation_error_message="On ne reprend jamais plus que ce qui a été apporté.",
            ),
            models.CheckConstraint(
                name="never_more_paid_than_decided",
                condition=Q(paid__gte=0) & Q(paid__lte=models.F("repaid")),
                violation_error_message="On ne paie jamais plus que ce qui a été décidé.",
            ),
            models.CheckConstraint(
                name="balances_never_go_below_zero",
                condition=Q(taken_on__gte=0, repaid__gte=0, returned__gte=0, waived__gte=0)
                & Q(passed_on__gte=0),
            ),
        ]

    def __str__(self):
        return f"Solde de {self.contract}"

    @property
    def due(self):
        """What was decided and not paid yet, in cents."""
        return self.repaid - self.paid

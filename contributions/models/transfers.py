from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from contributions.models.entries import Entry
from contributions.models.rounds import RepaymentRound, Share
from contributions.states import TRANSFER_ARROWS, TransferState
from coopstudio.states import Stateful
from members.models import Person

QUARANTINE = timedelta(hours=48)
"""A new account of somebody is used two days after a second person confirmed it (I17)."""


class PayoutAccount(models.Model):
    """Where somebody wants to be repaid. A change is proved anew, confirmed by somebody else, and
    waits for two days; the old one is kept, ended."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="payout_accounts")
    holder = models.CharField("titulaire", max_length=70)
    iban = models.CharField("IBAN", max_length=34)
    bic = models.CharField("BIC", max_length=11, blank=True)
    asked_at = models.DateTimeField("donné le", default=timezone.now)
    proved_at = models.DateTimeField("identité prouvée à nouveau le")
    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField("confirmé le", null=True, blank=True)
    usable_from = models.DateTimeField("utilisable dès le", null=True, blank=True)
    ended_at = models.DateTimeField("remplacé le", null=True, blank=True)

    class Meta:
        verbose_name = "compte de reprise"
        verbose_name_plural = "comptes de reprise"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="an_iban_is_plain",
                condition=Q(iban__regex=r"^[A-Z]{2}[0-9]{2}[A-Z0-9]{10,30}$"),
            ),
            models.CheckConstraint(
                name="somebody_else_confirms_an_iban",
                condition=Q(confirmed_by=None, confirmed_at=None, usable_from=None)
                | (
                    Q(confirmed_by__isnull=False)
                    & ~Q(confirmed_by=F("person"))
                    & Q(usable_from__gte=F("confirmed_at") + QUARANTINE)
                ),
                violation_error_message="Une autre personne confirme, puis deux jours passent.",
            ),
            models.UniqueConstraint(
                name="one_payout_account_in_use",
                fields=["person"],
                condition=Q(ended_at=None, confirmed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"•••• {self.iban[-4:]}"


class Batch(models.Model):
    """Transfers that leave together as one pain.001 file, the same bytes whenever it is asked for.

    ``key``: its MsgId, used once: the bank refuses the same one twice. In cents.
    """

    key = models.CharField("MsgId", max_length=35, unique=True)
    round = models.ForeignKey(
        RepaymentRound, models.PROTECT, null=True, blank=True, related_name="batches"
    )
    on = models.DateField("à exécuter le")
    total = models.BigIntegerField("total (centimes)")
    count = models.PositiveIntegerField("ordres")
    content = models.TextField("fichier")
    digest = models.CharField("empreinte", max_length=64)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField("préparé le", default=timezone.now)
    sent_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField("remis à la banque le", null=True, blank=True)

    CHANGES = ("sent_by_id", "sent_at")

    class Meta:
        verbose_name = "lot de virements"
        verbose_name_plural = "lots de virements"
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_batch_pays_something", condition=Q(total__gt=0, count__gt=0)
            )
        ]

    def __str__(self):
        return self.key


class Transfer(Stateful, models.Model):
    """One transfer of a batch, recognised by its key when the bank speaks of it. In cents."""

    ARROWS = TRANSFER_ARROWS

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="transfers")
    share = models.ForeignKey(Share, models.PROTECT, related_name="transfers")
    payout = models.ForeignKey(PayoutAccount, models.PROTECT, related_name="transfers")
    key = models.CharField("EndToEndId", max_length=35, unique=True)
    cents = models.BigIntegerField("montant (centimes)")
    state = models.CharField(
        "état", max_length=8, choices=TransferState, default=TransferState.READY
    )
    paid_entry = models.OneToOneField(
        Entry, models.PROTECT, null=True, blank=True, related_name="paid_transfer"
    )
    returned_entry = models.OneToOneField(
        Entry, models.PROTECT, null=True, blank=True, related_name="returned_transfer"
    )
    why = models.CharField("pourquoi il est revenu", max_length=160, blank=True)

    CHANGES = ("state", "why", "paid_entry_id", "returned_entry_id")

    class Meta:
        verbose_name = "virement"
        ordering = ["batch", "pk"]
        constraints = [
            models.CheckConstraint(name="a_transfer_has_an_amount", condition=Q(cents__gt=0)),
            models.UniqueConstraint(
                name="a_share_is_under_way_once",
                fields=["share"],
                condition=~Q(state=TransferState.RETURNED),
            ),
        ]

    def __str__(self):
        return self.key

from django.db import models
from django.db.models import Q
from django.utils import timezone

from contributions.models.contracts import Contract
from contributions.models.entries import Entry
from contributions.querysets.payments import InstalmentQuerySet, ReceiptQuerySet, WaiverQuerySet
from members.models import Person


class Instalment(models.Model):
    """A payment that a contract expects: when, how much, in cents. What comes fills the oldest."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="instalments")
    due_on = models.DateField("attendu le")
    cents = models.BigIntegerField("montant (centimes)")
    lapsed_at = models.DateTimeField("abandonné le", null=True, blank=True)
    """The association gave up expecting it; nothing is owed, no penalty (8.1, 5)."""
    lapsed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    reminded = models.SmallIntegerField("dernier rappel (jours)", null=True, blank=True)
    """The step of the last reminder, in days from the day it was due: −7, 3, 15; 22, a human."""

    objects = InstalmentQuerySet.as_manager()

    class Meta:
        verbose_name = "versement attendu"
        verbose_name_plural = "versements attendus"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(name="an_instalment_has_an_amount", condition=Q(cents__gt=0))
        ]

    def __str__(self):
        return f"{self.contract}, le {self.due_on:%d/%m/%Y}"


class Receipt(models.Model):
    """What arrived of an apport, under a number without holes « REC-2027-0001 ». In cents."""

    class Means(models.TextChoices):
        TRANSFER = "transfer", "virement"
        CHEQUE = "cheque", "chèque"
        CASH = "cash", "espèces"
        IN_KIND = "in_kind", "en nature"

    year = models.PositiveSmallIntegerField("année")
    number = models.PositiveIntegerField("numéro", default=0)
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="receipts")
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="receipt")
    means = models.CharField("moyen", max_length=8, choices=Means, default=Means.TRANSFER)
    cents = models.BigIntegerField("montant (centimes)")
    on = models.DateField("reçu le")
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField("écrit le", default=timezone.now)

    FINAL = True

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = "versement reçu"
        verbose_name_plural = "versements reçus"
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(name="receipts_are_numbered", fields=["year", "number"]),
            models.CheckConstraint(name="a_receipt_has_an_amount", condition=Q(cents__gt=0)),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self):
        return f"REC-{self.year}-{self.number:04}"


class Waiver(models.Model):
    """Somebody gives up a part of their right, freely and in writing: never a tax receipt (F14)."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="waivers")
    cents = models.BigIntegerField("montant (centimes)")
    words = models.TextField("dans vos mots", max_length=1000, blank=True)
    asked_at = models.DateTimeField("demandée le", default=timezone.now)
    taken_back_at = models.DateTimeField("reprise le", null=True, blank=True)
    """Its author changed their mind before it was recorded."""
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    entry = models.OneToOneField(
        Entry, models.PROTECT, null=True, blank=True, related_name="waiver"
    )

    objects = WaiverQuerySet.as_manager()

    class Meta:
        verbose_name = "renonciation"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(name="a_waiver_has_an_amount", condition=Q(cents__gt=0)),
            models.CheckConstraint(
                name="a_waiver_is_recorded_or_taken_back",
                condition=Q(entry=None) | Q(taken_back_at=None, recorded_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Renonciation du {self.asked_at:%d/%m/%Y}"


class Transmission(models.Model):
    """The right passes to an heir or an assignee: same outstanding, same rank (F8)."""

    class Why(models.TextChoices):
        DEATH = "death", "décès"
        ASSIGNMENT = "assignment", "cession acceptée"

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="transmissions")
    to = models.OneToOneField(Contract, models.PROTECT, related_name="transmission")
    why = models.CharField("cause", max_length=10, choices=Why)
    deed = models.CharField("acte", max_length=200)
    """The notary's deed, or the decision that accepted the assignment."""
    on = models.DateField("le")
    cents = models.BigIntegerField("montant (centimes)")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="transmissions")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("enregistrée le", default=timezone.now)

    FINAL = True

    class Meta:
        verbose_name = "transmission"
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_transmission_has_its_deed", condition=Q(cents__gt=0) & ~Q(deed="")
            )
        ]

    def __str__(self):
        return f"{self.contract} → {self.to}"

from django.db import models
from django.db.models import Q
from django.utils import timezone

from contributions.models.entries import Account, Entry
from contributions.querysets.bank import OperationQuerySet
from contributions.states import OPERATION_ARROWS, OperationState
from coopstudio.states import Stateful
from members.models import Person


class BankAccount(models.Model):
    """An account of the association at its bank, and the account of the books that tells it."""

    name = models.CharField("nom", max_length=80)
    holder = models.CharField("titulaire", max_length=70)
    iban = models.CharField("IBAN", max_length=34, unique=True)
    bic = models.CharField("BIC", max_length=11, blank=True)
    account = models.OneToOneField(Account, models.PROTECT, related_name="bank")
    opened_on = models.DateField("depuis le")
    closed_on = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name = "compte bancaire"
        verbose_name_plural = "comptes bancaires"
        ordering = ["opened_on", "pk"]

    def __str__(self):
        return self.name


class BankFile(models.Model):
    """A statement that was imported: the same file brings nothing twice. Cents."""

    bank = models.ForeignKey(BankAccount, models.PROTECT, related_name="files")
    name = models.CharField("fichier", max_length=200)
    kind = models.CharField("format", max_length=8)
    """« camt.053 » or « csv »."""
    digest = models.CharField("empreinte", max_length=64, unique=True)
    opening = models.BigIntegerField("solde d’ouverture", null=True, blank=True)
    closing = models.BigIntegerField("solde de clôture", null=True, blank=True)
    closing_on = models.DateField("arrêté au", null=True, blank=True)
    lines = models.PositiveIntegerField("lignes", default=0)
    known = models.PositiveIntegerField("lignes déjà connues", default=0)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("importé le", default=timezone.now)

    class Meta:
        verbose_name = "relevé"
        ordering = ["at", "pk"]

    def __str__(self):
        return self.name


class Operation(Stateful, models.Model):
    """A line of the bank. It waits until somebody says what it is; it is never dropped. In cents,
    above zero when money arrives."""

    ARROWS = OPERATION_ARROWS

    bank = models.ForeignKey(BankAccount, models.PROTECT, related_name="operations")
    file = models.ForeignKey(BankFile, models.PROTECT, related_name="operations")
    identity = models.CharField("identité", max_length=64, unique=True)
    on = models.DateField("date")
    value_on = models.DateField("date de valeur")
    cents = models.BigIntegerField("montant (centimes)")
    words = models.CharField("libellé", max_length=400, blank=True)
    who = models.CharField("contrepartie", max_length=140, blank=True)
    iban = models.CharField("IBAN", max_length=34, blank=True)
    reference = models.CharField("référence", max_length=80, blank=True)
    end_to_end = models.CharField("EndToEndId", max_length=35, blank=True)
    is_return = models.BooleanField("virement revenu", default=False)
    state = models.CharField(
        "état", max_length=7, choices=OperationState, default=OperationState.WAITING
    )
    entry = models.ForeignKey(
        Entry, models.PROTECT, null=True, blank=True, related_name="operations"
    )
    matched_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    matched_at = models.DateTimeField("rapprochée le", null=True, blank=True)
    why = models.CharField("pourquoi de côté", max_length=200, blank=True)

    objects = OperationQuerySet.as_manager()

    class Meta:
        verbose_name = "opération bancaire"
        verbose_name_plural = "opérations bancaires"
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(name="an_operation_moves_something", condition=~Q(cents=0)),
            models.CheckConstraint(
                name="a_matched_operation_has_its_entry",
                condition=Q(state=OperationState.MATCHED, entry__isnull=False)
                | (~Q(state=OperationState.MATCHED) & Q(entry=None)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["on"],
                name="operations_to_match",
                condition=Q(state=OperationState.WAITING),
            )
        ]

    def __str__(self):
        return f"{self.words} ({self.on:%d/%m/%Y})"


class Anchor(models.Model):
    """The head of the chain told outside the house: to whom, when, why (I13)."""

    rank = models.BigIntegerField("rang")
    digest = models.CharField("empreinte", max_length=64)
    why = models.CharField("à l’occasion", max_length=120)
    told = models.ManyToManyField(Person, related_name="+")
    at = models.DateTimeField("le", default=timezone.now)

    FINAL = True

    class Meta:
        verbose_name = "ancrage de la chaîne"
        verbose_name_plural = "ancrages de la chaîne"
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.rank} {self.digest[:12]}"

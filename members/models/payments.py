"""What came in for fees, what was given for it, and how to pay."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from members.models.fees import FeeCall, FeeYear
from members.models.people import Person
from members.querysets.fees import DatedQuerySet, PaymentQuerySet
from members.states import Fate, Means


class FeePayment(models.Model):
    """Money that arrived for a call, in cents; or the reversal of such a payment, below zero.

    ``applied`` settles the call, ``rest`` is what was not owed, and ``fate`` what becomes of it.
    """

    FINAL = True

    call = models.ForeignKey(FeeCall, models.PROTECT, related_name="payments")
    received_on = models.DateField("reçu le")
    means = models.CharField("moyen", max_length=8, choices=Means)
    reference = models.CharField("référence", max_length=80, blank=True)
    applied = models.IntegerField("pour la cotisation (centimes)")
    rest = models.IntegerField("en plus (centimes)", default=0)
    amount = models.GeneratedField(
        expression=F("applied") + F("rest"), output_field=models.IntegerField(), db_persist=True
    )
    fate = models.CharField("ce que devient le reste", max_length=7, choices=Fate, blank=True)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversal"
    )
    reason = models.CharField("pourquoi", max_length=200, blank=True)
    at = models.DateTimeField("écrit le", default=timezone.now)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = "règlement de cotisation"
        verbose_name_plural = "règlements de cotisation"
        constraints = [
            models.CheckConstraint(
                name="fee_payment_has_one_sign",
                condition=Q(reverses__isnull=True, applied__gte=0, rest__gte=0)
                | Q(reverses__isnull=False, applied__lte=0, rest__lte=0),
                violation_error_message="Un règlement ajoute, sa contrepassation retire.",
            ),
            models.CheckConstraint(
                name="fee_payment_is_not_nothing",
                condition=~Q(applied=0, rest=0),
                violation_error_message="Un règlement a un montant.",
            ),
            models.CheckConstraint(
                name="rest_has_its_fate",
                condition=Q(rest=0, fate="") | (~Q(rest=0) & ~Q(fate="")),
                violation_error_message="Dites ce que devient ce qui n’était pas dû.",
            ),
            models.CheckConstraint(
                name="reversal_says_why", condition=Q(reverses__isnull=True) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="credit_is_never_too_much", condition=~Q(means=Means.CREDIT) | Q(rest=0)
            ),
        ]
        indexes = [
            models.Index(fields=["received_on"], name="fee_payments_by_day"),
            models.Index(fields=["-at", "-id"], name="fee_payments_latest"),
            models.Index(
                fields=["fate"],
                name="fee_payments_with_a_rest",
                condition=Q(fate__in=[Fate.REFUND, Fate.ADVANCE]),
            ),
        ]

    def __str__(self):
        return f"{self.call}, le {self.received_on:%d/%m/%Y}"


class FeeReceipt(models.Model):
    """The reçu de cotisation of one payment, numbered without a hole in its year."""

    FINAL = True

    payment = models.OneToOneField(FeePayment, models.PROTECT, related_name="receipt")
    year = models.ForeignKey(FeeYear, models.PROTECT, related_name="receipts")
    number = models.PositiveIntegerField("numéro")
    given_at = models.DateTimeField("donné le", default=timezone.now)

    class Meta:
        verbose_name = "reçu de cotisation"
        verbose_name_plural = "reçus de cotisation"
        constraints = [
            models.UniqueConstraint(name="one_receipt_per_number", fields=["year", "number"]),
            models.CheckConstraint(name="receipts_count_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self):
        return f"Reçu {self.year.name}-{self.number:04}"


class FeeRefund(models.Model):
    """What was not owed was given back, on a day: ``amount`` cents. An advance may go back in
    parts, never more than its rest in all."""

    FINAL = True

    payment = models.ForeignKey(FeePayment, models.PROTECT, related_name="refunds")
    amount = models.PositiveIntegerField("rendu (centimes)")
    given_on = models.DateField("rendu le")
    means = models.CharField("moyen", max_length=8, choices=Means)
    reference = models.CharField("référence", max_length=80, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("écrit le", default=timezone.now)

    class Meta:
        verbose_name = "trop-perçu rendu"
        verbose_name_plural = "trop-perçus rendus"

    def __str__(self):
        return f"{self.payment}, rendu le {self.given_on:%d/%m/%Y}"


class BankDetails(models.Model):
    """How to pay the association, from a day on: the latest version holds."""

    FINAL = True

    from_on = models.DateField("à partir du")
    holder = models.CharField("titulaire du compte", max_length=70)
    iban = models.CharField("IBAN", max_length=34)
    bic = models.CharField("BIC", max_length=11, blank=True)
    cheque_to = models.CharField("ordre des chèques", max_length=120, blank=True)
    cheque_address = models.CharField("adresse des chèques", max_length=200, blank=True)
    card_at = models.URLField("page de paiement par carte", blank=True)
    validated_by = models.CharField("validées par", max_length=120)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField("inscrites le", default=timezone.now)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "coordonnées de paiement"
        verbose_name_plural = "coordonnées de paiement"

    def __str__(self):
        return f"{self.holder}, à partir du {self.from_on:%d/%m/%Y}"


class TaxRight(models.Model):
    """The recorded right to say that a fee opens a tax reduction, from a day to another.

    Without one in force on the day of a payment, no paper of the house says so (CGI, article 200).
    """

    FINAL = True

    from_on = models.DateField("à partir du")
    until_on = models.DateField("jusqu’au", null=True, blank=True)
    mention = models.TextField("mention imprimée sur le reçu", max_length=600)
    reference = models.CharField("d’où vient ce droit", max_length=200)
    validated_by = models.CharField("vérifié par", max_length=120)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField("inscrit le", default=timezone.now)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "droit au reçu fiscal"
        verbose_name_plural = "droits au reçu fiscal"
        constraints = [
            models.CheckConstraint(
                name="tax_right_ends_after_it_starts",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                violation_error_message="Ce droit finit après avoir commencé.",
            )
        ]

    def __str__(self):
        return f"À partir du {self.from_on:%d/%m/%Y} : {self.reference}"

"""What is asked of members for a year: years, tariffs, calls, and what each call asks."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone

from members.models.people import Person
from members.models.statutes import Category
from members.querysets.fees import BalanceQuerySet, CallQuerySet, YearQuerySet
from members.states import Arrival, TariffKind, TermKind, YearManner


class FeeYear(models.Model):
    """An exercice: the days that a fee covers. Two exercices never share a day."""

    name = models.CharField("exercice", max_length=20, unique=True)
    manner = models.CharField("année", max_length=6, choices=YearManner, default=YearManner.COMMON)
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    days_to_pay = models.PositiveSmallIntegerField("jours pour régler", default=30)
    limitation_years = models.PositiveSmallIntegerField("prescription, en années", default=5)
    calls_newcomers = models.BooleanField("appelle qui arrive en cours d’année", default=True)
    called_on = models.DateField("appelée le", null=True, blank=True)
    called_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    calls_made = models.PositiveIntegerField("appels faits", default=0)
    receipts_given = models.PositiveIntegerField("reçus donnés", default=0)

    objects = YearQuerySet.as_manager()

    class Meta:
        verbose_name = "exercice de cotisation"
        verbose_name_plural = "exercices de cotisation"
        get_latest_by = "starts_on"
        constraints = [
            models.CheckConstraint(
                name="fee_year_ends_after_it_starts",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message="Un exercice finit après avoir commencé.",
            ),
            models.CheckConstraint(
                name="called_year_has_its_caller",
                condition=Q(called_on__isnull=True) | Q(called_by__isnull=False),
                violation_error_message="Un exercice appelé dit par qui.",
            ),
            ExclusionConstraint(
                name="no_two_fee_years_share_a_day",
                expressions=[
                    (
                        Func(
                            "starts_on", "ends_on", Value("[]"),
                            function="DATERANGE", output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    )
                ],
                violation_error_message="Un autre exercice couvre déjà une partie de ces jours.",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"Cotisation {self.name}"


class Tariff(models.Model):
    """What is asked for a year, decided by an organ on a day. A newer one of its kind replaces it.

    Amounts in cents. ``amount`` is what is called; ``minimum`` the least that one may choose.
    """

    FINAL = True

    year = models.ForeignKey(FeeYear, models.PROTECT, related_name="tariffs")
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="collège"
    )
    """Empty: every category that has no tariff of its own."""
    kind = models.CharField("tarif", max_length=8, choices=TariffKind)
    amount = models.PositiveIntegerField("montant appelé (centimes)")
    minimum = models.PositiveIntegerField("minimum (centimes)")
    arrival = models.CharField(
        "arrivée en cours d’année", max_length=8, choices=Arrival, default=Arrival.WHOLE
    )
    free_months = models.PositiveSmallIntegerField(
        "derniers mois offerts", default=0, validators=[MaxValueValidator(11)]
    )
    organ = models.CharField("décidé par", max_length=120)
    decided_on = models.DateField("décidé le")
    reference = models.CharField("référence de la décision", max_length=120)
    written_at = models.DateTimeField("inscrit le", default=timezone.now)

    class Meta:
        verbose_name = "tarif"
        constraints = [
            models.CheckConstraint(
                name="tariff_asks_its_minimum_at_least",
                condition=Q(amount__gte=F("minimum")),
                violation_error_message="Le montant appelé n’est pas en dessous du minimum.",
            ),
            models.CheckConstraint(
                name="exempt_tariff_asks_nothing",
                condition=~Q(kind=TariffKind.EXEMPT) | Q(amount=0),
                violation_error_message="Qui est dispensé ou dispensée ne doit rien.",
            ),
            models.CheckConstraint(
                name="fixed_tariff_leaves_no_choice",
                condition=~Q(kind=TariffKind.FIXED) | Q(amount=F("minimum")),
                violation_error_message="Un montant fixe ne se choisit pas.",
            ),
        ]

    def __str__(self):
        return f"{self.year} : {self.get_kind_display()}"


class FeeCall(models.Model):
    """An appel de cotisation: one person is asked for their fee of one year.

    What it asks stands in its terms, the latest of which holds; what came in its payments.
    """

    FINAL = True

    person = models.ForeignKey(Person, models.PROTECT, related_name="fee_calls")
    year = models.ForeignKey(FeeYear, models.PROTECT, related_name="calls")
    tariff = models.ForeignKey(Tariff, models.PROTECT, related_name="+")
    reference = models.CharField("référence à rappeler", max_length=40, unique=True)
    covers_from = models.DateField("couvre du")
    covers_to = models.DateField("au")
    months = models.PositiveSmallIntegerField("mois demandés")
    months_of_year = models.PositiveSmallIntegerField("mois de l’année")
    called_on = models.DateField("appelée le")
    due_on = models.DateField("à régler avant le")
    barred_on = models.DateField("prescrite à partir du")

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = "appel de cotisation"
        verbose_name_plural = "appels de cotisation"
        constraints = [
            models.UniqueConstraint(
                name="one_call_per_person_and_year",
                fields=["person", "year"],
                violation_error_message="Cette personne a déjà son appel pour cet exercice.",
            ),
            models.CheckConstraint(
                name="call_is_due_after_it_is_made",
                condition=Q(due_on__gte=F("called_on")),
                violation_error_message="L’échéance ne précède pas l’appel.",
            ),
            models.CheckConstraint(
                name="call_is_barred_after_it_is_due", condition=Q(barred_on__gt=F("due_on"))
            ),
            models.CheckConstraint(
                name="call_covers_days", condition=Q(covers_to__gte=F("covers_from"))
            ),
            models.CheckConstraint(
                name="call_asks_months_of_its_year",
                condition=Q(months__lte=F("months_of_year"), months_of_year__gt=0),
            ),
        ]
        indexes = [models.Index(fields=["year", "due_on"], name="fee_calls_by_due_day")]

    def __str__(self):
        return self.reference


class FeeTerm(models.Model):
    """What a call asks from a moment on, and why. The latest term holds; none is ever changed."""

    FINAL = True

    call = models.ForeignKey(FeeCall, models.PROTECT, related_name="terms")
    kind = models.CharField("raison", max_length=9, choices=TermKind)
    amount = models.PositiveIntegerField("montant demandé (centimes)")
    said_on = models.DateField("à partir du")
    at = models.DateTimeField("écrit le", default=timezone.now)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    organ = models.CharField("décidé par", max_length=120, blank=True)
    decided_on = models.DateField("décidé le", null=True, blank=True)
    reference = models.CharField("référence ou raison", max_length=120, blank=True)

    class Meta:
        verbose_name = "montant demandé"
        verbose_name_plural = "montants demandés"
        indexes = [models.Index("call", "said_on", "id", name="fee_terms_latest")]
        constraints = [
            models.CheckConstraint(
                name="waiver_has_its_decision",
                condition=~Q(kind=TermKind.WAIVED)
                | (~Q(organ="") & ~Q(reference="") & Q(decided_on__isnull=False)),
                violation_error_message="Une dispense cite la décision qui l’accorde.",
            ),
            models.CheckConstraint(
                name="correction_says_why",
                condition=~Q(kind=TermKind.CORRECTED) | ~Q(reference=""),
                violation_error_message="Un montant corrigé dit pourquoi.",
            ),
        ]

    def __str__(self):
        return f"{self.call} : {self.get_kind_display()}"


class FeeBalance(models.Model):
    """What a call asks and what came for it, all that is written counted: the database keeps it
    (``0016_fee_balance``), so that a year of ten thousand calls is summed at once. Nobody else
    writes here. The days are those of the call, which never change."""

    call = models.OneToOneField(
        FeeCall, models.CASCADE, primary_key=True, related_name="balance", verbose_name="appel"
    )
    year = models.ForeignKey(FeeYear, models.CASCADE, related_name="+", db_index=False)
    called_on = models.DateField("appelée le")
    due_on = models.DateField("à régler avant le")
    barred_on = models.DateField("prescrite à partir du")
    asked = models.PositiveIntegerField("demandé (centimes)")
    why = models.CharField("raison", max_length=9, choices=TermKind)
    paid = models.IntegerField("arrivé (centimes)", default=0)

    objects = BalanceQuerySet.as_manager()

    class Meta:
        verbose_name = "solde d’un appel"
        verbose_name_plural = "soldes des appels"
        indexes = [
            models.Index(
                fields=["year", "due_on", "call"], name="fee_balances_owed",
                condition=Q(paid__lt=F("asked")),
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.call} : {self.paid} sur {self.asked}"


class FeeReminder(models.Model):
    """A reminder that left, so many days after the fee was due. Each step leaves once."""

    FINAL = True

    call = models.ForeignKey(FeeCall, models.PROTECT, related_name="reminders")
    step = models.PositiveSmallIntegerField("jours après l’échéance")
    sent_on = models.DateField("parti le")

    class Meta:
        verbose_name = "rappel de cotisation"
        verbose_name_plural = "rappels de cotisation"
        constraints = [
            models.UniqueConstraint(name="one_reminder_per_step", fields=["call", "step"])
        ]

    def __str__(self):
        return f"{self.call} : rappel à {self.step} jours"

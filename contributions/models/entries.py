from django.db import models
from django.db.models import Q
from django.utils import timezone

from contributions.models.contracts import Contract
from contributions.models.years import Book, FiscalYear
from contributions.querysets.bank import AccountQuerySet
from contributions.querysets.seals import SealQuerySet
from contributions.states import Nature, Side

LARGEST = 100_000_000_000
"""A billion euros, in cents: beyond it somebody's finger slipped."""


class GivenNumber(models.PositiveIntegerField):
    """A number that PostgreSQL gives: it comes back with the row, without another question."""

    db_returning = True

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.PositiveIntegerField", args, kwargs


class Account(models.Model):
    """An account of the chart (ANC 2018-06), on eight figures. Each contract has its own 1034."""

    number = models.CharField("numéro", max_length=8, primary_key=True)
    name = models.CharField("libellé", max_length=80)
    contract = models.OneToOneField(
        Contract, models.PROTECT, null=True, blank=True, related_name="account"
    )

    FINAL = True

    objects = AccountQuerySet.as_manager()

    class Meta:
        verbose_name = "compte"
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                name="account_number_has_eight_figures",
                condition=Q(number__regex=r"^[1-8][0-9]{7}$"),
                violation_error_message="Un compte a huit chiffres, de la classe 1 à 8.",
            ),
            models.CheckConstraint(
                name="accounts_1034_are_contracts",
                condition=Q(number__startswith="1034", contract__isnull=False)
                | (~Q(number__startswith="1034") & Q(contract=None)),
            ),
            models.CheckConstraint(
                name="no_apport_is_worth_more",
                condition=~Q(number__startswith="1052"),
                violation_error_message="Un apport ne se réévalue pas : le 1052 reste fermé.",
            ),
            models.CheckConstraint(
                name="account_name_fits_a_flat_file",
                condition=~Q(name="") & ~Q(name__regex=r"[\t|\r\n]"),
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.name}"


class Entry(models.Model):
    """An écriture: two lines at least, whose debits equal their credits, for ever.

    PostgreSQL numbers it without a hole, seals it in a chain when the transaction ends, and refuses
    every change. A mistake is answered by a reversal, dated in a year that is open.
    """

    book = models.ForeignKey(Book, models.PROTECT, related_name="entries")
    year = models.ForeignKey(FiscalYear, models.PROTECT, related_name="entries")
    number = GivenNumber("numéro", default=0)
    on = models.DateField("date")
    piece = models.CharField("pièce", max_length=60)
    piece_on = models.DateField("date de la pièce")
    label = models.CharField("libellé", max_length=120)
    validated_on = models.DateField("validée le")
    nature = models.CharField("nature", max_length=17, choices=Nature)
    source_key = models.CharField("clé", max_length=80, unique=True)
    """What it comes from, said once: the same fact never makes two entries (I12)."""
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )
    written_at = models.DateTimeField("écrite le", default=timezone.now)

    FINAL = True

    class Meta:
        verbose_name = "écriture"
        ordering = ["year", "book", "number"]
        constraints = [
            models.UniqueConstraint(name="entries_are_numbered", fields=["book", "year", "number"]),
            models.CheckConstraint(
                name="a_reversal_says_what_it_reverses",
                condition=Q(nature=Nature.REVERSAL, reverses__isnull=False)
                | (~Q(nature=Nature.REVERSAL) & Q(reverses=None)),
            ),
            models.CheckConstraint(
                name="entry_fits_a_flat_file",
                condition=~Q(label="")
                & ~Q(piece="")
                & ~Q(label__regex=r"[\t|\r\n]")
                & ~Q(piece__regex=r"[\t|\r\n]"),
                violation_error_message="Un libellé n’a ni tabulation, ni barre, ni retour.",
            ),
            models.CheckConstraint(
                name="an_entry_is_validated_after_its_day",
                condition=Q(validated_on__gte=models.F("on")),
            ),
            models.CheckConstraint(
                name="a_piece_comes_before_its_validation",
                condition=Q(validated_on__gte=models.F("piece_on")),
                violation_error_message="La pièce ne peut pas venir après la validation.",
            ),
        ]
        indexes = [models.Index(fields=["year", "on", "id"], name="entries_day_by_day")]

    def __str__(self):
        return f"{self.book_id} {self.number}, {self.label}"


class Line(models.Model):
    """One side of an entry, in whole cents. ``contract``: of whom, on 1034 and on 4688."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="lines")
    rank = models.PositiveSmallIntegerField("rang")
    account = models.ForeignKey(Account, models.PROTECT, related_name="lines")
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="lines"
    )
    side = models.CharField("sens", max_length=1, choices=Side)
    cents = models.BigIntegerField("centimes")

    FINAL = True

    class Meta:
        verbose_name = "ligne d’écriture"
        verbose_name_plural = "lignes d’écriture"
        ordering = ["entry", "rank"]
        constraints = [
            models.UniqueConstraint(name="lines_are_ranked", fields=["entry", "rank"]),
            models.CheckConstraint(
                name="a_line_has_one_side_and_an_amount",
                condition=Q(side__in=Side.values, cents__gt=0, cents__lte=LARGEST, rank__gt=0),
                violation_error_message="Une ligne a un seul sens et un montant au-dessus de zéro.",
            ),
        ]

    def __str__(self):
        return f"{self.account_id} {self.side} {self.cents}"


class Seal(models.Model):
    """The link of the chain that holds an entry: SHA-256 of what it says and of the link before."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="seal")
    rank = models.BigIntegerField("rang", unique=True)
    previous = models.CharField("empreinte précédente", max_length=64)
    digest = models.CharField("empreinte", max_length=64)
    sealed_at = models.DateTimeField("scellée le", default=timezone.now)

    KEPT = True

    objects = SealQuerySet.as_manager()

    class Meta:
        verbose_name = "scellement"
        ordering = ["rank"]

    def __str__(self):
        return f"{self.rank} {self.digest[:12]}"


class Chain(models.Model):
    """The head of the chain: one row. Its digest is told outside, to people and in minutes."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    rank = models.BigIntegerField("rang", default=0)
    digest = models.CharField("empreinte", max_length=64, default="0" * 64)

    KEPT = True

    class Meta:
        verbose_name = "chaîne des écritures"
        constraints = [models.CheckConstraint(name="there_is_one_chain", condition=Q(id=1))]

    def __str__(self):
        return self.digest


class Counter(models.Model):
    """The last number that a book gave in a year: taken back with whoever fails (I6)."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="+")
    year = models.ForeignKey(FiscalYear, models.PROTECT, related_name="+")
    last = models.PositiveIntegerField("dernier numéro", default=0)

    KEPT = True

    class Meta:
        verbose_name = "compteur"
        constraints = [
            models.UniqueConstraint(name="one_counter_per_book_and_year", fields=["book", "year"])
        ]

    def __str__(self):
        return f"{self.book_id} {self.year} : {self.last}"


class Lettering(models.Model):
    """Lines of one account that answer each other, under one code; the lines never change."""

    line = models.OneToOneField(Line, models.PROTECT, related_name="lettering")
    code = models.CharField("lettre", max_length=12)
    on = models.DateField("lettrée le")

    class Meta:
        verbose_name = "lettrage"
        ordering = ["code", "pk"]
        indexes = [models.Index(fields=["code"], name="letters_by_code")]

    def __str__(self):
        return self.code

from django.db import models
from django.db.models import Q
from django.utils import timezone

from contributions.querysets.clauses import ClauseQuerySet
from contributions.querysets.terms import OpinionQuerySet, TermsQuerySet
from contributions.states import OpenPoint, Rule
from coopstudio.files.models import PrivateFile
from members.models import Person


class Terms(models.Model):
    """The rules of the house about apports, from a day on: who decides, how one shares, and who
    validated it (an accountant, a lawyer). Never changed: new rules are a new row. Cents, percent.
    """

    from_on = models.DateField("depuis le")
    statutes_article = models.CharField("article des statuts", max_length=80, blank=True)
    """The one that allows taking apports back: without it no contract is issued (F3)."""
    statutes_words = models.TextField("ce que dit cet article", max_length=2000, blank=True)
    accepting_organ = models.CharField(
        "organe qui accepte", max_length=120, default="conseil d’administration"
    )
    envelope_organ = models.CharField(
        "organe qui décide d’un tour", max_length=120, default="assemblée générale"
    )
    rule = models.CharField(
        "règle de répartition", max_length=8, choices=Rule, default=Rule.PRO_RATA
    )
    minimum = models.PositiveBigIntegerField("reprise minimale (centimes)", default=0)
    dividend_percent = models.PositiveSmallIntegerField("part des dividendes (%)", default=50)
    hardship_percent = models.PositiveSmallIntegerField("part des difficultés (%)", default=30)
    treasury_floor = models.PositiveBigIntegerField("plancher de trésorerie (centimes)", default=0)
    fortune_words = models.TextField("retour à meilleure fortune", max_length=1000, blank=True)
    waiver_opinion = models.TextField(
        "avis sur l’abandon d’une créance", max_length=1000, blank=True
    )
    """Empty: a repayment that is due is paid, then given (F14)."""
    validated_by = models.CharField("validées par", max_length=160)
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField("écrites le", default=timezone.now)

    FINAL = True

    objects = TermsQuerySet.as_manager()

    class Meta:
        verbose_name = "cadre des apports"
        verbose_name_plural = "cadres des apports"
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="terms_share_at_most_the_whole",
                condition=Q(dividend_percent__lte=100, hardship_percent__lte=100),
                violation_error_message="Une part va de zéro à cent pour cent.",
            ),
            models.CheckConstraint(
                name="somebody_validated_the_terms", condition=~Q(validated_by="")
            ),
        ]

    def __str__(self):
        return f"Cadre depuis le {self.from_on:%d/%m/%Y}"


class Opinion(models.Model):
    """What an accountant, a lawyer or the bank answered to an open point, on that day. Never
    changed: the last one of a point counts."""

    point = models.CharField("point", max_length=16, choices=OpenPoint)
    words = models.TextField("ce qui est répondu", max_length=2000)
    given_by = models.CharField("par", max_length=160)
    given_on = models.DateField("le")
    paper = models.ForeignKey(PrivateFile, models.PROTECT, null=True, blank=True, related_name="+")
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField("écrit le", default=timezone.now)

    FINAL = True

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "avis"
        verbose_name_plural = "avis"
        ordering = ["given_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="an_opinion_is_somebodys", condition=~Q(given_by="") & ~Q(words="")
            )
        ]

    def __str__(self):
        return f"{self.get_point_display()}, {self.given_by}"


class Clause(models.Model):
    """An article of the contract, in one of its versions. The text names its ``{variables}``."""

    code = models.SlugField("code", max_length=40)
    version = models.PositiveSmallIntegerField("version")
    rank = models.PositiveSmallIntegerField("ordre")
    title = models.CharField("titre", max_length=120)
    text = models.TextField("texte", max_length=6000)
    is_mandatory = models.BooleanField("obligatoire", default=True)
    only_for = models.CharField("seulement pour", max_length=8, blank=True)
    """A form of apport (« in_kind »); empty: for all."""
    from_on = models.DateField("depuis le")
    ended_on = models.DateField("jusqu’au", null=True, blank=True)
    validated_by = models.CharField("validée par", max_length=160, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField("écrite le", default=timezone.now)

    CHANGES = ("ended_on",)

    objects = ClauseQuerySet.as_manager()

    class Meta:
        verbose_name = "clause"
        ordering = ["rank", "version"]
        constraints = [models.UniqueConstraint(name="clause_versions", fields=["code", "version"])]

    def __str__(self):
        return f"{self.code}@{self.version}"

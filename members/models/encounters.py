import re

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone

from coopstudio.french.search import words_of
from members.models.people import Person
from members.querysets import EncounterQuerySet, HostWordsQuerySet
from members.states import READABLE, Craft, Fruit, HostAgreement

FIGURE = re.compile(
    r"^(?P<value>(?:environ |près de )?[\d\s.,]*\d(?:\s?(?:%|M€|k€|€))?)\s+(?P<of>.+)$"
)


class Encounter(models.Model):
    """A visit to another cooperative (rencontre): who they are, what one learns there.

    A draft until somebody who took part shares it with the members.
    """

    name = models.CharField("coopérative", max_length=120)
    town = models.CharField("lieu", max_length=120, blank=True)
    domain = models.CharField("domaine", max_length=160, blank=True)
    legal_form = models.CharField("forme juridique", max_length=80, blank=True)
    link = models.URLField("site", blank=True)
    met_on = models.DateField("date")
    figures = ArrayField(
        models.CharField(max_length=120), verbose_name="chiffres", default=list, blank=True
    )
    people = models.ManyToManyField(Person, related_name="encounters", verbose_name="membres")
    company = models.CharField("avec qui d’autre", max_length=300, blank=True)
    lead = models.CharField("en une phrase", max_length=240)
    story = models.TextField("récit", max_length=12000)
    source = models.CharField("d’après", max_length=300, blank=True)
    themes = ArrayField(
        models.CharField(max_length=40), verbose_name="thèmes", default=list, blank=True
    )
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField("écrite le", default=timezone.now)
    shared_at = models.DateTimeField("partagée le", null=True, blank=True)
    search = words_of("name", "town", "domain", "lead", "story")

    objects = EncounterQuerySet.as_manager()

    class Meta:
        verbose_name = "rencontre"
        ordering = ["-met_on", "-pk"]
        indexes = [
            GinIndex(fields=["search"], name="encounters_by_words"),
            GinIndex(fields=["themes"], name="encounters_by_theme"),
            models.Index(fields=["-met_on", "-id"], name="encounters_by_day"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"/rencontres-cooperatives/{self.pk}/"

    @property
    def site(self):
        """The link as one says it: « solstice.coop »."""
        return self.link.partition("//")[2].removeprefix("www.").rstrip("/")

    @property
    def is_shared(self):
        return self.shared_at is not None

    @property
    def counted(self):
        """The figures as (number, what it counts): « 82 associés » is read in two parts."""
        found = [(FIGURE.match(line), line) for line in self.figures]
        return [(one["value"], one["of"]) if one else ("", line) for one, line in found]


class HostWords(models.Model):
    """What somebody of the other cooperative said, and whether they agree that it is kept here."""

    encounter = models.ForeignKey(Encounter, models.CASCADE, related_name="hosts_words")
    words = models.TextField("paroles", max_length=2000)
    who = models.CharField("qui parle", max_length=120)
    is_quoted = models.BooleanField("mot pour mot", default=True)
    agreement = models.CharField(
        "accord", max_length=9, choices=HostAgreement, default=HostAgreement.WAITING
    )
    agreed_on = models.DateField("accord du", null=True, blank=True)
    agreed_how = models.CharField("comment", max_length=200, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField("écrites le", default=timezone.now)

    objects = HostWordsQuerySet.as_manager()

    class Meta:
        verbose_name = "paroles d’hôtes"
        verbose_name_plural = "paroles d’hôtes"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="agreement_says_how",
                condition=Q(agreement=HostAgreement.WAITING) | ~Q(agreed_how=""),
                violation_error_message="Un accord dit comment il a été donné.",
            ),
            models.CheckConstraint(
                name="given_agreement_has_its_day",
                condition=~Q(agreement=HostAgreement.GIVEN) | Q(agreed_on__isnull=False),
                violation_error_message="Un accord a son jour.",
            ),
        ]

    def __str__(self):
        return f"{self.who}, {self.encounter}"

    @property
    def is_readable(self):
        return self.agreement in READABLE


class Drawn(models.Model):
    """What a member drew from an encounter: a need, a tension to be carried, a principle."""

    encounter = models.ForeignKey(Encounter, models.PROTECT, related_name="drawn")
    kind = models.CharField("nature", max_length=9, choices=Fruit)
    title = models.CharField("en quelques mots", max_length=120)
    words = models.TextField("ce qui nous y fait penser", max_length=2000, blank=True)
    craft = models.CharField("savoir-faire", max_length=14, choices=Craft, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("tiré le", default=timezone.now)

    class Meta:
        verbose_name = "fruit d’une rencontre"
        verbose_name_plural = "fruits d’une rencontre"
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(
                name="only_a_need_names_a_craft", condition=Q(craft="") | Q(kind=Fruit.NEED)
            )
        ]

    def __str__(self):
        return self.title

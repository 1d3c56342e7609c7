from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone

from applications.models.applications import Application
from applications.querysets import ReserveQuerySet
from coopstudio.french.search import words_of
from coopstudio.french.typography import de
from members.models import Person


class Need(models.Model):
    """What the person needs to know before they say yes; ``asks_portraits`` when they would like
    the founders to answer the questions that they answered themselves."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="needs")
    cycle = models.PositiveSmallIntegerField("reprise", default=1)
    words = models.TextField("ce que j’ai besoin de savoir", max_length=4000, blank=True)
    asks_portraits = models.BooleanField("demande à lire la fondation", default=False)
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "besoin de savoir"
        verbose_name_plural = "besoins de savoir"
        constraints = [
            models.CheckConstraint(
                name="need_says_or_asks_something", condition=~Q(words="") | Q(asks_portraits=True)
            )
        ]

    def __str__(self):
        return f"Besoin de savoir, {self.application.reference}"


class Assent(models.Model):
    """The person consents to going on together. Said once in a cycle; a reserve raised later
    suspends it until it is settled."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="assents")
    cycle = models.PositiveSmallIntegerField("reprise", default=1)
    words = models.TextField("en quelques mots", max_length=4000, blank=True)
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "consentement de la personne"
        verbose_name_plural = "consentements de la personne"
        constraints = [
            models.UniqueConstraint(fields=["application", "cycle"], name="one_assent_per_cycle")
        ]

    def __str__(self):
        return f"Consentement, {self.application.reference}"


class Reserve(models.Model):
    """What holds somebody back, in their words: a reserve of the person, or an objection of theirs
    or of a founder. It lives until it is settled: integrated in a text to which everybody concerned
    consents, or withdrawn by who said it. Only ever added."""

    class Kind(models.TextChoices):
        RESERVE = "reserve", "réserve"
        OBJECTION = "objection", "objection"

    application = models.ForeignKey(Application, models.PROTECT, related_name="reserves")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    cycle = models.PositiveSmallIntegerField("reprise", default=1)
    kind = models.CharField("sorte", max_length=10, choices=Kind)
    words = models.TextField("ce qui retient", max_length=4000)
    raised_at = models.DateTimeField("dite le", default=timezone.now)
    search = words_of("words")

    objects = ReserveQuerySet.as_manager()

    class Meta:
        verbose_name = "réserve ou objection"
        verbose_name_plural = "réserves et objections"
        ordering = ("raised_at", "pk")
        indexes = [GinIndex(fields=["search"], name="reserves_by_words")]
        constraints = [models.CheckConstraint(name="reserve_has_its_words", condition=~Q(words=""))]

    def __str__(self):
        return f"{self.get_kind_display().capitalize()} {de(self.by)}"

    @property
    def is_open(self):
        return not hasattr(self, "settlement")


class Amendment(models.Model):
    """A text that would integrate a reserve, written by either side. Who writes it consents."""

    reserve = models.ForeignKey(Reserve, models.PROTECT, related_name="amendments")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.TextField("texte amendé", max_length=4000)
    written_at = models.DateTimeField("écrit le", default=timezone.now)

    class Meta:
        verbose_name = "texte amendé"
        verbose_name_plural = "textes amendés"
        ordering = ("written_at", "pk")
        constraints = [
            models.CheckConstraint(name="amendment_has_its_words", condition=~Q(words=""))
        ]

    def __str__(self):
        return f"Texte {de(self.by)}"


class Acceptance(models.Model):
    """Somebody concerned consents to an amended text."""

    amendment = models.ForeignKey(Amendment, models.PROTECT, related_name="acceptances")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "consentement à un texte amendé"
        verbose_name_plural = "consentements aux textes amendés"
        constraints = [
            models.UniqueConstraint(fields=["amendment", "by"], name="one_acceptance_per_person")
        ]

    def __str__(self):
        return f"{self.by} consent au texte"


class Settlement(models.Model):
    """How a reserve ended: who lifted it, how, and when. Once."""

    class How(models.TextChoices):
        INTEGRATED = "integrated", "intégrée"
        WITHDRAWN = "withdrawn", "retirée"

    reserve = models.OneToOneField(Reserve, models.PROTECT, related_name="settlement")
    how = models.CharField("comment", max_length=10, choices=How)
    amendment = models.ForeignKey(
        Amendment, models.PROTECT, null=True, blank=True, related_name="settlements"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.TextField("en quelques mots", max_length=4000, blank=True)
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "réserve levée"
        verbose_name_plural = "réserves levées"
        constraints = [
            models.CheckConstraint(
                name="integrated_reserve_has_its_text",
                condition=Q(how="integrated", amendment__isnull=False)
                | Q(how="withdrawn", amendment__isnull=True),
            )
        ]

    def __str__(self):
        return f"{self.reserve}, {self.get_how_display()}"

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import Truncator

from applications.querysets import CallVersionQuerySet

WORDS_A_MINUTE = 200


class Call(models.Model):
    """An appel à cocréer, through all its versions. Once closed, nobody begins an answer to it; the
    drafts begun before may leave until ``drafts_until``."""

    title = models.CharField("titre", max_length=120)
    slug = models.SlugField("adresse", unique=True)
    closed_on = models.DateField("clos le", null=True, blank=True)
    drafts_until = models.DateField("brouillons attendus jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name = "appel"
        constraints = [
            models.CheckConstraint(
                name="closed_call_says_until_when_drafts_may_leave",
                condition=Q(closed_on__isnull=True, drafts_until__isnull=True)
                | Q(
                    closed_on__isnull=False,
                    drafts_until__isnull=False,
                    drafts_until__gte=F("closed_on"),
                ),
                violation_error_message="Dites jusqu’à quand les brouillons peuvent partir.",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def is_open(self):
        return self.closed_on is None

    def takes_drafts(self, *, on):
        """Whether an answer that was begun may still be sent on that day."""
        return self.is_open or on <= self.drafts_until


class CallVersion(models.Model):
    """One version of the call, as imported from Markdown. Immutable once published (by trigger)."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("version")
    title = models.CharField("titre", max_length=160)
    signature = models.CharField("signé par", max_length=160)
    dated_on = models.DateField("daté du")
    standfirst = models.CharField("chapeau", max_length=600, blank=True)
    words = models.PositiveIntegerField("nombre de mots", default=0)
    markdown = models.TextField("texte d’origine")
    sha256 = models.CharField("empreinte du texte", max_length=64)
    published_at = models.DateTimeField("publiée le", null=True, blank=True)

    objects = CallVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "version de l’appel"
        verbose_name_plural = "versions de l’appel"
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="versions_are_numbered"),
        ]

    def __str__(self):
        return f"{self.call}, version {self.number}"

    def get_absolute_url(self):
        return reverse("applications:version", args=[self.number])

    @property
    def reading_minutes(self):
        return max(1, round(self.words / WORDS_A_MINUTE))


class Section(models.Model):
    """A titled part of a version: of the offer (quoi, pour qui, où) or of the call itself."""

    class Part(models.TextChoices):
        OFFER = "offer", "l’offre"
        CALL = "call", "l’appel"

    version = models.ForeignKey(CallVersion, models.CASCADE, related_name="sections")
    ordinal = models.PositiveSmallIntegerField("rang")
    part = models.CharField("partie", max_length=5, choices=Part)
    title = models.CharField("titre", max_length=160)
    slug = models.SlugField("ancre", max_length=80)

    class Meta:
        verbose_name = "section"
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["version", "ordinal"], name="sections_in_order"),
        ]

    def __str__(self):
        return self.title


class Passage(models.Model):
    """A paragraph, list or note of a section: what one can react to.

    ``uid`` stays the same from one version to the next while the passage stays the same.
    ``html`` is made from Markdown once, sanitised; ``text`` is its normalised plain text, on which
    the offsets of reactions are counted.
    """

    class Kind(models.TextChoices):
        PARAGRAPH = "paragraph", "paragraphe"
        LIST = "list", "liste"
        HEADING = "heading", "intertitre"
        NOTE = "note", "note"

    section = models.ForeignKey(Section, models.CASCADE, related_name="passages")
    ordinal = models.PositiveSmallIntegerField("rang")
    uid = models.UUIDField("identité")
    kind = models.CharField("sorte", max_length=10, choices=Kind, default=Kind.PARAGRAPH)
    html = models.TextField("mise en page")
    text = models.TextField("texte")

    class Meta:
        verbose_name = "passage"
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["section", "ordinal"], name="passages_in_order"),
            models.UniqueConstraint(fields=["section", "uid"], name="passage_once_per_section"),
            models.CheckConstraint(name="passage_says_something", condition=~Q(text="")),
        ]

    def __str__(self):
        return self.text[:60]

    @property
    def can_be_answered(self):
        return self.kind in (self.Kind.PARAGRAPH, self.Kind.LIST)

    @property
    def opening(self):
        """The first words, to name the passage in a list."""
        return Truncator(self.text).words(9, truncate="…")

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from coopstudio.documents.models import Document
from coopstudio.files.models import PrivateFile
from governance.models.circles import Circle
from governance.models.proposals import Measure, Proposal, Version
from governance.querysets.decisions import ActQuerySet, DecisionQuerySet, ReadingQuerySet
from governance.states import ActKind, Force, TermKind
from members.models import Person


def code_of(prefix, year, number):
    """« CG-2026-014 »."""
    return f"{prefix}-{year}-{number:03}"


class Decision(models.Model):
    """What a circle consented to, under a number that is never used again (CG-2026-014).

    PostgreSQL writes one only when every seat consented to its version, in every circle that had to
    (I1), and numbers a circle's year without a hole. What was adopted never changes (I8).
    """

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="decisions")
    year = models.PositiveSmallIntegerField("année")
    number = models.PositiveSmallIntegerField("numéro")
    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="decision")
    version = models.OneToOneField(Version, models.PROTECT, related_name="decision")
    title = models.CharField("titre", max_length=160)
    adopted_at = models.DateTimeField("adoptée le")
    effect_on = models.DateField("prend effet le")
    review_on = models.DateField("révision le", null=True, blank=True)
    term_on = models.DateField("échéance", null=True, blank=True)
    term_kind = models.CharField("à l’échéance", max_length=8, choices=TermKind)
    act_kind = models.CharField("acte attendu", max_length=14, choices=ActKind, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    """The text that this one takes the place of: one successor, and no circle in the chain (V1)."""
    shares = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    """The text that was shared, of which this one is a part: all its parts follow it, together."""
    renews = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="renewed_by"
    )
    repeals = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="repealed_by"
    )
    is_alone = models.BooleanField("cercle à une personne", default=False)
    kept_by = models.ForeignKey(Circle, models.PROTECT, related_name="decisions_kept")
    """The circle that answers for it: its own, or the parent since its own closed."""
    review_moved_to = models.DateField("révision reportée au", null=True, blank=True)
    proceeded_at = models.DateTimeField("a pris effet ailleurs le", null=True, blank=True)
    """When what waited for it on a higher floor was done: once."""

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "décision"
        ordering = ["-adopted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="decision_numbers_are_used_once", fields=["circle", "year", "number"]
            ),
            models.UniqueConstraint(
                Coalesce("replaces", "renews", "repeals"),
                name="one_successor_per_decision",
                violation_error_message="Ce texte a déjà sa suite.",
            ),
            models.CheckConstraint(
                name="decision_replaces_another",
                condition=(Q(replaces=None) | ~Q(replaces=F("id")))
                & (Q(repeals=None) | ~Q(repeals=F("id"))),
            ),
            models.CheckConstraint(
                name="a_part_is_no_trial",
                condition=Q(shares=None) | ~Q(term_kind=TermKind.TRIAL) | Q(term_on=None),
                violation_error_message="Un texte partagé n’est pas un essai.",
            ),
        ]
        indexes = [
            models.Index(fields=["-adopted_at", "-id"], name="decisions_in_order"),
            models.Index(fields=["kept_by", "-adopted_at"], name="decisions_by_circle"),
            models.Index(fields=["review_on"], name="decisions_by_review"),
            GinIndex(Func("title", function="fr_vector"), name="decisions_by_words"),
        ]

    def __str__(self):
        return f"{self.code}, {self.title}"

    def get_absolute_url(self):
        return f"/decisions/{self.pk}/"

    @property
    def code(self):
        """« CG-2026-014 »."""
        return code_of(self.circle.prefix, self.year, self.number)

    @property
    def is_trial(self):
        """Does it lapse by itself on a day?"""
        return self.term_kind == TermKind.TRIAL and self.term_on is not None

    @property
    def is_to_review(self):
        """Has its month of review come, or did something make it due? Of one told on a day."""
        return self.force in (Force.TO_REVIEW, Force.NOT_REVIEWED, Force.UNDER_REVIEW)


class Reading(models.Model):
    """What was counted of a measure on a day. Somebody had to look: no reading is « zéro »."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="readings")
    on = models.DateField("relevé le")
    value = models.DecimalField("valeur", max_digits=12, decimal_places=2)
    words = models.CharField("ce que l’on en dit", max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("écrit le", default=timezone.now)

    FINAL = True

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = "relevé"
        ordering = ["on", "pk"]

    def __str__(self):
        return f"{self.measure} : {self.value}"


class Review(models.Model):
    """A decision is looked at again: what helped, what would stop it, what would make it better."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="reviews")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("ouverte le", default=timezone.now)
    helped = models.TextField("ce qui a aidé", max_length=4000, blank=True)
    against = models.TextField("ce qui ferait arrêter", max_length=4000, blank=True)
    better = models.TextField("ce qui l’améliorerait", max_length=4000, blank=True)
    feared = models.TextField("la crainte s’est-elle vérifiée ?", max_length=4000, blank=True)
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    """The renewal, the change or the repeal that came out of it."""
    closed_at = models.DateTimeField("close le", null=True, blank=True)

    class Meta:
        verbose_name = "révision"
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_review_per_decision",
                fields=["decision"],
                condition=Q(closed_at=None),
                violation_error_message="Une révision de ce texte est déjà ouverte.",
            )
        ]

    def __str__(self):
        return f"Révision de {self.decision}"


class LegalAct(models.Model):
    """The paper that the law asks: prepared from the decision, signed, then attached for ever.

    Acts of the sole associate have a number without a hole: their register is asked by law
    (C. com., art. L. 223-31 and L. 227-9). One that was signed without a decision of a circle is
    written down too, under its own title: the register tells what is, and the circle is told.
    """

    decision = models.OneToOneField(
        Decision, models.PROTECT, null=True, blank=True, related_name="act"
    )
    title = models.CharField("objet", max_length=160)
    kind = models.CharField("acte", max_length=14, choices=ActKind)
    draft = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    signed = models.ForeignKey(PrivateFile, models.PROTECT, related_name="+")
    signed_on = models.DateField("signé le")
    signed_by = models.CharField("signé par", max_length=160)
    register_number = models.PositiveIntegerField(
        "numéro au registre", null=True, blank=True, unique=True
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("joint le", default=timezone.now)

    FINAL = True

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = "acte juridique"
        verbose_name_plural = "actes juridiques"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="acts_of_the_sole_associate_are_numbered",
                condition=Q(kind=ActKind.SOLE_ASSOCIATE, register_number__isnull=False)
                | (~Q(kind=ActKind.SOLE_ASSOCIATE) & Q(register_number=None)),
            ),
            models.CheckConstraint(
                name="an_act_has_its_title",
                condition=~Q(title=""),
                violation_error_message="Un acte a un objet.",
            ),
        ]

    def __str__(self):
        return self.title

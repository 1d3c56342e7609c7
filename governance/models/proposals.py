from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from coopstudio.french.search import words_of
from coopstudio.states import Stateful
from governance.models.circles import Circle, Domain
from governance.models.tensions import Tension
from governance.querysets.proposals import ProposalQuerySet, VersionQuerySet
from governance.states import (
    FOLLOWING,
    IN_CONSENT,
    LIVE,
    PROPOSAL_ARROWS,
    ActKind,
    ProposalKind,
    ProposalState,
    TermKind,
    Touch,
)
from members.models import Person


class Proposal(Stateful, models.Model):
    """A text that somebody carries through a circle, from a tension to a decision.

    ``beat`` moves each time anything of it moves: screens that look at it ask for nothing more.
    """

    ARROWS = PROPOSAL_ARROWS

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="proposals")
    tension = models.ForeignKey(Tension, models.PROTECT, related_name="proposals")
    kind = models.CharField(
        "ce qui se décide", max_length=9, choices=ProposalKind, default=ProposalKind.POLICY
    )
    title = models.CharField("titre", max_length=160)
    carrier = models.ForeignKey(Person, models.PROTECT, related_name="proposals")
    state = models.CharField(
        "étape", max_length=13, choices=ProposalState, default=ProposalState.DRAFT
    )
    is_async = models.BooleanField("à distance", default=False)
    created_at = models.DateTimeField("écrite le", default=timezone.now)
    moved_at = models.DateTimeField("à cette étape depuis le", default=timezone.now)
    suspended_at = models.DateTimeField("suspendue le", null=True, blank=True)
    postponed_to = models.DateField("reportée au", null=True, blank=True)
    referred_to = models.ForeignKey(
        Circle, models.PROTECT, null=True, blank=True, related_name="referred_proposals"
    )
    reason = models.TextField("pourquoi", max_length=2000, blank=True)
    about_decision = models.ForeignKey(
        "governance.Decision", models.PROTECT, null=True, blank=True, related_name="proposals_about"
    )
    about_circle = models.ForeignKey(
        Circle, models.PROTECT, null=True, blank=True, related_name="proposals_about"
    )
    about_person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    about_mandate = models.ForeignKey(
        "governance.Mandate", models.PROTECT, null=True, blank=True, related_name="+"
    )
    about_proposal = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="proposals_about"
    )
    election = models.ForeignKey(
        "governance.Election", models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    part = models.PositiveSmallIntegerField("part", default=0, editable=False)
    parts = models.PositiveSmallIntegerField("parts en tout", default=0, editable=False)
    """Declared as one part of a text shared in so many: they take effect together (V1)."""
    object_kind = models.CharField("acte qui attend", max_length=60, blank=True, editable=False)
    object_key = models.CharField(max_length=60, blank=True, editable=False)
    """What waits for it on a higher floor: a kind of ``governance.objects``, and its key."""
    held_back = models.CharField("ce qui retient l’adoption", max_length=400, blank=True)
    """Everybody has consented, and something still refuses: its sentence. The hour tries again."""
    beat = models.PositiveIntegerField(default=0, editable=False)
    celebrated_at = models.DateTimeField("célébrée le", null=True, blank=True)
    thanks = models.TextField("mercis", max_length=2000, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "proposition"
        ordering = ["-moved_at", "-pk"]
        indexes = [models.Index(fields=["circle", "state"], name="proposals_by_circle")]
        constraints = [
            models.UniqueConstraint(
                name="one_proposal_of_a_tension_in_consent",
                fields=["tension"],
                condition=Q(state__in=IN_CONSENT, parts=0) & ~Q(kind=ProposalKind.RENEWAL),
                violation_error_message=(
                    "Une autre proposition née de cette tension est déjà en consentement."
                ),
            ),
            models.UniqueConstraint(
                name="one_text_at_a_time_follows_a_decision",
                fields=["about_decision"],
                condition=Q(state__in=IN_CONSENT, kind__in=FOLLOWING, parts=0),
                violation_error_message="Une autre suite de ce texte est déjà en consentement.",
            ),
            models.UniqueConstraint(
                name="one_text_at_a_time_takes_a_part",
                fields=["about_decision", "part"],
                condition=Q(state__in=IN_CONSENT, parts__gt=0),
                violation_error_message="Cette part du texte est déjà en consentement.",
            ),
            models.CheckConstraint(
                name="what_is_taken_back_says_why",
                condition=~Q(
                    state__in=[
                        ProposalState.WITHDRAWN,
                        ProposalState.ABANDONED,
                        ProposalState.REFERRED,
                    ]
                )
                | ~Q(reason=""),
                violation_error_message="Dites pourquoi, en quelques mots.",
            ),
            models.CheckConstraint(
                name="postponed_has_its_day",
                condition=~Q(state=ProposalState.POSTPONED) | Q(postponed_to__isnull=False),
                violation_error_message="Une proposition reportée a sa date.",
            ),
            models.CheckConstraint(
                name="a_mandate_that_would_end_is_named",
                condition=~Q(kind=ProposalKind.RECALL) | Q(about_mandate__isnull=False),
                violation_error_message="Dites de quel mandat il s’agit.",
            ),
            models.CheckConstraint(
                name="a_part_is_one_of_a_shared_text",
                condition=Q(part=0, parts=0)
                | Q(
                    kind=ProposalKind.POLICY,
                    about_decision__isnull=False,
                    parts__gte=2,
                    part__gte=1,
                    part__lte=F("parts"),
                ),
                violation_error_message="Un texte se partage en deux parts au moins.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"/propositions/{self.pk}/"

    @property
    def is_live(self):
        return self.state in LIVE

    @property
    def is_held_back(self):
        """Has everybody consented to what something else still refuses to adopt?"""
        return bool(self.held_back) and self.state in IN_CONSENT


class Concern(models.Model):
    """Another circle that a proposal touches: it consents to the same version, or it is heard."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="concerns")
    circle = models.ForeignKey(Circle, models.PROTECT, related_name="+")
    must_consent = models.BooleanField("doit consentir", default=True)
    why = models.CharField("pourquoi", max_length=200)
    domain = models.ForeignKey(Domain, models.PROTECT, null=True, blank=True, related_name="+")
    """What it holds and the text touches: it consents then, PostgreSQL takes no less (I9)."""
    touch = models.CharField("ce qui le demande", max_length=8, choices=Touch, blank=True)
    """What the text touches, that asks for its consent; untouched, it asks no more."""
    heard = models.TextField("ce qu’il en dit", max_length=2000, blank=True)
    heard_at = models.DateTimeField("entendu le", null=True, blank=True)

    class Meta:
        verbose_name = "cercle concerné"
        verbose_name_plural = "cercles concernés"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="a_circle_is_concerned_once", fields=["proposal", "circle"]
            )
        ]

    def __str__(self):
        return f"{self.circle}, {self.proposal}"


class Version(models.Model):
    """A text exactly as it is put to consent: its term, who answers for it, its measures too (I15).

    Whatever changes in it is another version, and every position is to be said again (I2).
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("version")
    needs = models.TextField("énoncé des besoins", max_length=4000)
    text = models.TextField("texte", max_length=20000)
    responsible = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="responsable"
    )
    effect_on = models.DateField("prend effet le", null=True, blank=True)
    review_on = models.DateField("révision le", null=True, blank=True)
    term_on = models.DateField("échéance", null=True, blank=True)
    term_kind = models.CharField(
        "à l’échéance", max_length=8, choices=TermKind, default=TermKind.REMINDER
    )
    feedback = models.CharField("où dire ce qu’on en vit", max_length=200, blank=True)
    act = models.CharField(
        "acte attendu", max_length=14, choices=ActKind, default=ActKind.NONE, blank=True
    )
    allows = models.CharField("ce qu’elle permet au cercle", max_length=8, blank=True)
    """What the circle will do as long as it is in force: ``governance.consents.policies``."""
    hours = models.PositiveSmallIntegerField("délai (heures)", default=0)
    poles = models.TextField("ce que nous faisons pour chaque pôle", max_length=2000, blank=True)
    balance = models.JSONField(
        "ce que nous faisons pour chacun des pôles", default=list, blank=True
    )
    """One entry for each pair of poles that it touches: ``governance.consents.poles.touching``."""
    touches = ArrayField(
        models.CharField(max_length=8, choices=Touch),
        verbose_name="ce qu’elle touche", default=list, blank=True,
    )  # fmt: skip
    groups = ArrayField(
        models.CharField(max_length=120),
        verbose_name="qui est à entendre avant", default=list, blank=True,
    )  # fmt: skip
    """People whom it touches and who sit nowhere here, in the words of who carries it."""
    why = models.CharField("ce qui change", max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("écrite le", default=timezone.now)
    search = words_of("needs", "text")

    FINAL = True

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "version d’une proposition"
        verbose_name_plural = "versions d’une proposition"
        ordering = ["proposal", "number"]
        indexes = [GinIndex(fields=["search"], name="versions_by_words")]
        constraints = [
            models.UniqueConstraint(
                name="proposal_versions_are_numbered", fields=["proposal", "number"]
            ),
            models.CheckConstraint(name="version_has_its_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="term_comes_after_the_effect",
                condition=Q(term_on=None) | Q(effect_on=None) | Q(term_on__gt=F("effect_on")),
                violation_error_message="L’échéance vient après la prise d’effet.",
            ),
            models.CheckConstraint(
                name="another_way_of_deciding_has_its_term",
                condition=~Q(allows__in=["counted", "drawn", "trusted"]) | Q(term_on__isnull=False),
                violation_error_message="Une autre façon de décider a un terme.",
            ),
        ]

    def __str__(self):
        return f"{self.proposal}, version {self.number}"


class Measure(models.Model):
    """What will be counted to know whether a text helps, or whether a fear came true."""

    class Side(models.TextChoices):
        ABOVE = "above", "au-delà"
        BELOW = "below", "en deçà"

    version = models.ForeignKey(Version, models.PROTECT, related_name="measures")
    name = models.CharField("ce que l’on compte", max_length=160)
    source = models.CharField("où on le lit", max_length=160, blank=True)
    unit = models.CharField("unité", max_length=30, blank=True)
    threshold = models.DecimalField("seuil", max_digits=12, decimal_places=2, null=True, blank=True)
    side = models.CharField("on s’alerte", max_length=5, choices=Side, default=Side.ABOVE)
    who = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="qui relève")
    every_days = models.PositiveSmallIntegerField("tous les (jours)", default=30)
    objection = models.ForeignKey(
        "governance.Objection", models.PROTECT, null=True, blank=True, related_name="measures"
    )

    FINAL = True

    class Meta:
        verbose_name = "mesure"
        ordering = ["version", "pk"]

    def __str__(self):
        return self.name

    def is_crossed_by(self, value):
        """Does this reading cross the threshold?"""
        if self.threshold is None:
            return False
        return value > self.threshold if self.side == self.Side.ABOVE else value < self.threshold

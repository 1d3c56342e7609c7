from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

from coopstudio.french.order import in_order
from coopstudio.french.search import words_of
from coopstudio.states import Stateful
from governance.querysets.circles import (
    CircleInvitationQuerySet,
    CircleMemberQuerySet,
    CircleQuerySet,
    DomainQuerySet,
    LeaveQuerySet,
)
from governance.states import CIRCLE_ARROWS, CircleKind, CircleState, Reach, Standing
from members.models import Person

AGREED_SIZE = 8
DEEPEST = 6


class Days(Func):
    """The days of a fact: from ``since`` to ``until``, the last one left out."""

    function = "daterange"


class Instance(models.Model):
    """One of the bodies that decide together: drawn side by side, of the same size."""

    name = models.CharField("nom", max_length=80, unique=True)
    words = models.CharField("ce qu’elle est", max_length=200, blank=True)
    rank = models.PositiveSmallIntegerField("rang", unique=True)

    class Meta:
        verbose_name = "instance"
        ordering = ["rank"]

    def __str__(self):
        return self.name


class Circle(Stateful, models.Model):
    """People who decide together, by consent, within a domain, towards an aim."""

    ARROWS = CIRCLE_ARROWS

    instance = models.ForeignKey(Instance, models.PROTECT, related_name="circles")
    kind = models.CharField("sorte", max_length=12, choices=CircleKind, default=CircleKind.WORKING)
    name = models.CharField("nom", max_length=80)
    prefix = models.CharField("préfixe des décisions", max_length=4, unique=True)
    """What its decisions are called by, for ever: « CG » in CG-2026-014."""
    aim = models.TextField("but", max_length=600)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    state = models.CharField("état", max_length=8, choices=CircleState, default=CircleState.PROJECT)
    rhythm = models.CharField("rythme des réunions", max_length=120, blank=True)
    agreed_size = models.PositiveSmallIntegerField("taille convenue", default=AGREED_SIZE)
    budget = models.CharField("budget", max_length=200, blank=True)
    ends_on = models.DateField("se termine le", null=True, blank=True)
    referent = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(
        "governance.Decision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    """The closed circle that this one takes up again."""
    created_at = models.DateTimeField("créé le", default=timezone.now)
    closed_at = models.DateTimeField("clos le", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    """The circle in which its life goes on, since both adopted ``merged_by``."""
    merged_by = models.OneToOneField(
        "governance.Decision", models.PROTECT, null=True, blank=True, related_name="merger"
    )
    became = models.CharField("ce qu’il est devenu", max_length=200, blank=True)

    objects = CircleQuerySet.as_manager()

    class Meta:
        verbose_name = "cercle"
        ordering = [in_order("name")]
        constraints = [
            models.CheckConstraint(name="circle_has_its_aim", condition=~Q(aim="")),
            models.CheckConstraint(
                name="only_first_circles_have_no_parent",
                condition=Q(parent__isnull=False)
                | Q(kind__in=[CircleKind.FOUNDING, CircleKind.MISSION]),
                violation_error_message="Un cercle a un cercle parent, sauf le cercle mission.",
            ),
            models.CheckConstraint(
                name="support_circle_has_an_end_and_a_referent",
                condition=~Q(kind=CircleKind.SUPPORT)
                | Q(ends_on__isnull=False, referent__isnull=False),
                violation_error_message=(
                    "Un cercle de soutien a une date de fin et une personne référente."
                ),
            ),
            models.CheckConstraint(
                name="closed_circle_has_its_hour",
                condition=Q(state=CircleState.CLOSED, closed_at__isnull=False)
                | (~Q(state=CircleState.CLOSED) & Q(closed_at=None)),
            ),
            models.CheckConstraint(
                name="a_circle_merges_by_a_decision_and_ends",
                condition=Q(merged_into=None, merged_by=None)
                | Q(
                    merged_into__isnull=False,
                    merged_by__isnull=False,
                    state__in=[CircleState.CLOSING, CircleState.CLOSED],
                )
                & ~Q(merged_into=F("pk")),
                violation_error_message="Un cercle fusionne par une décision des deux cercles.",
            ),
            models.UniqueConstraint(
                name="one_living_circle_per_name",
                fields=["instance", "name"],
                condition=Q(closed_at=None),
                violation_error_message="Un cercle porte déjà ce nom.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"/cercles/{self.pk}/"

    @property
    def bare(self):
        """« Général », after the word « cercle » that a sentence has just said."""
        return self.name.removeprefix("Cercle ").removeprefix("cercle ")

    @property
    def heir(self):
        """Who answers for what it held: itself while it lives, then the circle it merged with, or
        its parent."""
        one = self
        while one.is_closed:
            one = one.merged_into or one.parent
        return one

    @property
    def is_closed(self):
        return self.state == CircleState.CLOSED

    @property
    def is_open(self):
        return self.state not in (CircleState.PROJECT, CircleState.CLOSED)

    @property
    def is_support(self):
        return self.kind == CircleKind.SUPPORT

    @property
    def is_of_stakeholders(self):
        """It sends one delegate or several to the first circle, of which somebody leads it."""
        return self.kind == CircleKind.STAKEHOLDERS

    @property
    def is_first(self):
        """It has no parent, and no link upwards."""
        return self.parent_id is None


class Domain(models.Model):
    """A subject on which a circle decides, or recommends, from a day on."""

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="domains")
    words = models.CharField("sujet", max_length=200)
    reach = models.CharField("portée", max_length=10, choices=Reach, default=Reach.DECIDES)
    since = models.DateField("depuis le")
    until = models.DateField("jusqu’au", null=True, blank=True)
    decision = models.ForeignKey(
        "governance.Decision", models.PROTECT, null=True, blank=True, related_name="+"
    )

    search = words_of("words")

    objects = DomainQuerySet.as_manager()

    class Meta:
        verbose_name = "domaine"
        ordering = ["pk"]
        indexes = [GinIndex(fields=["search"], name="domains_by_words")]
        constraints = [
            models.CheckConstraint(
                name="domain_ends_after_it_began",
                condition=Q(until=None) | Q(until__gte=F("since")),
            )
        ]

    def __str__(self):
        return self.words


class CircleMember(models.Model):
    """Somebody belongs to a circle, from a day on. Nobody is forced in: they accepted."""

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="circle_memberships")
    standing = models.CharField(
        "à quel titre", max_length=6, choices=Standing, default=Standing.MEMBER
    )
    since = models.DateField("depuis le")
    until = models.DateField("jusqu’au", null=True, blank=True)
    why = models.CharField("pourquoi cela s’est arrêté", max_length=200, blank=True)
    decision = models.ForeignKey(
        "governance.Decision", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CircleMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "membre d’un cercle"
        verbose_name_plural = "membres d’un cercle"
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                name="circle_membership_ends_after_it_began",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
            ExclusionConstraint(
                name="one_place_in_a_circle_at_a_time",
                expressions=[
                    ("circle", "="),
                    ("person", "="),
                    (Days("since", "until"), "&&"),
                ],
                violation_error_message="Cette personne est déjà dans le cercle.",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.circle}"


class CircleInvitation(models.Model):
    """A circle makes room for somebody, who accepts or not: nobody is forced in.

    ``told_at``: it left. Until then it waits for the decision that it goes with.
    """

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="circle_invitations")
    standing = models.CharField(
        "à quel titre", max_length=6, choices=Standing, default=Standing.MEMBER
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("proposée le", default=timezone.now)
    proposal = models.ForeignKey(
        "governance.Proposal", models.PROTECT, null=True, blank=True, related_name="invitations"
    )
    decision = models.ForeignKey(
        "governance.Decision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    told_at = models.DateTimeField("envoyée le", null=True, blank=True)
    answered_at = models.DateTimeField("répondue le", null=True, blank=True)
    is_accepted = models.BooleanField("acceptée", default=False)

    objects = CircleInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation dans un cercle"
        verbose_name_plural = "invitations dans un cercle"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="circle_invitation_is_accepted_by_an_answer",
                condition=Q(is_accepted=False) | Q(answered_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_open_invitation_in_a_circle",
                fields=["circle", "person"],
                condition=Q(answered_at=None),
                violation_error_message="Cette personne est déjà invitée dans ce cercle.",
            ),
        ]

    def __str__(self):
        return f"{self.circle}, {self.person}"


class Leave(models.Model):
    """« En congé du cercle »: informed, not in the college of the rounds that open meanwhile."""

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="leaves")
    person = models.ForeignKey(Person, models.PROTECT, related_name="circle_leaves")
    since = models.DateField("du")
    until = models.DateField("de retour le")
    """The day of the return: it is not a day of leave."""
    said_at = models.DateTimeField("dit le", default=timezone.now)

    objects = LeaveQuerySet.as_manager()

    class Meta:
        verbose_name = "congé"
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                name="leave_ends_after_it_began",
                condition=Q(until__gte=F("since")),
                violation_error_message="Le retour vient après le départ.",
            ),
            ExclusionConstraint(
                name="one_leave_at_a_time",
                expressions=[
                    ("circle", "="),
                    ("person", "="),
                    (Days("since", "until"), "&&"),
                ],
                violation_error_message="Un congé est déjà noté à ces dates.",
            ),
        ]

    def __str__(self):
        return f"{self.person}, du {self.since:%d/%m/%Y} au {self.until:%d/%m/%Y}"

from itertools import zip_longest

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from coopstudio.files.models import PrivateFile
from coopstudio.french.names import FULL_NAME_LENGTH
from coopstudio.french.typography import de
from coopstudio.states import Stateful
from members.models.people import Person
from members.models.statutes import Category, Statutes
from members.querysets import InvitationQuerySet, MembershipQuerySet, RequestQuerySet
from members.states import (
    MINORS,
    REQUEST_ARROWS,
    WAITING_REQUESTS,
    Age,
    RequestState,
    RequestStep,
)


class Invitation(models.Model):
    """Somebody is invited to ask for membership. Used once, until a day."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField("faite le", default=timezone.now)
    expires_on = models.DateField("valable jusqu’au")
    used_at = models.DateTimeField("utilisée le", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        constraints = [
            models.UniqueConstraint(
                name="one_open_invitation_per_person",
                fields=["person"],
                condition=Q(used_at__isnull=True),
                violation_error_message="Cette personne a déjà une invitation en cours.",
            )
        ]

    def __str__(self):
        return f"{self.person}, jusqu’au {self.expires_on:%d/%m/%Y}"


class MembershipRequest(Stateful, models.Model):
    """A demande d'adhésion: the membership form (bulletin) as the person filled it.

    Online, on an invitation; or with a pen, and then somebody who keeps the register enters it.
    Who is younger than sixteen is admitted with the written agreement of who represents them.
    """

    ARROWS = REQUEST_ARROWS

    person = models.ForeignKey(Person, models.PROTECT, related_name="requests")
    invitation = models.OneToOneField(
        Invitation, models.PROTECT, null=True, blank=True, related_name="request"
    )
    entered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="saisie par"
    )
    signed_on = models.DateField("bulletin signé le", null=True, blank=True)
    scan = models.OneToOneField(
        PrivateFile, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="bulletin numérisé",
    )  # fmt: skip
    age = models.CharField("âge déclaré", max_length=5, choices=Age, blank=True)
    """Empty: nobody had asked yet."""
    of_age_on = models.DateField("majorité le", null=True, blank=True)
    guardian = models.CharField("représentation légale", max_length=FULL_NAME_LENGTH, blank=True)
    guardian_paper = models.OneToOneField(
        PrivateFile, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="accord écrit de qui représente",
    )  # fmt: skip
    guardian_agreed_on = models.DateField("accord écrit le", null=True, blank=True)
    statutes = models.ForeignKey(Statutes, models.PROTECT, related_name="+")
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="collège"
    )
    street = models.CharField("rue et numéro", max_length=120)
    postcode = models.CharField("code postal", max_length=12)
    town = models.CharField("commune", max_length=80)
    fee = models.PositiveIntegerField("cotisation choisie (centimes)")
    words = models.TextField("ce qui vous amène", max_length=4000, blank=True)
    state = models.CharField(
        "état", max_length=10, choices=RequestState, default=RequestState.REQUESTED
    )
    requested_at = models.DateTimeField("demandée le", default=timezone.now)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = "demande d’adhésion"
        verbose_name_plural = "demandes d’adhésion"
        constraints = [
            models.UniqueConstraint(
                name="one_open_request_per_person",
                fields=["person"],
                condition=Q(state__in=WAITING_REQUESTS),
                violation_error_message="Une demande est déjà en cours.",
            ),
            models.CheckConstraint(
                name="request_comes_by_invitation_or_on_paper",
                condition=Q(invitation__isnull=False, entered_by=None, signed_on=None, scan=None)
                | Q(invitation=None, entered_by__isnull=False, signed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="only_a_minor_is_represented",
                condition=Q(age__in=MINORS)
                | Q(of_age_on=None, guardian="", guardian_paper=None, guardian_agreed_on=None),
            ),
            models.CheckConstraint(
                name="a_child_is_admitted_with_an_agreement",
                condition=~Q(state=RequestState.ADMITTED, age=Age.CHILD)
                | Q(guardian_agreed_on__isnull=False),
                violation_error_message="Avant 16 ans, il faut l’accord écrit de qui représente.",
            ),
            models.CheckConstraint(
                name="nobody_enters_their_own_bulletin",
                condition=Q(entered_by=None) | ~Q(entered_by=F("person")),
                violation_error_message="Chacun remplit le sien en ligne.",
            ),
        ]

    def __str__(self):
        return f"Demande {de(self.person)}"

    @property
    def asked_on(self):
        """The day that the person asked: that of their signature, if they held a pen."""
        return self.signed_on or timezone.localdate(self.requested_at)

    @property
    def belonging(self):
        """« membre associé »: what is asked for, in the words of the category or of the house."""
        return self.category.said_of(self.person) if self.category else self.person.membre_actif

    @property
    def is_on_paper(self):
        return self.signed_on is not None

    @property
    def is_minor(self):
        """Of a minor, on the day it was asked."""
        return self.age in MINORS

    @property
    def needs_agreement(self):
        """Asked before sixteen: somebody who represents the person agrees in writing."""
        return self.age == Age.CHILD

    @property
    def has_agreement(self):
        """That agreement is there, dated, and its file was found clean."""
        return bool(
            self.guardian_agreed_on and self.guardian_paper and self.guardian_paper.is_clean
        )

    @property
    def is_waiting(self):
        """The organ has not answered yet."""
        return self.state in WAITING_REQUESTS

    def told_steps(self):
        """Its steps, each with what ``replaced`` it: another date of the meeting, or the
        adjournment as it should have been written."""
        steps = list(self.facts.all())
        for one, following in zip_longest(steps, steps[1:]):
            is_replaced = following is not None and following.kind == one.kind
            one.replaced = following if is_replaced else None
        return steps


class RequestFact(models.Model):
    """One thing the organ did with a request: put it on the agenda, adjourn it, not admit it.

    Never changed; it goes with the request it speaks of. An admission is a ``Membership``.
    """

    request = models.ForeignKey(MembershipRequest, models.CASCADE, related_name="facts")
    kind = models.CharField("ce qui est arrivé", max_length=10, choices=RequestStep)
    on = models.DateField("le")
    """The day of the meeting: to come when it is put on the agenda, past when it decided."""
    organ = models.CharField("organe", max_length=120)
    reference = models.CharField("référence", max_length=120, blank=True)
    words = models.TextField("ce qui en est dit à la personne", max_length=4000, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("inscrit le", default=timezone.now)

    class Meta:
        verbose_name = "étape d’une demande"
        verbose_name_plural = "étapes d’une demande"
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.on:%d/%m/%Y}"


class Membership(models.Model):
    """A person's belonging to the Institut as membre actif, from one day to another.

    Admitted by the organ that the statutes name, on a day, under a reference of its minutes.
    What happens to it afterwards are its facts; ``ended_on`` is what they say of its last day.
    ``awaits``: what an admission still waits for before it begins.
    """

    class Awaits(models.TextChoices):
        NOTHING = "", "rien"
        DAY = "day", "son premier jour"
        FEE = "fee", "la première cotisation"

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    request = models.OneToOneField(
        MembershipRequest, models.PROTECT, null=True, related_name="membership"
    )
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name="collège",
    )
    organ = models.CharField("admission par", max_length=120)
    decided_on = models.DateField("décidée le")
    reference = models.CharField("référence de la décision", max_length=120)
    started_on = models.DateField("depuis le")
    ended_on = models.DateField("jusqu’au", null=True, blank=True)
    awaits = models.CharField(
        "attend", max_length=4, choices=Awaits, default=Awaits.NOTHING, blank=True
    )
    parted_at = models.DateTimeField("au revoir dit le", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "adhésion"
        constraints = [
            models.CheckConstraint(
                name="membership_ends_once_decided",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("decided_on")),
                violation_error_message="Une adhésion ne finit pas avant d’avoir été décidée.",
            ),
            models.CheckConstraint(
                name="membership_starts_once_decided",
                condition=Q(started_on__gte=F("decided_on")),
                violation_error_message="Une adhésion ne commence pas avant la décision.",
            ),
            models.UniqueConstraint(
                name="one_open_membership_per_person",
                fields=["person"],
                condition=Q(ended_on__isnull=True),
                violation_error_message="Cette personne est déjà membre.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["started_on"], name="memberships_to_begin", condition=~Q(awaits="")
            ),
            models.Index(
                fields=["ended_on"],
                name="memberships_to_part",
                condition=Q(ended_on__isnull=False, parted_at__isnull=True),
            ),
        ]

    def __str__(self):
        return f"{self.person}, depuis le {self.started_on:%d/%m/%Y}"

    def is_open_on(self, day):
        """Whether the person was membre actif on that day."""
        if self.awaits == Membership.Awaits.FEE:
            return False
        return self.started_on <= day and (self.ended_on is None or self.ended_on >= day)

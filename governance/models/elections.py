import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from coopstudio.states import Stateful
from governance.models.circles import Circle
from governance.models.mandates import CircleRole
from governance.models.rounds import Round, Seat
from governance.querysets.elections import ElectionQuerySet, NominationQuerySet
from governance.states import ELECTION_ARROWS, ElectionState, NominationKind, OfficeKind
from members.models import Person


class Election(Stateful, models.Model):
    """A circle chooses who holds a role, without candidates: each names somebody, and says why.

    From the proposal on, a ``Proposal`` carries the name through the same rounds of consent.
    """

    ARROWS = ELECTION_ARROWS

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="elections")
    role = models.ForeignKey(CircleRole, models.PROTECT, related_name="elections")
    state = models.CharField(
        "étape", max_length=14, choices=ElectionState, default=ElectionState.PREPARATION
    )
    months = models.PositiveSmallIntegerField("durée du mandat (mois)", default=12)
    description = models.TextField("le rôle, tel qu’il est attendu", max_length=2000, blank=True)
    told = models.TextField("ce qu’en dit qui le tenait", max_length=2000, blank=True)
    told_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    is_async = models.BooleanField("à distance", default=False)
    is_secret = models.BooleanField("raisons non signées", default=False)
    only_named = models.BooleanField("on ne change que pour un nom déjà dit", default=False)
    """In the round of confirmation; otherwise any person who may be named."""
    facilitator = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Who facilitates this one, when it is not the facilitator of the circle."""
    asked = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    """Whom the facilitator asked to put the proposal into words."""
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("ouverte le", default=timezone.now)
    moved_at = models.DateTimeField("à cette étape depuis le", default=timezone.now)
    postponed_to = models.DateField("reportée au", null=True, blank=True)
    reason = models.TextField("pourquoi", max_length=2000, blank=True)
    beat = models.PositiveIntegerField(default=0, editable=False)

    objects = ElectionQuerySet.as_manager()

    class Meta:
        verbose_name = "élection sans candidat"
        verbose_name_plural = "élections sans candidat"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_election_of_a_role_at_a_time",
                fields=["role"],
                condition=~Q(state__in=[ElectionState.DONE, ElectionState.NO_RESULT]),
                violation_error_message="Une élection est déjà ouverte pour ce rôle.",
            ),
            models.CheckConstraint(
                name="postponed_election_has_its_day",
                condition=~Q(state=ElectionState.POSTPONED) | Q(postponed_to__isnull=False),
            ),
            models.CheckConstraint(
                name="mandate_of_an_election_has_an_end", condition=Q(months__gt=0)
            ),
        ]

    def __str__(self):
        return f"Élection, {self.role}"

    def get_absolute_url(self):
        return f"/elections/{self.pk}/"

    @property
    def is_over(self):
        return self.state in (ElectionState.DONE, ElectionState.NO_RESULT)

    @property
    def is_of_a_link(self):
        """It gives a person to two circles: both consent, one after the other."""
        return self.other_circle is not None

    @property
    def other_circle(self):
        """The parent of a délégué-e; the child of a leader whom its parent elects; or nobody."""
        home = self.role.circle
        if self.role.kind not in (OfficeKind.LEADER, OfficeKind.DELEGATE) or home.is_first:
            return None
        return home if self.circle_id != home.pk else home.parent


class Criterion(models.Model):
    """What the circle looks for in who will hold the role; consented before anybody is named."""

    election = models.ForeignKey(Election, models.PROTECT, related_name="criteria")
    words = models.CharField("critère", max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kept_at = models.DateTimeField("retenu le", null=True, blank=True)
    dropped_at = models.DateTimeField("écarté le", null=True, blank=True)

    class Meta:
        verbose_name = "critère de choix"
        verbose_name_plural = "critères de choix"
        ordering = ["pk"]

    def __str__(self):
        return self.words


class Ballot(models.Model):
    """One folded ballot. What it says is sealed, and stands without hour and without order (E1).

    The name and the reason are enciphered until all are opened together; a ballot may be folded
    again until then.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seat = models.OneToOneField(Seat, models.PROTECT, related_name="ballot")
    sealed = models.TextField(editable=False)

    class Meta:
        verbose_name = "bulletin"
        ordering = ["pk"]

    def __str__(self):
        return "Bulletin plié"


class Nomination(models.Model):
    """Whom a seat names, and why: read from its ballot when all open, said again afterwards.

    Where the circle consented to unsigned reasons, no seat is kept: nobody can know whose it is.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="nominations")
    seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="nominations"
    )
    kind = models.CharField("dit au", max_length=9, choices=NominationKind)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.TextField("raison", max_length=2000)

    FINAL = True

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = "nomination"
        ordering = ["seat__place", "pk"]
        constraints = [
            models.UniqueConstraint(name="one_name_per_seat_and_round", fields=["seat", "kind"]),
            models.CheckConstraint(
                name="a_nomination_says_why",
                condition=~Q(reason=""),
                violation_error_message="Dites pourquoi vous nommez cette personne.",
            ),
        ]

    def __str__(self):
        return f"{self.seat.person if self.seat else 'Un bulletin'} nomme {self.person}"

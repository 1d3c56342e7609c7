import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from coopstudio.documents.models import Document
from coopstudio.french.agreement import agreed
from coopstudio.states import Stateful
from governance.models.circles import Circle
from governance.models.proposals import Proposal
from governance.models.tensions import Tension
from governance.querysets.meetings import AWAITED, ItemQuerySet, MeetingQuerySet, PresenceQuerySet
from governance.states import (
    ITEM_ARROWS,
    MEETING_ARROWS,
    MINUTES_ARROWS,
    Capacity,
    ItemState,
    MeetingState,
    MinutesState,
    ProposalState,
    Wish,
)
from members.models import Person


class Meeting(Stateful, models.Model):
    """A circle meets: what is prepared, what is lived on several screens at once, what is kept.

    ``beat`` moves each time anything of it moves, so that a screen asks for one number.
    """

    ARROWS = MEETING_ARROWS

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="meetings")
    at = models.DateTimeField("date et heure")
    minutes = models.PositiveSmallIntegerField("durée (minutes)", default=120)
    place = models.CharField("lieu ou lien", max_length=300)
    words = models.TextField("quelques mots", max_length=4000, blank=True)
    state = models.CharField(
        "état", max_length=10, choices=MeetingState, default=MeetingState.PREPARED
    )
    facilitator = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="facilitation"
    )
    secretary = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="secrétariat"
    )
    asked_facilitator = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    asked_secretary = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    """Whom the circle is asked about, while it is asked."""
    sequence = models.PositiveSmallIntegerField(default=0)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField("préparée le", default=timezone.now)
    convened_at = models.DateTimeField("convoquée le", null=True, blank=True)
    opened_at = models.DateTimeField("ouverte le", null=True, blank=True)
    agreed_at = models.DateTimeField("ordre du jour consenti le", null=True, blank=True)
    basket_at = models.DateTimeField("panier à jour depuis", null=True, blank=True)
    closed_at = models.DateTimeField("close le", null=True, blank=True)
    reason = models.TextField("pourquoi elle est annulée", max_length=2000, blank=True)
    beat = models.PositiveIntegerField(default=0, editable=False)
    admin = models.TextField("administration", max_length=8000, blank=True)
    summary = models.TextField("résumé", max_length=8000, blank=True)
    minutes_state = models.CharField(
        "compte-rendu", max_length=9, choices=MinutesState, default=MinutesState.DRAFT
    )
    approved_at = models.DateTimeField("approuvé le", null=True, blank=True)
    published_at = models.DateTimeField("publié le", null=True, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "réunion"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["circle", "state", "at"], name="meetings_by_circle")]
        constraints = [
            models.CheckConstraint(
                name="open_meeting_has_its_hour",
                condition=~Q(state__in=[MeetingState.OPEN, MeetingState.AGREED])
                | Q(opened_at__isnull=False, closed_at=None),
            ),
            models.CheckConstraint(
                name="closed_meeting_has_its_hours",
                condition=~Q(state=MeetingState.CLOSED)
                | Q(opened_at__isnull=False, closed_at__gte=F("opened_at")),
            ),
            models.UniqueConstraint(
                name="one_open_meeting_per_circle",
                fields=["circle"],
                condition=Q(state__in=[MeetingState.OPEN, MeetingState.AGREED]),
                violation_error_message="Une réunion de ce cercle est déjà ouverte.",
            ),
        ]

    def __str__(self):
        return f"Réunion du {timezone.localdate(self.at):%d/%m/%Y}"

    def get_absolute_url(self):
        return f"/reunions/{self.pk}/"

    @property
    def began_at(self):
        """The hour of its convocation, or the one of its opening when it met on another day."""
        opened = self.opened_at
        is_that_day = not opened or timezone.localdate(opened) == timezone.localdate(self.at)
        return self.at if is_that_day else opened

    @property
    def day(self):
        return timezone.localdate(self.began_at)

    @property
    def ends_at(self):
        return self.began_at + timedelta(minutes=self.minutes)

    @property
    def is_open(self):
        return self.state in (MeetingState.OPEN, MeetingState.AGREED)

    @property
    def is_awaited(self):
        return self.state in AWAITED

    @property
    def waiting_beat(self):
        """What a screen that waits for the meeting compares: it stands still once it began."""
        return f"{self.beat}" if self.is_awaited else self.state

    @property
    def minutes_are(self):
        return MINUTES_ARROWS.get(self.minutes_state, set())


class Item(Stateful, models.Model):
    """A subject of the agenda: who carries it, how long, and what one hopes of it."""

    ARROWS = ITEM_ARROWS

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    rank = models.PositiveSmallIntegerField("rang")
    subject = models.CharField("sujet", max_length=160)
    wish = models.CharField("résultat souhaité", max_length=10, choices=Wish)
    carrier = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="porté par"
    )
    minutes = models.PositiveSmallIntegerField("durée (minutes)", default=10)
    more_minutes = models.PositiveSmallIntegerField("minutes consenties en plus", default=0)
    state = models.CharField("état", max_length=8, choices=ItemState, default=ItemState.WAITING)
    started_at = models.DateTimeField("commencé à", null=True, blank=True)
    spent = models.PositiveIntegerField("temps passé (secondes)", default=0)
    tension = models.ForeignKey(
        Tension, models.PROTECT, null=True, blank=True, related_name="items"
    )
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, blank=True, related_name="items"
    )
    election = models.ForeignKey(
        "governance.Election", models.PROTECT, null=True, blank=True, related_name="items"
    )
    decision = models.ForeignKey(
        "governance.Decision", models.PROTECT, null=True, blank=True, related_name="items"
    )
    """The decision to look at again."""
    notes = models.TextField("compte-rendu", max_length=20000, blank=True)
    noted_at = models.DateTimeField("gardé à", null=True, blank=True)
    is_late = models.BooleanField("ajouté en séance", default=False)
    agreed_at = models.DateTimeField("à l’ordre du jour depuis", null=True, blank=True)
    """Since the circle consented to it: with the agenda, or alone when it is added in session."""
    asked_minutes = models.PositiveSmallIntegerField("minutes demandées en plus", default=0)
    """What the circle is asked for, while it is asked."""
    asked_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="prises à"
    )
    """The subject whose minutes it would use: « j’utilise dix minutes du point suivant »."""

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = "point de l’ordre du jour"
        verbose_name_plural = "points de l’ordre du jour"
        ordering = ["meeting", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_subject_at_a_time",
                fields=["meeting"],
                condition=Q(state=ItemState.CURRENT),
                violation_error_message="Un autre point est en cours.",
            )
        ]

    def __str__(self):
        return self.subject

    @property
    def is_decided(self):
        """Its text is adopted, or under reserve: it is not put off any more."""
        decided = (ProposalState.ADOPTED, ProposalState.RESERVED)
        return self.proposal_id is not None and self.proposal.state in decided


class Presence(models.Model):
    """Somebody is there, from an hour to an hour: it alters who is asked (D9, 3.6)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="presences")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    guest = models.CharField("nom", max_length=160, blank=True)
    capacity = models.CharField(
        "à quel titre", max_length=7, choices=Capacity, default=Capacity.MEMBER
    )
    arrived_at = models.DateTimeField("arrivée")
    left_at = models.DateTimeField("départ", null=True, blank=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = "présence"
        ordering = ["arrived_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="presence_has_a_name",
                condition=Q(person__isnull=False, guest="") | (Q(person=None) & ~Q(guest="")),
            ),
            models.UniqueConstraint(
                name="one_presence_at_a_time",
                fields=["meeting", "person"],
                condition=Q(left_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.person or self.guest}, {self.meeting}"


class Coming(models.Model):
    """What somebody answered to a convocation; said again, the last one counts."""

    class Answer(models.TextChoices):
        YES = "yes", "je viens"
        LATE = "late", "j’arriverai en retard"
        NO = "no", "je serai absent ou absente"

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="comings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answer = models.CharField("réponse", max_length=4, choices=Answer)
    words = models.CharField("un mot", max_length=300, blank=True)
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "réponse à une convocation de cercle"
        constraints = [
            models.UniqueConstraint(name="one_answer_per_meeting", fields=["meeting", "person"])
        ]

    def __str__(self):
        return f"{self.person} : {self.get_answer_display()}"

    @property
    def told(self):
        """The answer as the others read it: « vient », « sera absente »."""
        away = agreed(self.person.agreement, "sera absente", "sera absent", "ne viendra pas")
        return {"yes": "vient", "late": "arrivera en retard", "no": away}[self.answer]


class MeetingGuest(models.Model):
    """Somebody is asked to one meeting: they read what concerns it, and are heard; no more."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="guests")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "personne invitée à une réunion"
        verbose_name_plural = "personnes invitées à une réunion"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="asked_once_to_a_meeting",
                fields=["meeting", "person"],
                violation_error_message="Cette personne est déjà invitée à cette réunion.",
            )
        ]

    def __str__(self):
        return f"{self.person}, {self.meeting}"


class Report(models.Model):
    """« Ce que je descends, ce que je remonte »: what a link carries from a circle to another."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="reports")
    link = models.ForeignKey("governance.Link", models.PROTECT, related_name="reports")
    words = models.TextField("nouvelles portées", max_length=4000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "nouvelle portée par un lien"
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.link}, {self.meeting}"

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from coopstudio.states import Stateful
from members.models.people import Person
from members.models.statutes import Statutes
from members.querysets import AssemblyQuerySet, ConvocationQuerySet
from members.states import ASSEMBLY_ARROWS, AssemblyKind, AssemblyState, Quorum, Reply

MOST_ITEMS = 30


class Assembly(Stateful, models.Model):
    """A general assembly, or a meeting of the board: its day, its agenda, the statutes it obeys.

    ``round`` counts how often people were convened to it (a new day is a new round), ``sequence``
    how often its entry in diaries changed.
    """

    ARROWS = ASSEMBLY_ARROWS

    kind = models.CharField("instance", max_length=8, choices=AssemblyKind)
    title = models.CharField("intitulé", max_length=120)
    at = models.DateTimeField("date et heure")
    minutes = models.PositiveSmallIntegerField("durée (minutes)", default=120)
    place = models.CharField("lieu", max_length=300)
    words = models.TextField("quelques mots", max_length=4000, blank=True)
    statutes = models.ForeignKey(Statutes, models.PROTECT, related_name="+")
    state = models.CharField(
        "état", max_length=10, choices=AssemblyState, default=AssemblyState.DRAFT
    )
    round = models.PositiveSmallIntegerField("convocation n°", default=0)
    sequence = models.PositiveSmallIntegerField(default=0)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    prepared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField("préparée le", default=timezone.now)
    convened_at = models.DateTimeField("convoquée le", null=True, blank=True)
    closed_at = models.DateTimeField("feuille close le", null=True, blank=True)
    reason = models.TextField("pourquoi elle est annulée", max_length=2000, blank=True)

    objects = AssemblyQuerySet.as_manager()

    class Meta:
        verbose_name = "assemblée"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["state", "at"], name="assemblies_by_state")]
        constraints = [
            models.CheckConstraint(
                name="convened_assembly_has_its_day",
                condition=Q(state="draft", convened_at=None, round=0)
                | (~Q(state="draft") & Q(convened_at__isnull=False, round__gt=0)),
            ),
            models.CheckConstraint(
                name="ended_assembly_has_its_hour",
                condition=Q(state__in=["draft", "convened"], closed_at=None)
                | Q(state__in=["held", "called_off"], closed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"/assemblees/{self.pk}/"

    @property
    def day(self):
        return timezone.localdate(self.at)

    @property
    def ends_at(self):
        return self.at + timedelta(minutes=self.minutes)

    @property
    def is_general(self):
        return self.kind == AssemblyKind.GENERAL

    @property
    def is_draft(self):
        return self.state == AssemblyState.DRAFT

    @property
    def is_convened(self):
        return self.state == AssemblyState.CONVENED

    @property
    def is_held(self):
        return self.state == AssemblyState.HELD

    @property
    def is_remote(self):
        return self.place.startswith(("https://", "http://"))

    @property
    def notice_days(self):
        """Days that the statutes want between the letters and the assembly."""
        if self.is_general:
            return self.statutes.assembly_notice_days
        return self.statutes.board_notice_days

    @property
    def quorum(self):
        """The part of the voices that the statutes want to be there."""
        rules = self.statutes
        return Quorum(rules.assembly_quorum if self.is_general else rules.board_quorum)

    def earliest_day(self, sent_on):
        """The first day that it may be held when the letters leave on ``sent_on``."""
        return sent_on + timedelta(days=self.notice_days)

    def last_post(self):
        """The last day on which the letters may leave."""
        return self.day - timedelta(days=self.notice_days)


class AgendaItem(models.Model):
    """One line of an agenda, in its order."""

    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="items")
    rank = models.PositiveSmallIntegerField("rang")
    words = models.CharField("point", max_length=200)

    class Meta:
        verbose_name = "point de l’ordre du jour"
        verbose_name_plural = "points de l’ordre du jour"
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(name="one_agenda_item_per_rank", fields=["assembly", "rank"])
        ]

    def __str__(self):
        return self.words


class Convocation(models.Model):
    """Somebody is convened to an assembly: whether they vote, what they answer, if they came.

    Once the sheet of the assembly is closed, PostgreSQL refuses any change.
    """

    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="convocations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="convocations")
    round = models.PositiveSmallIntegerField("convocation n°", default=1)
    category = models.CharField("collège", max_length=80, blank=True)
    votes = models.BooleanField("prend part aux décisions", default=True)
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    told_at = models.DateTimeField("lettre écrite le", null=True, blank=True)
    reminded_at = models.DateTimeField("rappel écrit le", null=True, blank=True)
    answer = models.CharField("réponse", max_length=8, choices=Reply, blank=True)
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)
    proxy_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="proxies",
        verbose_name="pouvoir donné à",
    )  # fmt: skip
    present_at = models.DateTimeField("présence notée le", null=True, blank=True)
    is_closed = models.BooleanField("feuille close", default=False)

    objects = ConvocationQuerySet.as_manager()

    class Meta:
        verbose_name = "convocation"
        indexes = [
            models.Index(fields=["assembly", "round", "answer"], name="convocations_by_answer"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_convocation_per_person_and_round", fields=["assembly", "round", "person"]
            ),
            models.CheckConstraint(
                name="proxy_names_its_holder",
                condition=Q(answer=Reply.PROXY, proxy_to__isnull=False)
                | (~Q(answer=Reply.PROXY) & Q(proxy_to=None)),
            ),
            models.CheckConstraint(
                name="nobody_represents_themselves",
                condition=Q(proxy_to=None) | ~Q(proxy_to=F("id")),
            ),
            models.CheckConstraint(
                name="nobody_is_present_and_represented",
                condition=Q(present_at=None) | Q(proxy_to=None),
                violation_error_message="Personne n’est à la fois là et représenté.",
            ),
            models.CheckConstraint(
                name="who_gives_a_proxy_votes", condition=Q(votes=True) | Q(proxy_to=None)
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.assembly}"

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Max, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from applications.models.calls import CallVersion
from applications.querysets import ApplicationQuerySet
from applications.states import ARROWS, CROSSED, OPEN, PUBLIC_WORDS, State
from coopstudio.files.models import PrivateFile
from coopstudio.french.names import NAME_LENGTH
from coopstudio.french.search import words_of
from coopstudio.states import Stateful
from members.models import Person

REGION = tuple(settings.HOUSE.region.departments)
"""The departments of the region of the house."""


class Application(Stateful, models.Model):
    """A candidature: somebody's answer to one version of the call, from draft to answer.

    As a draft it belongs to whoever holds its session or its link, and founders do not see it.
    ``person`` is known once the address is confirmed; ``number`` is given at submission.
    ``revision`` counts what was sent: one more each time the person completes it. ``cycle`` counts
    how often it was taken up: readings, positions and decisions belong to the cycle they were
    written in. Readings are shared from ``crossed_at`` on, in this cycle.

    ``search`` holds every word, ``blind_search`` those that one may read before the name: see
    ``saying`` in the querysets.
    """

    ARROWS = ARROWS

    class Trade(models.TextChoices):
        FACILITATION = "facilitation", "Facilitation, médiation"
        TRAINING = "training", "Formation, coaching"
        CONSULTING = "consulting", "Conseil, analyse des pratiques"
        ARTS = "arts", "Intervention artistique"
        FINANCE = "finance", "Gestion financière"
        SALES = "sales", "Vente et communication"
        LAW = "law", "Droit, ressources humaines"
        FUNDING = "funding", "Recherche de financements"
        OTHER = "other", "Autre chose"

    class Time(models.TextChoices):
        ONE_DAY = "1", "Un jour par semaine"
        TWO_DAYS = "2", "Deux jours par semaine"
        MORE = "3", "Davantage"
        UNKNOWN = "?", "Je ne sais pas encore"

    class Coming(models.TextChoices):
        YES = "yes", "possible, avec plaisir"
        HELPED = "helped", "possible, avec une aide"
        HARD = "hard", "difficile, parlons-en"

    version = models.ForeignKey(CallVersion, models.PROTECT, related_name="applications")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="applications"
    )
    number = models.PositiveIntegerField("numéro", unique=True, null=True, blank=True)
    passed_over = models.ForeignKey(
        CallVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    """The newer version that the author of a draft chose not to move to."""
    state = models.CharField("état", max_length=10, choices=State, default=State.DRAFT)

    # who
    first_name = models.CharField("prénom", max_length=NAME_LENGTH, blank=True)
    last_name = models.CharField("nom", max_length=NAME_LENGTH, blank=True)
    has_one_name = models.BooleanField("je n’ai qu’un nom", default=False)
    email = models.EmailField("adresse e-mail", max_length=254, blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    postcode = models.CharField("code postal", max_length=12, blank=True)
    town = models.CharField("commune", max_length=80, blank=True)

    # the offer: quoi, pour qui, où
    what = models.TextField("quoi", max_length=10_000, blank=True)
    for_whom = models.TextField("pour qui", max_length=10_000, blank=True)
    trades = ArrayField(
        models.CharField(max_length=12, choices=Trade),
        verbose_name="métiers",
        default=list,
        blank=True,
    )
    to_learn = models.TextField("ce que j’aimerais apprendre", max_length=4000, blank=True)
    where = models.TextField("où", max_length=10_000, blank=True)
    time = models.CharField("temps possible", max_length=1, choices=Time, blank=True)
    coming = models.CharField("venir une fois par mois", max_length=6, choices=Coming, blank=True)

    # the call
    likes = models.TextField("ce qui me plaît", max_length=10_000, blank=True)
    dislikes = models.TextField("ce qui ne me plaît pas", max_length=10_000, blank=True)
    nothing_to_say = models.BooleanField("rien à signaler sur l’appel", default=False)

    # the path
    cv = models.OneToOneField(
        PrivateFile, models.PROTECT, null=True, blank=True, related_name="application"
    )
    path = models.TextField("mon parcours, en texte", max_length=10_000, blank=True)

    # its life
    link_key = models.UUIDField("clé du lien", default=uuid.uuid4, unique=True, editable=False)
    linked_to = models.EmailField("lien envoyé à", max_length=254, blank=True)
    warned_at = models.DateTimeField("prévenue de l’effacement le", null=True, blank=True)
    started_at = models.DateTimeField("commencée le", default=timezone.now)
    touched_at = models.DateTimeField("dernier geste de la personne", default=timezone.now)
    confirmed_at = models.DateTimeField("adresse confirmée le", null=True, blank=True)
    submitted_at = models.DateTimeField("envoyée le", null=True, blank=True)
    agreement = models.TextField("accepté en l’envoyant", max_length=1000, blank=True)
    """The words beside the box that was ticked to send it, as they were read that day."""
    answer_by = models.DateField("réponse promise avant le", null=True, blank=True)
    revision = models.PositiveSmallIntegerField("révision", default=1)
    cycle = models.PositiveSmallIntegerField("reprise", default=1)
    crossed_at = models.DateTimeField("lectures croisées le", null=True, blank=True)
    paused_until = models.DateField("en attente jusqu’au", null=True, blank=True)
    erased_at = models.DateTimeField("effacée le", null=True, blank=True)
    search = words_of(
        "first_name", "last_name", "town", "what", "for_whom", "to_learn", "where", "likes",
        "dislikes", "path",
    )  # fmt: skip
    blind_search = words_of("town", "what", "for_whom", "to_learn", "where", "likes", "dislikes")

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = "candidature"
        constraints = [
            models.CheckConstraint(
                name="submitted_application_is_complete",
                condition=Q(state=State.DRAFT, number__isnull=True, submitted_at__isnull=True)
                | (
                    ~Q(state=State.DRAFT)
                    & Q(
                        number__isnull=False,
                        submitted_at__isnull=False,
                        answer_by__isnull=False,
                    )
                    & (Q(person__isnull=False) | Q(state=State.ERASED))
                ),
            ),
            models.CheckConstraint(
                name="nobody_goes_on_before_readings_are_crossed",
                condition=Q(crossed_at__isnull=False) | ~Q(state__in=sorted(CROSSED)),
            ),
            models.CheckConstraint(
                name="paused_application_wakes_up_one_day",
                condition=Q(state=State.PAUSED, paused_until__isnull=False)
                | (~Q(state=State.PAUSED) & Q(paused_until__isnull=True)),
            ),
            models.CheckConstraint(
                name="erased_application_has_its_day",
                condition=Q(state=State.ERASED, erased_at__isnull=False)
                | (~Q(state=State.ERASED) & Q(erased_at__isnull=True)),
            ),
        ]
        indexes = [
            GinIndex(fields=["search"], name="applications_by_words"),
            models.Index(
                fields=["answer_by", "number"],
                name="applications_waiting",
                condition=Q(state__in=sorted(OPEN)),
            ),
            models.Index(
                fields=["state", "answer_by", "number"],
                include=["person"],
                name="applications_by_state",
            ),
            models.Index(Lower("email"), name="applications_by_address"),
            models.Index(
                fields=["answer_by", "number"],
                name="applications_by_promise",
                condition=~Q(state=State.DRAFT),
            ),
        ]

    def __str__(self):
        return self.full_name or self.reference

    def get_absolute_url(self):
        return reverse("applications:dossier", args=[self.number])

    @property
    def full_name(self):
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def initials(self):
        return f"{self.first_name[:1]}{self.last_name[:1]}".upper() or "?"

    @property
    def reference(self):
        return f"Candidature {self.number:03}" if self.number else "Brouillon"

    @property
    def public_state(self):
        return PUBLIC_WORDS[self.told_state]

    @property
    def told_state(self):
        """Where it stands for its person: what is decided and not told yet is as it was before."""
        if self.state != State.DECIDED:
            return State(self.state)
        return State.MET if self.has_met else State.CROSSED

    @property
    def has_joined(self):
        """Whether its invitation led its person to a membership."""
        if self.state != State.INVITED:
            return False
        since = timezone.localdate(self.submitted_at)
        return self.person.memberships.filter(decided_on__gte=since).exists()

    @property
    def has_bad_cv(self):
        """Whether its CV did not pass the check: nobody can read it."""
        return bool(self.cv_id) and self.cv.state == PrivateFile.State.REFUSED

    @property
    def has_met(self):
        """Whether a meeting was held in this cycle."""
        return self.last_met_at is not None

    @property
    def last_met_at(self):
        """When the last meeting of this cycle was noted as held; None if there is none."""
        if not self.is_crossed:
            return None
        held = self.meetings.filter(held_at__gte=self.crossed_at)
        return held.aggregate(last=Max("held_at"))["last"]

    @property
    def is_crossed(self):
        """Whether all have read in this cycle: names and readings are shared."""
        return self.crossed_at is not None

    @property
    def is_open(self):
        return self.state in OPEN

    @property
    def in_region(self):
        """Whether the postcode lies in the region of the house. Information, never a filter."""
        is_french = len(self.postcode) == 5 and self.postcode.isdigit()
        return is_french and self.postcode[:2] in REGION

    @property
    def trade_names(self):
        names = dict(self.Trade.choices)
        return [names[trade] for trade in self.trades if trade in names]

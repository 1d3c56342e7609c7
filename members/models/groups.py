from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from coopstudio.states import Stateful
from members.cohort.sufficiency import told
from members.models.people import Person
from members.querysets import CohortQuerySet, PlaceQuerySet
from members.states import (
    AT_WORK,
    COHORT_ARROWS,
    FUNCTIONS,
    OVER,
    PLACE_ARROWS,
    CohortState,
    Craft,
    PlaceState,
)

MOST_DAYS = 31


class Cohort(Stateful, models.Model):
    """The group that will launch the work, and what it needs to be sufficient.

    Its needs are decided by consent, on a day, under a reference; they are reviewed on another.
    One at a time: the next group begins when this one is closed or dissolved.
    """

    ARROWS = COHORT_ARROWS

    name = models.CharField("nom", max_length=80, default="Le premier groupe")
    least = models.PositiveSmallIntegerField("de", default=7, validators=[MinValueValidator(2)])
    most = models.PositiveSmallIntegerField("à", default=10, validators=[MaxValueValidator(99)])
    days = models.PositiveSmallIntegerField("jours par mois, à plusieurs", default=30)
    variety = models.PositiveSmallIntegerField("métiers tenus à deux", default=5)
    decided_on = models.DateField("besoins décidés le")
    reference = models.CharField("décision", max_length=120)
    review_on = models.DateField("à revoir le")
    state = models.CharField(
        "état", max_length=10, choices=CohortState, default=CohortState.FORMING
    )
    launched_on = models.DateField("lancé le", null=True, blank=True)
    ended_on = models.DateField("clos ou dissous le", null=True, blank=True)
    reason = models.TextField("pourquoi", max_length=2000, blank=True)

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = "groupe"
        constraints = [
            models.UniqueConstraint(
                name="one_open_group",
                fields=["ended_on"],
                condition=Q(ended_on__isnull=True),
                nulls_distinct=False,
                violation_error_message="Un groupe se forme déjà.",
            ),
            models.CheckConstraint(
                name="launched_group_has_its_day",
                condition=Q(state__in=["forming", "sufficient", "proposed"], launched_on=None)
                | Q(state__in=["launched", "underway", "closed"], launched_on__isnull=False)
                | Q(state="dissolved"),
            ),
            models.CheckConstraint(
                name="ended_group_has_its_day",
                condition=Q(state__in=["closed", "dissolved"], ended_on__isnull=False)
                | (~Q(state__in=["closed", "dissolved"]) & Q(ended_on=None)),
            ),
            models.CheckConstraint(
                name="group_has_room_for_its_least",
                condition=Q(most__gte=F("least")),
                violation_error_message="Le plus grand nombre ne peut être sous le plus petit.",
            ),
            models.CheckConstraint(
                name="needs_are_reviewed_after_they_are_decided",
                condition=Q(review_on__gt=F("decided_on")),
                violation_error_message="La revue vient après la décision.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_forming(self):
        return self.state == CohortState.FORMING

    @property
    def is_sufficient(self):
        return self.state == CohortState.SUFFICIENT

    @property
    def is_proposed(self):
        return self.state == CohortState.PROPOSED

    @property
    def is_launched(self):
        return self.state == CohortState.LAUNCHED

    @property
    def is_underway(self):
        return self.state == CohortState.UNDERWAY

    @property
    def is_at_work(self):
        return self.state in AT_WORK

    @property
    def is_over(self):
        return self.state in OVER


class Need(models.Model):
    """How many people a group wants who know one vital function: two at least, since nobody bears
    one alone."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="needs")
    craft = models.CharField(
        "fonction", max_length=14, choices=[(craft.value, craft.label) for craft in FUNCTIONS]
    )
    people = models.PositiveSmallIntegerField("personnes", default=2)

    class Meta:
        verbose_name = "besoin"
        constraints = [
            models.UniqueConstraint(fields=["cohort", "craft"], name="one_need_per_function"),
            models.CheckConstraint(
                name="a_vital_function_is_held_twice", condition=Q(people__gte=2)
            ),
        ]

    def __str__(self):
        return f"{self.get_craft_display()} : {self.people}"


class Place(Stateful, models.Model):
    """A person's place in a group, from one day to another, with the days a month they give.

    ``named_at``: since then their name may be told to the others who are expected.
    """

    ARROWS = PLACE_ARROWS

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="places")
    person = models.ForeignKey(Person, models.PROTECT, related_name="places")
    days = models.PositiveSmallIntegerField(
        "jours par mois", default=2, validators=[MaxValueValidator(MOST_DAYS)]
    )
    joined_on = models.DateField("depuis le")
    left_on = models.DateField("jusqu’au", null=True, blank=True)
    state = models.CharField("état", max_length=9, choices=PlaceState, default=PlaceState.EXPECTED)
    named_at = models.DateTimeField("nom dit au groupe depuis", null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "place"
        constraints = [
            models.CheckConstraint(
                name="place_is_left_after_it_was_taken",
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
            ),
            models.UniqueConstraint(
                name="one_open_place_per_person_and_group",
                fields=["cohort", "person"],
                condition=Q(left_on__isnull=True),
                violation_error_message="Cette personne a déjà sa place dans le groupe.",
            ),
            models.CheckConstraint(
                name="place_is_left_on_a_day",
                condition=Q(state="left", left_on__isnull=False)
                | (~Q(state="left") & Q(left_on=None)),
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.cohort}"

    @property
    def is_named(self):
        return self.named_at is not None

    @property
    def is_asked(self):
        """The group was proposed to this person, who may answer, or answer again."""
        return self.state in (PlaceState.ASKED, PlaceState.CONFIRMED)


class Gauge(models.Model):
    """What was published of a group, once somebody confirmed it: numbers and functions, no name."""

    FINAL = True

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="gauges")
    people = models.PositiveSmallIntegerField("personnes")
    least = models.PositiveSmallIntegerField("de")
    most = models.PositiveSmallIntegerField("à")
    missing = ArrayField(
        models.CharField(max_length=14, choices=Craft), verbose_name="manque", default=list
    )
    leaning = ArrayField(
        models.CharField(max_length=14, choices=Craft),
        verbose_name="repose sur une personne",
        default=list,
    )
    is_sufficient = models.BooleanField("suffisant", default=False)
    state = models.CharField(
        "état", max_length=10, choices=CohortState, default=CohortState.FORMING
    )
    confirmed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("confirmée le", default=timezone.now)

    class Meta:
        verbose_name = "jauge publiée"
        verbose_name_plural = "jauges publiées"
        get_latest_by = ["at", "pk"]

    def __str__(self):
        return f"{self.people} sur {self.least} à {self.most}"

    @property
    def sentences(self):
        return told(self.people, self.least, self.most, self.missing, self.state)

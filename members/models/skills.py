from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone

from coopstudio.french.search import words_of
from members.models.people import Person
from members.querysets import SkillQuerySet, TestimonyQuerySet
from members.states import ALSO, Craft, Level, Unit, Weekday

MOST_HOURS = 744


class Skill(models.Model):
    """What a person says they know of a craft: they want to learn it, do it, or teach it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="skills")
    craft = models.CharField("savoir-faire", max_length=14, choices=Craft)
    level = models.CharField("niveau", max_length=5, choices=Level)
    words = models.CharField("en ses mots", max_length=160, blank=True)
    search = words_of(
        Case(
            *[When(craft=craft, then=Value(f"{craft.label} {ALSO[craft]}")) for craft in Craft],
            output_field=models.TextField(),
        ),
        "words",
    )

    objects = SkillQuerySet.as_manager()

    class Meta:
        verbose_name = "savoir-faire"
        constraints = [
            models.UniqueConstraint(fields=["person", "craft"], name="one_level_per_craft")
        ]
        indexes = [
            models.Index(fields=["craft", "level", "person"], name="skills_by_craft"),
            GinIndex(fields=["search"], name="skills_by_words"),
        ]

    def __str__(self):
        return f"{self.get_craft_display()} : {self.get_level_display()}"


class Testimony(models.Model):
    """What a member, asked by another one, tells of them at work. It is no mark, and no level.

    Whoever is spoken of invites; whoever speaks answers or not, and takes their words back when
    they wish; so does whoever is spoken of.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="testimonies")
    craft = models.CharField("savoir-faire", max_length=14, choices=Craft)
    witness = models.ForeignKey(Person, models.CASCADE, related_name="testimonies_given")
    asked_at = models.DateTimeField("demandé le", default=timezone.now)
    words = models.CharField("ses mots", max_length=300, blank=True)
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)
    closed_at = models.DateTimeField("refermé le", null=True, blank=True)

    objects = TestimonyQuerySet.as_manager()

    class Meta:
        verbose_name = "témoignage"
        constraints = [
            models.UniqueConstraint(
                name="one_open_testimony_per_craft_and_witness",
                fields=["person", "craft", "witness"],
                condition=Q(closed_at__isnull=True),
                violation_error_message="Cette personne est déjà invitée à témoigner de cela.",
            ),
            models.CheckConstraint(
                name="one_does_not_testify_of_oneself",
                condition=~Q(person=models.F("witness")),
                violation_error_message="On ne témoigne pas de soi-même.",
            ),
            models.CheckConstraint(
                name="testimony_answered_has_its_words",
                condition=Q(answered_at__isnull=True, words="")
                | (Q(answered_at__isnull=False) & ~Q(words=""))
                | Q(closed_at__isnull=False),
                violation_error_message="Un témoignage tient en quelques mots : écrivez-les.",
            ),
        ]

    def __str__(self):
        return f"{self.witness}, sur {self.person} : {self.get_craft_display()}"


class Availability(models.Model):
    """The days of the week, and the time in a month, that a person says they can give."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="availability")
    days = ArrayField(
        models.PositiveSmallIntegerField(choices=Weekday), verbose_name="jours", default=list,
        blank=True,
    )  # fmt: skip
    amount = models.PositiveSmallIntegerField(
        "temps", null=True, blank=True, validators=[MaxValueValidator(MOST_HOURS)]
    )
    unit = models.CharField("compté en", max_length=5, choices=Unit, default=Unit.DAYS)
    until = models.DateField("jusqu’au", null=True, blank=True)
    words = models.CharField("à savoir", max_length=200, blank=True)
    said_at = models.DateTimeField("dites le", default=timezone.now)

    class Meta:
        verbose_name = "disponibilités"
        verbose_name_plural = "disponibilités"
        indexes = [GinIndex(fields=["days"], name="availabilities_by_day")]

    def __str__(self):
        return f"{self.person} : {self.amount or '?'} {self.get_unit_display()}"

    def holds_on(self, day):
        """False once the day until which it was said has passed."""
        return self.until is None or self.until >= day

    @property
    def amount_said(self):
        """« 3 jours par mois »; nothing when no time was said."""
        if not self.amount:
            return ""
        unit = self.get_unit_display()
        return f"{self.amount} {unit if self.amount > 1 else unit.replace('s ', ' ', 1)}"

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from governance.models.circles import Circle, Days
from governance.querysets.mandates import LinkQuerySet, MandateQuerySet, RoleQuerySet
from governance.states import LinkKind, OfficeKind
from members.models import Person

ONE_HOLDER = [kind for kind in OfficeKind if kind != OfficeKind.ROLE]


class CircleRole(models.Model):
    """What a circle entrusts: leading, facilitating, keeping its papers, or any other role."""

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="roles")
    kind = models.CharField("sorte", max_length=12, choices=OfficeKind, default=OfficeKind.ROLE)
    name = models.CharField("nom", max_length=80)
    description = models.TextField("ce qui est attendu", max_length=2000, blank=True)
    months = models.PositiveSmallIntegerField("durée habituelle du mandat (mois)", default=12)
    closed_on = models.DateField("arrêté le", null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = "rôle"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_office_of_each_kind_in_a_circle",
                fields=["circle", "kind"],
                condition=~Q(kind=OfficeKind.ROLE),
            )
        ]

    def __str__(self):
        return self.name


class Mandate(models.Model):
    """A role entrusted to somebody, from a day to a day: no mandate is without an end.

    ``circle`` and ``kind`` are copied from the role by PostgreSQL, to hold one person at a time.
    """

    role = models.ForeignKey(CircleRole, models.PROTECT, related_name="mandates")
    circle = models.ForeignKey(
        Circle, models.PROTECT, related_name="mandates", editable=False, null=True
    )
    kind = models.CharField("sorte", max_length=12, choices=OfficeKind, editable=False, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    since = models.DateField("depuis le")
    until = models.DateField("échéance")
    """The day from which it is held no more."""
    ended_on = models.DateField("terminé le", null=True, blank=True)
    why = models.CharField("pourquoi il s’est terminé", max_length=200, blank=True)
    is_shared = models.BooleanField("tenu à plusieurs", default=False, editable=False)
    """A circle of stakeholders sends one delegate or several: PostgreSQL says so."""
    is_interim = models.BooleanField("intérim", default=False)
    election = models.ForeignKey(
        "governance.Election", models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    decision = models.ForeignKey(
        "governance.Decision", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = "mandat"
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                name="mandate_ends_after_it_began",
                condition=Q(until__gt=F("since"))
                & (Q(ended_on=None) | Q(ended_on__gte=F("since"))),
                violation_error_message="Un mandat a une échéance, après son premier jour.",
            ),
            ExclusionConstraint(
                name="one_holder_of_an_office_at_a_time",
                expressions=[
                    ("circle", "="),
                    ("kind", "="),
                    (Days("since", Coalesce("ended_on", "until")), "&&"),
                ],
                condition=Q(kind__in=ONE_HOLDER, is_shared=False),
                violation_error_message="Ce rôle est déjà tenu à ces dates.",
            ),
        ]

    def __str__(self):
        return f"{self.role}, {self.person}"

    @property
    def last_day(self):
        return self.ended_on or self.until


class Link(models.Model):
    """Somebody sits in two circles, with a consent right in each, as long as the mandate lasts.

    Both circles consented to it. One person never holds both links of the same pair (D2).
    """

    child = models.ForeignKey(Circle, models.PROTECT, related_name="links_up")
    parent = models.ForeignKey(Circle, models.PROTECT, related_name="links_down")
    kind = models.CharField("lien", max_length=6, choices=LinkKind)
    person = models.ForeignKey(Person, models.PROTECT, related_name="links_held")
    mandate = models.OneToOneField(Mandate, models.PROTECT, related_name="link")
    is_shared = models.BooleanField("tenu à plusieurs", default=False, editable=False)
    """As its mandate: several people may hold the second link of a circle of stakeholders."""
    since = models.DateField("depuis le")
    until = models.DateField("échéance")
    ended_on = models.DateField("terminé le", null=True, blank=True)
    why = models.CharField("pourquoi il s’est terminé", max_length=200, blank=True)
    child_decision = models.ForeignKey(
        "governance.Decision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    parent_decision = models.ForeignKey(
        "governance.Decision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted_on = models.DateField("accueilli par le cercle parent le")
    consented_on = models.DateField("consenti par le cercle le")

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = "lien"
        ordering = ["child", "kind", "since"]
        constraints = [
            models.CheckConstraint(
                name="link_ends_after_it_began",
                condition=Q(until__gt=F("since"))
                & (Q(ended_on=None) | Q(ended_on__gte=F("since"))),
            ),
            models.CheckConstraint(
                name="link_begins_when_both_circles_consented",
                condition=Q(since__gte=F("accepted_on")) & Q(since__gte=F("consented_on")),
                violation_error_message="Un lien prend vie quand les deux cercles ont consenti.",
            ),
            models.CheckConstraint(name="link_joins_two_circles", condition=~Q(child=F("parent"))),
            ExclusionConstraint(
                name="two_links_are_two_persons",
                expressions=[
                    ("child", "="),
                    ("person", "="),
                    (Days("since", Coalesce("ended_on", "until")), "&&"),
                ],
                violation_error_message=(
                    "Le premier et le second lien d’un cercle sont deux personnes différentes."
                ),
            ),
            ExclusionConstraint(
                name="one_person_holds_a_link",
                expressions=[
                    ("child", "="),
                    ("kind", "="),
                    (Days("since", Coalesce("ended_on", "until")), "&&"),
                ],
                condition=Q(is_shared=False),
                violation_error_message="Ce lien est déjà tenu à ces dates.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} de {self.child}, {self.person}"

    @property
    def last_day(self):
        return self.ended_on or self.until

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from contributions.querysets.needs import NeedQuerySet, ResourceQuerySet, UseQuerySet
from contributions.states import Priority, ResourceKind
from members.models import Person


class Need(models.Model):
    """What the project needs money or things for: what apports are brought to (F1). In cents."""

    label = models.CharField("besoin", max_length=120)
    why = models.TextField("pourquoi", max_length=1000, blank=True)
    cents = models.BigIntegerField("montant (centimes)")
    priority = models.CharField(
        "priorité", max_length=9, choices=Priority, default=Priority.IMPORTANT
    )
    opened_on = models.DateField("depuis le")
    closed_on = models.DateField("jusqu’au", null=True, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField("écrit le", default=timezone.now)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = "besoin"
        ordering = ["opened_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_need_has_an_amount",
                condition=Q(cents__gt=0),
                violation_error_message="Un besoin se chiffre : au moins un centime.",
            ),
            models.CheckConstraint(
                name="a_need_closes_after_it_opened",
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                violation_error_message="Un besoin ne se ferme pas avant d’avoir été ouvert.",
            ),
        ]

    def __str__(self):
        return self.label


class Resource(models.Model):
    """What finances the needs besides apports: a grant, own funds. In cents."""

    kind = models.CharField("nature", max_length=5, choices=ResourceKind)
    label = models.CharField("ressource", max_length=120)
    promised = models.BigIntegerField("promis (centimes)")
    received = models.BigIntegerField("encaissé (centimes)", default=0)
    paper = models.CharField("pièce", max_length=120, blank=True)
    """The letter or the decision that says so."""
    on = models.DateField("depuis le")
    ended_on = models.DateField("jusqu’au", null=True, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField("écrite le", default=timezone.now)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = "ressource"
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_resource_gives_at_most_what_it_promised",
                condition=Q(promised__gt=0, received__gte=0, received__lte=F("promised")),
                violation_error_message="Ce qui est encaissé ne dépasse pas ce qui est promis.",
            )
        ]

    def __str__(self):
        return self.label


class Use(models.Model):
    """What was spent of the apports on a need, euro by euro (F7): an entry, for a part of it."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="uses")
    entry = models.ForeignKey("contributions.Entry", models.PROTECT, related_name="uses")
    cents = models.BigIntegerField("montant (centimes)")
    words = models.CharField("objet", max_length=160)
    written_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField("écrit le", default=timezone.now)

    objects = UseQuerySet.as_manager()

    class Meta:
        verbose_name = "emploi"
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(name="a_use_has_an_amount", condition=Q(cents__gt=0)),
            models.UniqueConstraint(
                name="an_entry_is_used_once_per_need",
                fields=["need", "entry"],
                violation_error_message="Cette écriture est déjà affectée à ce besoin.",
            ),
        ]

    def __str__(self):
        return self.words

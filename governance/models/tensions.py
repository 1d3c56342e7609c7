from django.db import models
from django.db.models import Q
from django.utils import timezone

from governance.models.circles import Circle, Domain
from governance.querysets.tensions import TensionQuerySet
from governance.states import Wish
from members.models import Person


class Tension(models.Model):
    """A need that somebody drops into the basket of a circle: from there everything begins.

    Anybody of the house may drop one, in any circle. The house drops some itself (a measure that
    crosses its threshold, an open link): they have no author, and say why.
    """

    circle = models.ForeignKey(Circle, models.PROTECT, related_name="tensions")
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="tensions")
    subject = models.CharField("sujet", max_length=160)
    words = models.TextField("ce que vous vivez, ce dont vous avez besoin", max_length=4000)
    wish = models.CharField("souhait", max_length=10, choices=Wish, default=Wish.EXPLORE)
    at = models.DateTimeField("déposée le", default=timezone.now)
    decision = models.ForeignKey(
        "governance.Decision", models.PROTECT, null=True, blank=True, related_name="tensions"
    )
    """The decision that it speaks of: an early review, a consent that is taken back."""
    domain = models.ForeignKey(Domain, models.PROTECT, null=True, blank=True, related_name="+")
    """« Décision d’exécution urgente » : the domain in which its leader decided without waiting."""
    key = models.CharField("clé", max_length=80, null=True, blank=True, unique=True, editable=False)  # noqa: DJ001 (unique, and none for people)
    """Of those that the house drops: the same fact drops one tension, whatever the clock does."""
    settled_at = models.DateTimeField("retirée du panier le", null=True, blank=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    how = models.CharField("ce qu’elle est devenue", max_length=200, blank=True)

    objects = TensionQuerySet.as_manager()

    class Meta:
        verbose_name = "tension"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="tension_has_its_words", condition=~Q(subject="") & ~Q(words="")
            ),
            models.CheckConstraint(
                name="a_tension_without_author_has_its_key",
                condition=Q(by__isnull=False) | Q(key__isnull=False),
            ),
            models.CheckConstraint(
                name="an_urgent_decision_has_its_author_and_is_to_ratify",
                condition=Q(domain=None) | Q(by__isnull=False, wish=Wish.DECIDE),
            ),
            models.CheckConstraint(
                name="settled_tension_says_how",
                condition=Q(settled_at=None, how="") | (Q(settled_at__isnull=False) & ~Q(how="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["circle", "at"], name="open_tensions", condition=Q(settled_at=None)
            )
        ]

    def __str__(self):
        return self.subject

    def get_absolute_url(self):
        return f"/tensions/{self.pk}/"

    @property
    def is_urgent(self):
        return self.domain_id is not None

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from members.models.people import Person
from members.querysets import ShowingQuerySet
from members.states import Facet, Topic


class Showing(models.Model):
    """A member agreed that the others see one thing of them, in these words, from a moment on.

    ``text`` and ``version`` are the sentence as it was read that day. What is shown now stands on
    the person too (``Person.shown``), written by the same action.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="showings")
    facet = models.CharField("montre", max_length=12, choices=Facet)
    text = models.CharField("les mots acceptés", max_length=300)
    version = models.PositiveSmallIntegerField("version des mots")
    given_at = models.DateTimeField("donné le", default=timezone.now)
    withdrawn_at = models.DateTimeField("repris le", null=True, blank=True)

    objects = ShowingQuerySet.as_manager()

    class Meta:
        verbose_name = "accord pour l’annuaire"
        verbose_name_plural = "accords pour l’annuaire"
        constraints = [
            models.UniqueConstraint(
                name="one_standing_showing_per_facet",
                fields=["person", "facet"],
                condition=Q(withdrawn_at__isnull=True),
                violation_error_message="Vous montrez déjà cela.",
            ),
            models.CheckConstraint(
                name="showing_has_its_words",
                condition=~Q(text=""),
                violation_error_message="Un accord porte sur des mots : les voici.",
            ),
            models.CheckConstraint(
                name="showing_is_given_before_it_is_taken_back",
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                violation_error_message="Un accord se reprend après avoir été donné.",
            ),
        ]

    def __str__(self):
        return f"{self.person} : {self.get_facet_display()}"


class Quiet(models.Model):
    """A person asked not to be written to about a topic."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="quiets")
    topic = models.CharField("sujet", max_length=10, choices=Topic)
    since = models.DateTimeField("depuis le", default=timezone.now)

    class Meta:
        verbose_name = "sujet tu"
        verbose_name_plural = "sujets tus"
        constraints = [
            models.UniqueConstraint(fields=["person", "topic"], name="one_quiet_per_topic")
        ]

    def __str__(self):
        return f"{self.person} : {self.get_topic_display()}"

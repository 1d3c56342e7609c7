from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from members.models.people import Person
from members.querysets import ConsentQuerySet
from members.states import Purpose


class Consent(models.Model):
    """Somebody agreed to one purpose, in these words, from one moment to another.

    ``text`` is the sentence as it was read that day: another wording asks again.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    purpose = models.CharField("pour", max_length=8, choices=Purpose)
    text = models.TextField("les mots acceptés", max_length=1000)
    given_at = models.DateTimeField("donné le", default=timezone.now)
    withdrawn_at = models.DateTimeField("repris le", null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "accord"
        constraints = [
            models.UniqueConstraint(
                name="one_standing_consent_per_purpose",
                fields=["person", "purpose"],
                condition=Q(withdrawn_at__isnull=True),
                violation_error_message="Cet accord est déjà donné.",
            ),
            models.CheckConstraint(
                name="consent_has_its_words",
                condition=~Q(text=""),
                violation_error_message="Un accord porte sur des mots : les voici.",
            ),
            models.CheckConstraint(
                name="consent_is_given_before_it_is_taken_back",
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                violation_error_message="Un accord se reprend après avoir été donné.",
            ),
        ]

    def __str__(self):
        return f"{self.person} : {self.get_purpose_display()}"

    @property
    def is_standing(self):
        return self.withdrawn_at is None

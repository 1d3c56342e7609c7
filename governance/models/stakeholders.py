from django.db import models
from django.db.models import Q
from django.utils import timezone

from governance.models.proposals import Proposal, Version
from members.models import Person


class Hearing(models.Model):
    """Some of those whom a text touches were heard before the circle decides: who, when, and what
    they said. One hears again, and it is another one; only what names somebody is put right, at the
    request of whoever was heard, and what stood there before is kept nowhere."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="hearings")
    version = models.ForeignKey(Version, models.PROTECT, related_name="hearings")
    """The one that they were told of."""
    group = models.CharField("qui est touché", max_length=120)
    who = models.CharField("qui a été entendu", max_length=300)
    on = models.DateField("entendu le")
    words = models.TextField("ce qui a été dit", max_length=2000)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("écrit le", default=timezone.now)

    corrected_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    corrected_at = models.DateTimeField("corrigé le", null=True, blank=True)

    CHANGES = ("who", "words", "corrected_by_id", "corrected_at")

    class Meta:
        verbose_name = "écoute de personnes touchées"
        verbose_name_plural = "écoutes de personnes touchées"
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_hearing_says_who_and_what", condition=~Q(who="") & ~Q(words="")
            )
        ]

    def __str__(self):
        return f"{self.group}, {self.proposal}"

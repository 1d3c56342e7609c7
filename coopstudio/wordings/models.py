from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from coopstudio.wordings.querysets import WordingQuerySet


class Wording(models.Model):
    """A rédaction: the words that founders gave to a kind of letter, from then on. Never edited.

    An empty body gives the word back to the house. ``house`` keeps what the house said that day,
    so that one sees when it says something else.
    """

    FINAL = True

    text = models.CharField("lettre", max_length=60)
    number = models.PositiveSmallIntegerField("rang")
    subject = models.CharField("objet", max_length=200, blank=True)
    body = models.TextField("texte", max_length=10_000, blank=True)
    house = models.TextField("texte de la maison ce jour-là")
    note = models.CharField("pourquoi", max_length=200, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="par"
    )
    written_at = models.DateTimeField("le", default=timezone.now)

    objects = WordingQuerySet.as_manager()

    class Meta:
        verbose_name = "rédaction"
        constraints = [
            models.UniqueConstraint(fields=["text", "number"], name="wordings_are_numbered"),
            models.CheckConstraint(
                name="the_house_speaks_without_subject", condition=~Q(body="") | Q(subject="")
            ),
        ]

    def __str__(self):
        return f"{self.text}, {self.number}"

    @property
    def is_house(self):
        """Whether it gave the word back to the house."""
        return not self.body

    @property
    def words(self):
        """Subject and body as one text, to be compared."""
        if self.is_house:
            return self.house
        return f"{self.subject}\n\n{self.body}" if self.subject else self.body

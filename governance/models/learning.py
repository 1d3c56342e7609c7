from django.db import models
from django.utils import timezone

from members.models import Person


class LearningMode(models.Model):
    """Somebody wishes to read, at each step, what may be said there; without a row, they do not."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="learning_mode")
    since = models.DateTimeField("depuis le", default=timezone.now)

    class Meta:
        verbose_name = "mode d’apprentissage"
        verbose_name_plural = "modes d’apprentissage"

    def __str__(self):
        return f"Mode d’apprentissage de {self.person}"

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from applications.models.applications import Application
from applications.querysets import PauseQuerySet
from members.models import Person


class Pause(models.Model):
    """« Pas maintenant » : an application sleeps until a day that both sides agreed to.

    Proposed by a founder, it waits for the person's yes or no until that day, then lapses; asked
    for by the person, it begins.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="pauses")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("demandée le", default=timezone.now)
    until = models.DateField("jusqu’au")
    reason = models.TextField("pourquoi", max_length=2000)
    began_at = models.DateTimeField("commencée le", null=True, blank=True)
    ended_at = models.DateTimeField("finie, refusée ou abandonnée le", null=True, blank=True)

    objects = PauseQuerySet.as_manager()

    class Meta:
        verbose_name = "mise en attente"
        verbose_name_plural = "mises en attente"
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(ended_at__isnull=True),
                name="one_open_pause_per_application",
            ),
            models.CheckConstraint(
                condition=Q(began_at__isnull=True) | Q(began_at__gte=F("asked_at")),
                name="pause_begins_after_it_is_asked",
            ),
        ]

    def __str__(self):
        return f"En attente jusqu’au {self.until:%d/%m/%Y}, {self.application.reference}"


class Withdrawal(models.Model):
    """An application taken back, with the reason if its person cared to tick one."""

    class Reason(models.TextChoices):
        TIME = "time", "Ce n’est pas le bon moment pour moi"
        ELSEWHERE = "elsewhere", "Un autre projet m’a trouvé, ou trouvée"
        UNLIKE = "unlike", "L’appel ne me ressemble pas assez"
        FAR = "far", "La distance, les trajets"
        MONEY = "money", "L’argent, ou la sécurité"
        WAIT = "wait", "L’attente a été trop longue"

    application = models.ForeignKey(Application, models.PROTECT, related_name="withdrawals")
    reason = models.CharField("raison", max_length=10, choices=Reason, blank=True)
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "retrait"

    def __str__(self):
        return f"Retrait, {self.application.reference}"

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from coopstudio.files import states
from coopstudio.states import Stateful


class PrivateFile(Stateful, models.Model):
    """A file that somebody gave us: checked, rewritten, stored under a number that says nothing.

    Its bytes stand in ``settings.PRIVATE_ROOT`` under ``path``; its name is only for display. Once
    erased, the row stays without name nor bytes, because its openings are never deleted.
    """

    Kind = states.Kind
    State = states.State
    ARROWS = states.ARROWS

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("nom d’origine", max_length=150, blank=True)
    kind = models.CharField("sorte", max_length=3, choices=states.Kind, default=states.Kind.PDF)
    size = models.PositiveIntegerField("taille (octets)")
    pages = models.PositiveSmallIntegerField("pages", default=1)
    sha256 = models.CharField("empreinte", max_length=64, blank=True)
    state = models.CharField("état", max_length=12, choices=State, default=State.QUARANTINED)
    received_at = models.DateTimeField("reçu le", default=timezone.now)

    class Meta:
        verbose_name = "fichier privé"
        verbose_name_plural = "fichiers privés"
        indexes = [
            models.Index(
                fields=["received_at"], name="files_to_scan", condition=Q(state="quarantined")
            )
        ]

    def __str__(self):
        return self.name or "fichier effacé"

    @property
    def path(self):
        return f"{self.id.hex[:2]}/{self.id.hex}.{self.kind}"

    @property
    def is_clean(self):
        return self.state == self.State.CLEAN

    @property
    def is_being_checked(self):
        return self.state == self.State.QUARANTINED


class Opening(models.Model):
    """Somebody opened a private file. Shown to the person whom the file speaks of."""

    FINAL = True

    file = models.ForeignKey(PrivateFile, models.PROTECT, related_name="openings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "ouverture"
        indexes = [models.Index(fields=["file", "-at"], name="openings_of_file")]

    def __str__(self):
        return f"{self.by}, {self.at:%d/%m/%Y}"

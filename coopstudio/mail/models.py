import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from coopstudio.documents.models import Document
from coopstudio.mail.querysets import LetterQuerySet


class Letter(models.Model):
    """A letter of the outbox: written with the fact it speaks of, delivered after it.

    ``key`` makes it unique: the same letter is never written twice.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "en attente"
        SENT = "sent", "envoyée"
        FAILED = "failed", "non envoyée"

    kind = models.CharField("sorte", max_length=60)
    key = models.CharField("clé", max_length=200, unique=True)
    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    to = models.EmailField("à", max_length=320)
    subject = models.CharField("objet", max_length=200)
    text = models.TextField("texte")
    html = models.TextField("mise en page")
    calendar = models.TextField("invitation (.ics)", blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="letters"
    )
    state = models.CharField("état", max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    error = models.CharField("dernière erreur", max_length=300, blank=True)
    next_try_at = models.DateTimeField("prochain essai", default=timezone.now)
    written_at = models.DateTimeField("écrite le", default=timezone.now)
    sent_at = models.DateTimeField("envoyée le", null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "lettre"
        indexes = [
            models.Index(
                fields=["next_try_at"], name="letters_to_send", condition=Q(state="waiting")
            ),
            models.Index(fields=["-written_at", "-id"], name="letters_by_date"),
        ]
        constraints = [
            models.CheckConstraint(
                name="sent_letter_has_its_hour",
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
            )
        ]

    def __str__(self):
        return f"{self.subject} ({self.get_state_display()})"

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from coopstudio.documents.querysets import DocumentQuerySet

TITLE_LENGTH = 150
"""In signs; two long names in a title are cut there."""


class Document(models.Model):
    """A PDF asked for in the transaction of its fact, made by a worker, kept for ever as issued.

    ``data`` is frozen at the request: the same words come out whatever happens later. Once the
    document is issued, PostgreSQL refuses any change of what it says.
    """

    class State(models.TextChoices):
        ASKED = "asked", "en préparation"
        ISSUED = "issued", "prêt"
        FAILED = "failed", "non produit"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("sorte", max_length=60)
    title = models.CharField("titre", max_length=TITLE_LENGTH)
    template = models.CharField("modèle", max_length=120)
    data = models.JSONField("contenu figé")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    state = models.CharField("état", max_length=8, choices=State, default=State.ASKED)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    next_try_at = models.DateTimeField("prochain essai", default=timezone.now)
    error = models.CharField("dernière erreur", max_length=300, blank=True)
    content = models.BinaryField("octets", null=True, blank=True)
    sha256 = models.CharField("empreinte", max_length=64, blank=True)
    asked_at = models.DateTimeField("demandé le", default=timezone.now)
    issued_at = models.DateTimeField("produit le", null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "document"
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="documents_of_subject"),
            models.Index(
                fields=["next_try_at"], name="documents_to_make", condition=Q(state="asked")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="issued_document_has_its_bytes",
                condition=Q(
                    state="issued",
                    content__isnull=False,
                    issued_at__isnull=False,
                    sha256__regex="^[0-9a-f]{64}$",
                )
                | (~Q(state="issued") & Q(content__isnull=True, issued_at__isnull=True, sha256="")),
            )
        ]

    def __str__(self):
        return self.title

    @property
    def is_issued(self):
        return self.state == self.State.ISSUED

    @property
    def has_failed(self):
        return self.state == self.State.FAILED

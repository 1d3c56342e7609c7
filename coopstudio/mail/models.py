import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from coopstudio.documents.models import Document
from coopstudio.mail.querysets import LetterQuerySet


class Letter(models.Model):
    """A letter of the outbox: written with the fact it speaks of, delivered after it.

    ``key`` makes it unique: the same letter is never written twice. After its first trouble it is
    tried until ``give_up_at``; then it is « non envoyée », and a person may try again. One that
    goes to a paper box (``coopstudio.mail.paper``) is « à poster » until somebody says it left.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "en attente"
        SENT = "sent", "envoyée"
        FAILED = "failed", "non envoyée"
        SILENCED = "silenced", "retenue"
        PAPER = "paper", "à poster"
        POSTED = "posted", "postée"

    kind = models.CharField("sorte", max_length=60)
    key = models.CharField("clé", max_length=200, unique=True)
    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    to = models.EmailField("à", max_length=320)
    about = models.CharField("à propos de", max_length=80, blank=True, editable=False)
    """The row it speaks of (``names_of``), so that what is erased is forgotten here too."""
    subject = models.CharField("objet", max_length=200)
    text = models.TextField("texte")
    html = models.TextField("mise en page")
    calendar = models.TextField("invitation (.ics)", blank=True)
    reply_to = models.EmailField("on y répond à", max_length=320, blank=True)
    references = models.CharField("répond aux lettres", max_length=1000, blank=True)
    unsubscribe = models.URLField("où l’arrêter", max_length=400, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="letters"
    )
    is_secret = models.BooleanField("ouvre quelque chose", default=False)
    state = models.CharField("état", max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    error = models.CharField("dernière erreur", max_length=300, blank=True)
    next_try_at = models.DateTimeField("prochain essai", default=timezone.now)
    give_up_at = models.DateTimeField("abandon", null=True, blank=True)
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
            models.Index(fields=["state", "-written_at", "-id"], name="letters_by_state"),
            models.Index(Lower("to"), name="letters_by_address"),
            models.Index(fields=["about"], name="letters_by_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                name="sent_letter_has_its_hour",
                condition=Q(state__in=["sent", "posted"], sent_at__isnull=False)
                | (~Q(state__in=["sent", "posted"]) & Q(sent_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="letter_goes_to_one_address",
                condition=Q(to__regex=r"^[^\s,;<>]+@[^\s,;<>]+$"),
                violation_error_message="Une lettre part à une seule adresse, sur une ligne.",
            ),
            models.CheckConstraint(
                name="letter_subject_is_one_line",
                condition=~Q(subject__regex=r"[\x01-\x1f\x7f]"),
                violation_error_message="L’objet d’une lettre tient sur une ligne.",
            ),
        ]

    def __str__(self):
        return f"{self.subject} ({self.get_state_display()})"

    @property
    def has_words(self):
        """False once its words were erased, 90 days later or as soon as a secret one has left."""
        return bool(self.text)


class Silence(models.Model):
    """An address to which nothing is ever written by itself again: somebody died.

    PostgreSQL holds it: whatever is written to it, by whom and how, is « retenue » at once.
    """

    address = models.EmailField("adresse", max_length=320, unique=True)
    """In small letters."""
    since = models.DateTimeField("depuis", default=timezone.now)

    class Meta:
        verbose_name = "silence"
        constraints = [
            models.CheckConstraint(
                name="silenced_address_is_in_small_letters",
                condition=Q(address=Lower("address")),
            )
        ]

    def __str__(self):
        return self.address


class Arrival(models.Model):
    """A mail that reached one of our reply addresses, and what became of it.

    Known by its ``Message-ID``: the same mail is never taken twice. Its bytes and its sender are
    kept 30 days for diagnosis, then dropped.
    """

    class Outcome(models.TextChoices):
        TAKEN = "taken", "reçu"
        ASIDE = "aside", "mis de côté : une autre adresse"
        AUTOMATIC = "automatic", "ignoré : réponse automatique ou avis de non-distribution"
        RETURNED = "returned", "avis de retour : la lettre est notée"
        NOBODY = "nobody", "ignoré : aucune conversation à cette adresse"
        EMPTY = "empty", "ignoré : rien d’écrit"
        HEAVY = "heavy", "refusé : trop lourd"
        REFUSED = "refused", "refusé"

    message_id = models.CharField("Message-ID", max_length=300, unique=True)
    at = models.DateTimeField("reçu le", default=timezone.now)
    outcome = models.CharField("suite", max_length=10, choices=Outcome)
    sender = models.CharField("de", max_length=320, blank=True)
    raw = models.BinaryField("tel qu’il est venu", null=True)

    class Meta:
        verbose_name = "courrier reçu"
        verbose_name_plural = "courriers reçus"
        indexes = [
            models.Index(fields=["at"], name="arrivals_to_forget", condition=Q(raw__isnull=False))
        ]

    def __str__(self):
        return f"{self.message_id} ({self.get_outcome_display()})"

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from applications.models.applications import Application
from applications.querysets import ConversationQuerySet, MessageQuerySet
from applications.states import CONVERSATION_ARROWS, ConversationState
from coopstudio.french.search import words_of
from coopstudio.states import Stateful
from members.models import Person


class Conversation(Stateful, models.Model):
    """A thread between one person and the founders: a question first, perhaps a candidature later.

    It waits for its address to be confirmed before anybody reads it; ``person`` is known from then
    on. It becomes the thread of an ``application`` when its person says so.
    """

    ARROWS = CONVERSATION_ARROWS

    application = models.OneToOneField(
        Application, models.SET_NULL, null=True, blank=True, related_name="conversation"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="conversations"
    )
    email = models.EmailField("adresse e-mail", max_length=254)
    state = models.CharField(
        "état", max_length=10, choices=ConversationState, default=ConversationState.TO_CONFIRM
    )
    key = models.UUIDField("clé du fil", default=uuid.uuid4, unique=True, editable=False)
    begun_at = models.DateTimeField("commencée le", default=timezone.now)
    confirmed_at = models.DateTimeField("adresse confirmée le", null=True, blank=True)
    waiting_since = models.DateTimeField("attend depuis le", null=True, blank=True)
    last_at = models.DateTimeField("dernier message le", default=timezone.now)
    warned_at = models.DateTimeField("prévenue de la clôture le", null=True, blank=True)
    closed_at = models.DateTimeField("close le", null=True, blank=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        verbose_name = "conversation"
        constraints = [
            models.CheckConstraint(
                name="confirmed_conversation_has_its_person",
                condition=Q(
                    state=ConversationState.TO_CONFIRM,
                    person__isnull=True,
                    confirmed_at__isnull=True,
                )
                | (
                    ~Q(state=ConversationState.TO_CONFIRM)
                    & Q(person__isnull=False, confirmed_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="open_conversation_knows_since_when",
                condition=Q(state=ConversationState.OPEN, waiting_since__isnull=False)
                | (~Q(state=ConversationState.OPEN) & Q(waiting_since__isnull=True)),
            ),
            models.CheckConstraint(
                name="closed_conversation_has_its_day",
                condition=Q(state=ConversationState.CLOSED, closed_at__isnull=False)
                | (~Q(state=ConversationState.CLOSED) & Q(closed_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["waiting_since", "id"],
                name="conversations_waiting",
                condition=Q(state=ConversationState.OPEN),
            ),
            models.Index(fields=["state", "-last_at", "-id"], name="conversations_by_state"),
            models.Index(
                fields=["begun_at"],
                name="conversations_to_confirm",
                condition=Q(state=ConversationState.TO_CONFIRM),
            ),
        ]

    def __str__(self):
        return f"Conversation {self.pk}"

    def get_absolute_url(self):
        return reverse("applications:conversation", args=[self.pk])

    @property
    def is_waiting(self):
        """Whether the person waits for an answer."""
        return self.state == ConversationState.OPEN

    @property
    def is_closed(self):
        return self.state == ConversationState.CLOSED


class Message(models.Model):
    """What one side wrote to the other, in a page or by e-mail. Only ever added.

    A stray message came by e-mail from an address that is not the thread's: founders alone see it,
    with the address it came from, and it is never taken for the person's words.
    """

    class Side(models.TextChoices):
        PERSON = "person", "la personne"
        FOUNDERS = "founders", "la fondation"
        STRAY = "stray", "une autre adresse"

    class Way(models.TextChoices):
        WEB = "web", "sur le site"
        MAIL = "mail", "par e-mail"

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    side = models.CharField("de", max_length=8, choices=Side)
    author = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    way = models.CharField("par", max_length=4, choices=Way, default=Way.WEB)
    text = models.TextField("message", max_length=20_000)
    at = models.DateTimeField("le", default=timezone.now)
    key = models.UUIDField("geste", default=uuid.uuid4, unique=True, editable=False)
    message_id = models.CharField("Message-ID", max_length=300, blank=True)
    sender = models.EmailField("adresse d’envoi", max_length=320, blank=True)
    search = words_of("text")

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "message"
        ordering = ["at", "pk"]
        indexes = [GinIndex(fields=["search"], name="messages_by_words")]
        constraints = [
            models.CheckConstraint(
                name="founders_sign_their_messages",
                condition=~Q(side="founders") | Q(author__isnull=False),
            ),
            models.CheckConstraint(
                name="stray_message_says_where_it_came_from",
                condition=(Q(side="stray", way="mail", author__isnull=True) & ~Q(sender=""))
                | (~Q(side="stray") & Q(sender="")),
            ),
            models.CheckConstraint(
                name="message_is_not_empty",
                condition=~Q(text=""),
                violation_error_message="Le message est vide.",
            ),
            models.UniqueConstraint(
                fields=["message_id"],
                name="one_message_per_mail",
                condition=~Q(message_id=""),
            ),
        ]

    def __str__(self):
        return f"Message {self.pk}"

    @property
    def is_ours(self):
        """Whether a founder wrote it."""
        return self.side == self.Side.FOUNDERS

    @property
    def is_stray(self):
        return self.side == self.Side.STRAY

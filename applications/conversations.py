"""A thread as one of its two sides reads it: who wrote what, when, and what is folded.

While a founder has not read the candidature that a thread belongs to, its person is « La personne »
and the words that name them are folded away, in the thread as everywhere.
"""

from functools import cached_property

from django.utils import timezone

from applications import identity
from applications.events import Event
from applications.models import Application, Conversation, Message
from applications.states import State
from coopstudio.french.workdays import working_days_between
from coopstudio.journal.api import history

LATE = 3
"""Working days after which a question comes first in the inbox."""


def is_folded(conversation, founder):
    """Whether this founder may not meet the person of this thread yet."""
    one = conversation.application
    if one is None or one.state == State.DRAFT:
        return False
    return not Application.objects.known_to(founder).filter(pk=one.pk).exists()


def names_in(conversation):
    """The words that name the person of a thread, as they sign, as they are written to."""
    return identity.names_of(conversation.person, conversation.application)


def who_asks(conversation, *, folded):
    """How founders call the person of a thread."""
    one = conversation.application
    if folded:
        return one.reference
    if one and one.state != State.DRAFT and one.full_name:
        return one.full_name
    return f"{conversation.person}"


def reference_of(conversation):
    """What a thread is called without saying whose it is."""
    one = conversation.application
    return one.reference if one and one.number else f"Question {conversation.pk}"


def waited(conversation, today):
    """Working days since the person waits for an answer."""
    return max(working_days_between(timezone.localdate(conversation.waiting_since), today), 0)


class Thread:
    """What ``reader`` may see of ``conversation``; None is a thread in which nobody wrote yet."""

    def __init__(self, conversation, reader, *, now):
        self.conversation, self.reader = conversation, reader
        self.today = timezone.localdate(now)
        self.is_mine = conversation is None or conversation.person_id == reader.pk
        self.is_folded = not self.is_mine and is_folded(conversation, reader)

    @property
    def name(self):
        return who_asks(self.conversation, folded=self.is_folded)

    @property
    def is_late(self):
        return self.conversation.is_waiting and self.days >= LATE

    @property
    def days(self):
        return waited(self.conversation, self.today)

    @cached_property
    def last(self):
        """The number of the last message shown: what an answer answers."""
        return self.messages[-1]["pk"] if self.messages else 0

    @cached_property
    def messages(self):
        """The messages in order, each as this reader sees it."""
        if self.conversation is None:
            return []
        found = self.conversation.messages.in_order()
        if self.is_mine:
            found = found.of_the_thread()
        return [self._shown(message) for message in found]

    @cached_property
    def refused(self):
        """The replies by e-mail that were not taken, as the journal says them, latest first."""
        if self.conversation is None or self.is_mine:
            return []
        return list(
            history(self.conversation).filter(event=Event.REPLY_REFUSED).order_by("-at")[:5]
        )

    def _shown(self, message):
        return {
            "pk": message.pk,
            "at": message.at,
            "text": self._folded(message.text),
            "by_mail": message.way == Message.Way.MAIL,
            "who": self._who(message),
            "person": self._face(message),
            "is_mine": self._is_mine(message),
            "stray": self._folded(message.sender),
        }

    def _is_mine(self, message):
        if self.is_mine:
            return message.side == Message.Side.PERSON
        return message.author_id == self.reader.pk

    def _who(self, message):
        if self._is_mine(message):
            return "Vous"
        if message.is_ours:
            return message.author.first_name if self.is_mine else f"{message.author}"
        return "Quelqu’un" if message.is_stray else self._person_word

    @property
    def _person_word(self):
        return "La personne" if self.is_folded else self.name

    def _face(self, message):
        """Whose disc stands beside the words; None while it is folded, or is nobody's."""
        if message.is_ours:
            return message.author
        return None if self.is_folded or message.is_stray else self.conversation.person

    def _folded(self, text):
        return identity.folded(text, self._names) if self.is_folded else text

    @cached_property
    def _names(self):
        return names_in(self.conversation)


def conversation_of(application):
    """The thread of this candidature, or None."""
    thread = Conversation.objects.filter(application=application).select_related("person").first()
    if thread:
        thread.application = application
    return thread

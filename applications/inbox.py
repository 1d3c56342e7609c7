"""The founders' inbox of threads: who waits, since when, in rows ready to be printed.

Pages follow a bookmark (an hour and a number), as on the desk: the last costs what the first does.
"""

from collections import Counter
from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Q, Value
from django.utils import timezone
from django.utils.text import Truncator

from applications import aside, identity
from applications.conversations import LATE, names_in, reference_of, waited, who_asks
from applications.models import Application, Conversation, Message
from applications.states import ConversationState, State

PAGE = 25
MOST_COUNTED = 99
EXCERPT = 160
VIEWS = {
    "attente": ("En attente", ConversationState.OPEN),
    "repondues": ("Répondues", ConversationState.ANSWERED),
    "closes": ("Closes", ConversationState.CLOSED),
    "a-part": ("À part", None),
}
"""The last holds what came by mail and is nobody's words yet."""


class Inbox:
    """What a founder sees for a query: ``vue``, and ``apres`` a bookmark."""

    def __init__(self, founder, query, *, now):
        self.founder, self.now, self.today = founder, now, timezone.localdate(now)
        self.view = query.get("vue") if query.get("vue") in VIEWS else "attente"
        self.is_waiting, self.is_aside = self.view == "attente", self.view == "a-part"
        found = list(self._from(_bookmark(query.get("apres", "")))[: PAGE + 1])
        self.next_page = self._address(found[PAGE - 1]) if len(found) > PAGE else ""
        self.rows = self._dressed(found[:PAGE])

    @property
    def word(self):
        return VIEWS[self.view][0]

    @property
    def lead(self):
        """Who waits for a word, and for how long at most."""
        if self.is_aside:
            return "Ce qui est venu par e-mail sans pouvoir entrer dans un fil, et quoi en faire."
        if not self.is_waiting:
            return "Qui attend un mot de nous, et depuis quand."
        if not self.rows:
            return "Chaque question a eu sa réponse."
        count, days = len(self.rows), self.rows[0]["days"]
        who = "Une personne attend" if count == 1 else f"{count} personnes attendent"
        since = f", depuis {days} jours ouvrés pour la plus ancienne" if days >= LATE else ""
        more = " au moins" if self.next_page else ""
        return f"{who} un mot de nous{more}{since}."

    @property
    def pills(self):
        """The views, with how many wait in each, counted up to 99, in one question."""
        return [
            {
                "word": word,
                "address": f"?vue={key}",
                "count": _capped(self._counts[key]),
                "is_current": key == self.view,
            }
            for key, (word, _state) in VIEWS.items()
        ]

    @cached_property
    def _counts(self):
        first, *others = [
            self._mine(state).order_by().values_list(Value(key))[: MOST_COUNTED + 1]
            for key, (_word, state) in VIEWS.items()
        ]
        return Counter(key for (key,) in first.union(*others, all=True))

    def _mine(self, state):
        if state is None:
            return aside.waiting(self.founder, now=self.now)
        return Conversation.objects.visible_to(self.founder).filter(state=state)

    def _from(self, after):
        found = self._mine(VIEWS[self.view][1]).select_related("application", "person")
        if self.is_waiting:
            if after:
                at, pk = after
                later = Q(waiting_since__gt=at) | Q(pk__gt=pk)
                found = found.filter(later, waiting_since__gte=at)
            return found.order_by("waiting_since", "pk")
        if after:
            at, pk = after
            found = found.filter(Q(last_at__lt=at) | Q(pk__lt=pk), last_at__lte=at)
        return found.order_by("-last_at", "-pk")

    def _dressed(self, found):
        folded, lasts = self._folded_among(found), _last_words(found)
        rows = [self._row(one, one.application_id in folded, lasts.get(one.pk)) for one in found]
        return self._beside(found, rows) if self.is_aside else rows

    def _beside(self, found, rows):
        """Each row with what came beside its thread, folded as its words are."""
        asides = aside.told(found)
        for conversation, row in zip(found, rows, strict=True):
            one, names = asides[conversation.pk], names_in(conversation)
            said = " ".join(one.words.split())
            row["words"] = Truncator(_told(said, names, row)).chars(EXCERPT)
            row |= {"by": "", "sender": _told(one.sender, names, row), "advice": one.advice}
            row["at"] = max(filter(None, [conversation.stray_at, conversation.refused_at]))
        return rows

    def _row(self, conversation, folded, last):
        words = " ".join(last.text.split()) if last else ""
        if folded:
            words = identity.folded(words, names_in(conversation))
        days = waited(conversation, self.today) if conversation.is_waiting else 0
        return {
            "address": conversation.get_absolute_url(),
            "folded": folded,
            "name": who_asks(conversation, folded=folded),
            "reference": reference_of(conversation),
            "person": None if folded else conversation.person,
            "is_application": _is_application(conversation),
            "words": Truncator(words).chars(EXCERPT),
            "by": "" if last is None or not last.is_ours else last.author.first_name,
            "at": conversation.waiting_since or conversation.last_at,
            "days": days,
            "is_late": conversation.is_waiting and days >= LATE,
        }

    def _folded_among(self, found):
        """The applications of these threads whose person this founder may not meet yet."""
        theirs = {one.application_id for one in found if _is_application(one)}
        known = Application.objects.known_to(self.founder).filter(pk__in=theirs)
        return theirs - set(known.values_list("pk", flat=True))

    def _address(self, last):
        at = last.waiting_since if self.is_waiting else last.last_at
        return "?" + urlencode({"vue": self.view, "apres": f"{at.isoformat()}_{last.pk}"})


def _told(text, names, row):
    return identity.folded(text, names) if row["folded"] else text


def _last_words(found):
    """The last message of each thread, a stray one aside."""
    messages = Message.objects.of_the_thread().filter(conversation__in=found)
    latest = messages.order_by("conversation_id", "-at", "-pk").distinct("conversation_id")
    return {message.conversation_id: message for message in latest.select_related("author")}


def _is_application(conversation):
    one = conversation.application
    return one is not None and one.state != State.DRAFT


def _capped(count):
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else f"{count}"


def _bookmark(text):
    """(hour, number) of the last row shown; None for anything else."""
    hour, _, pk = text.rpartition("_")
    try:
        at, number = datetime.fromisoformat(hour), int(pk)
    except ValueError:
        return None
    return (at, number) if at.tzinfo and at.year > 2000 and 0 < number < 2**63 else None

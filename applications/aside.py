"""Mails that did not reach a thread as somebody's words: which still deserve a look, and why.

A stray one came from an address that is not the thread's; a refused one was not taken at all. Both
ask for an eye until a founder writes in the thread, or two months have passed.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from applications.events import Event
from applications.models import Conversation, Message
from coopstudio.journal.models import Entry

LOOKED_AT = timedelta(days=60)
STRAY = (
    "Si c’est bien la personne, répondez-lui dans le fil : elle y écrira de son adresse. "
    "Sinon, laissez : ces mots ne comptent pas pour les siens."
)
REFUSED = {
    "TooHeavy": "Un e-mail trop lourd n’a pas été pris.",
    "TooMany": "Trop d’e-mails sont arrivés le même jour, les derniers n’ont pas été pris.",
    "TooLate": "Un e-mail est venu plus de trois mois après notre réponse.",
}
UNREAD = "Un e-mail n’a pas pu être pris."
WRITE = (
    "Si c’était la personne, une lettre lui a dit comment écrire autrement. Sans nouvelles, "
    "écrivez-lui."
)
OUR_WORDS = F("ours_at")


@dataclass(frozen=True)
class Aside:
    """What came beside a thread: whose address (of a stray one), its words, what one may do."""

    sender: str
    words: str
    advice: str


def waiting(founder, *, now):
    """The threads of which one of these mails still deserves a look."""
    since = now - LOOKED_AT
    stray = Message.objects.filter(conversation=OuterRef("pk"), side=Message.Side.STRAY)
    ours = Message.objects.filter(conversation=OuterRef("pk"), side=Message.Side.FOUNDERS)
    found = Conversation.objects.visible_to(founder).annotate(
        stray_at=Subquery(stray.order_by("-at").values("at")[:1]),
        refused_at=Subquery(_refusals(since).filter(subject_id=OuterRef("pk")).values("last")[:1]),
        ours_at=Coalesce(Subquery(ours.order_by("-at").values("at")[:1]), "begun_at"),
    )
    recent = Message.objects.filter(side=Message.Side.STRAY, at__gte=since)
    touched = Q(pk__in=recent.values("conversation"))
    touched |= Q(pk__in=_refusals(since).values("subject_id"))
    later = Q(stray_at__gt=OUR_WORDS, stray_at__gte=since) | Q(refused_at__gt=OUR_WORDS)
    return found.filter(touched).filter(later)


def told(conversations):
    """{thread: its Aside}, for threads that ``waiting`` found: the later of both."""
    strays = Message.objects.filter(conversation__in=conversations, side=Message.Side.STRAY)
    lasts = {one.conversation_id: one for one in strays.order_by("at", "pk")}
    whys = {
        entry.subject_id: entry.details.get("why", "")
        for entry in _entries().filter(subject_id__in=[one.pk for one in conversations])
    }
    return {one.pk: _aside(one, lasts, whys) for one in conversations}


def _aside(conversation, lasts, whys):
    stray, refused = conversation.stray_at, conversation.refused_at
    if stray and not (refused and refused > stray):
        message = lasts[conversation.pk]
        return Aside(message.sender, message.text, STRAY)
    return Aside("", REFUSED.get(whys.get(conversation.pk), UNREAD), WRITE)


def _entries():
    kind = Conversation._meta.label_lower
    found = Entry.objects.filter(subject_kind=kind, event=Event.REPLY_REFUSED)
    return found.order_by("at", "pk")


def _refusals(since):
    """Rows (subject_id, last), one for each thread."""
    found = _entries().filter(at__gte=since).order_by().values("subject_id")
    return found.annotate(last=Max("at"))

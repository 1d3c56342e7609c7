"""What founders find of candidatures, readings, conversations, answers and the FAQ.

A folded candidature is found by what one may read of it, and never by its name; the readings that
one may not read, and the threads of folded candidatures, are not searched at all.
"""

from functools import partial
from urllib.parse import urlencode

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Case, F, Func, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.functions import Concat
from django.urls import reverse

from applications import identity
from applications.models import (
    Application,
    CallVersion,
    Decision,
    FaqEntry,
    Message,
    Passage,
    Reaction,
    Reading,
    Reserve,
    Takeaway,
)
from applications.permissions import acts_for_foundation
from applications.rows import BADGES
from applications.states import State
from coopstudio.french.dates import short_day
from coopstudio.french.search import matching
from coopstudio.french.typography import de
from coopstudio.search.api import Hit, around, marked, searched
from members.querysets.frozen import unfrozen

for_founders = partial(searched, may=acts_for_foundation)
NAME = Func(
    Concat("application__first_name", Value(" "), "application__last_name"),
    function="fr_vector",
    output_field=SearchVectorField(),
)
BLIND = ("what", "for_whom", "to_learn", "where", "likes", "dislikes")


def _together(*fields):
    pieces = [piece for field in fields for piece in (F(field), Value(" · "))]
    return Concat(*pieces[:-1], output_field=TextField())


def _known(founder, application):
    """The application's key if this founder may meet its name; row by row: see desk.turns."""
    known = Application.objects.known_to(founder).filter(pk=OuterRef(application))
    return Subquery(known.values("pk")[:1])


@for_founders(
    "candidatures",
    "Candidatures",
    rank=10,
    whole=lambda words: f"{reverse('applications:dossiers')}?{urlencode({'q': words})}",
)
def candidatures(founder, words, most):
    """By their answers and town; by name and path too once they are unfolded for this founder."""
    found = Application.objects.answered_by(founder).saying(words, to=founder.pk)
    known, folded = around(_together(*BLIND, "path"), words), around(_together(*BLIND), words)
    found = found.told_to(founder.pk).annotate(
        excerpt=Case(When(is_known=True, then=known), default=folded)
    )
    found = found.only("number", "first_name", "last_name", "email", "town", "state")
    for one in found.order_by("-number")[:most]:
        excerpt = one.excerpt
        if not one.is_known:
            excerpt = identity.folded(excerpt, identity.names_of(one))
        note = BADGES[State(one.state)][2]
        yield Hit(
            title=one.full_name if one.is_known else one.reference,
            address=one.get_absolute_url(),
            excerpt=marked(excerpt),
            note=f"{note} · {one.town}" if one.town else note,
        )


@for_founders("reactions", "Réactions à l’appel", rank=15)
def reactions(founder, words, most):
    """What people answered to passages of the call. Of a folded candidature, a word that is its
    name finds nothing, not even by its absence."""
    answered = Application.objects.answered_by(founder)
    found = Reaction.objects.filter(application__in=answered)
    found = found.annotate(known=_known(founder, "application")).alias(name=NAME)

    def within(asked, each):
        return Q(search=asked) & (Q(known__isnull=False) | ~Q(name=each))

    found = matching(found, words, within=within).annotate(excerpt=around(F("words"), words))
    found = found.defer("search").select_related("application", "passage__section")
    for one in found.order_by("-pk")[:most]:
        about = one.application
        yield Hit(
            title=about.full_name if one.known else about.reference,
            address=f"{about.get_absolute_url()}#pa-{one.passage.uid}",
            excerpt=marked(
                one.excerpt if one.known else identity.folded(one.excerpt, identity.names_of(about))
            ),
            note=f"{one.get_kind_display()} · {one.passage.section.title}",
        )


@for_founders("lectures", "Lectures", rank=20)
def readings(founder, words, most):
    """One's own, and those of others once they are crossed."""
    found = matching(Reading.objects.visible_to(founder), words)
    found = found.annotate(
        is_known=_known(founder, "application"),
        excerpt=around(_together("touches", "questions", "asks", "why"), words),
    )
    for one in found.select_related("application", "reader").order_by("-pk")[:most]:
        about = one.application
        yield Hit(
            title=about.full_name if one.is_known else about.reference,
            address=f"{about.get_absolute_url()}{'lectures/' if about.is_crossed else ''}",
            excerpt=marked(one.excerpt),
            note=f"lecture {de(one.reader.first_name)}",
        )


@for_founders("paroles", "Ce qui se retient, ce qui retient", rank=25)
def said(founder, words, most):
    """What was kept together of a meeting, and what holds somebody back. The notes that founders
    leave on somebody are searched by nobody."""
    hits = []
    for table, path, place in [
        (Takeaway, "meeting__application", "rencontre/"),
        (Reserve, "application", "position/"),
    ]:
        hits += _said(table, path, place, founder, words, most - len(hits))
    return hits


def _said(table, path, place, founder, words, most):
    """Of one table, what concerns people whom this founder answers and may meet."""
    found = table.objects.filter(**{f"{path}__in": Application.objects.answered_by(founder)})
    found = matching(found.alias(known=_known(founder, path)).filter(known__isnull=False), words)
    found = found.annotate(excerpt=around(F("words"), words)).select_related(path)
    for one in found.order_by("-pk")[:most]:
        about = one.application if table is Reserve else one.meeting.application
        yield Hit(
            title=about.full_name,
            address=f"{about.get_absolute_url()}{place}",
            excerpt=marked(one.excerpt),
            note=one._meta.verbose_name,
        )


@for_founders("conversations", "Conversations", rank=30)
def conversations(founder, words, most):
    """What was written in threads whose person one may meet."""
    known = _known(founder, "conversation__application")
    is_free = Q(conversation__application=None) | Q(conversation__application__state=State.DRAFT)
    found = Message.objects.exclude(side="stray").exclude(conversation__state="to_confirm")
    found = (
        found.filter(unfrozen("conversation__person"))
        .exclude(conversation__person=founder)
        .alias(known=known)
        .filter(is_free | Q(known__isnull=False))
    )
    found = matching(found, words).annotate(excerpt=around(F("text"), words))
    found = found.select_related("conversation__person", "author").order_by("-pk")
    for one in found[:most]:
        who = one.author.first_name if one.author else f"{one.conversation.person}"
        yield Hit(
            title=f"{one.conversation.person}",
            address=one.conversation.get_absolute_url(),
            excerpt=marked(one.excerpt),
            note=f"écrit par {who} le {short_day(one.at)}",
        )


@for_founders(
    "lettres",
    "Lettres de réponse",
    rank=40,
    whole=lambda words: f"{reverse('mail:outbox')}?{urlencode({'q': words})}",
)
def answers(founder, words, most):
    """The answers that founders wrote, sent or not, to whom this founder may meet: they say who."""
    found = Decision.objects.exclude(application__person=founder)
    found = found.alias(known=_known(founder, "application")).filter(known__isnull=False)
    found = matching(found, words)
    found = found.annotate(excerpt=around(F("body"), words)).select_related("application")
    for one in found.order_by("-pk")[:most]:
        told = f"envoyée le {short_day(one.told_at)}" if one.told_at else "à envoyer"
        yield Hit(
            title=one.application.full_name or one.application.reference,
            address=f"{one.application.get_absolute_url()}position/",
            excerpt=marked(one.excerpt),
            note=f"{one.get_outcome_display()}, {told}",
        )


@for_founders("faq", "Questions que l’on nous pose", rank=50)
def faq(founder, words, most):
    """The public answers, and those that are being written. Few: they are read as they are."""
    text = _together("question", "answer")
    vector = Func(text, function="fr_vector", output_field=SearchVectorField())
    found = matching(FaqEntry.objects.annotate(search=vector), words)
    for one in found.annotate(excerpt=around(text, words)).order_by("-pk")[:most]:
        note = "publiée" if one.is_read else "pas publiée"
        yield Hit(
            one.question, reverse("applications:entry", args=[one.pk]), marked(one.excerpt), note
        )


@for_founders("appel", "L’appel", rank=60)
def the_call(founder, words, most):
    """The version that visitors read today. Few passages: they are read as they are."""
    read = CallVersion.objects.read_today().values("pk")[:1]
    vector = Func(F("text"), function="fr_vector", output_field=SearchVectorField())
    found = Passage.objects.filter(section__version=Subquery(read)).annotate(search=vector)
    found = matching(found, words).annotate(excerpt=around(F("text"), words))
    found = found.select_related("section__version").order_by("section__ordinal", "ordinal")
    for one in found[:most]:
        place = f"{reverse('applications:call')}#p-{one.uid}"
        yield Hit(
            one.section.title, place, marked(one.excerpt), f"version {one.section.version.number}"
        )

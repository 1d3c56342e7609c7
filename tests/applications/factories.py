"""A call, a draft, an application in any state: the least that makes each of them true."""

import uuid
from datetime import UTC, date, datetime
from itertools import count

from django.utils.timezone import localdate

from applications.models import (
    Application,
    Call,
    CallVersion,
    Conversation,
    Decision,
    Meeting,
    Message,
    Passage,
    Position,
    Reaction,
    Section,
)
from applications.states import BLIND, ConversationState, Stance, State
from members.models import Person
from members.states import Role

NOON = datetime(2026, 5, 11, 10, 0, tzinfo=UTC)
numbers = count(1)

WORDS = {
    "first_name": "Noémie",
    "last_name": "D’Almeida",
    "email": "noemie@exemple.fr",
    "postcode": "71000",
    "town": "Mâcon",
    "what": "J’anime des groupes de parole.",
    "for_whom": "Des équipes de soin.",
    "where": "Autour de Mâcon.",
    "path": "Douze ans d’hôpital, trois ans de formation.",
    "nothing_to_say": True,
    "confirmed_at": NOON,
}


def candidate(email="noemie@exemple.fr", **words):
    return Person.objects.create(
        **{"email": email, "first_name": "Noémie", "last_name": "D’Almeida", **words}
    )


def call_version(number=1, *, call=None, published_at=NOON, passages=2, **words):
    """A version with one section of the offer (« Quoi ») and one of the call."""
    version = CallVersion.objects.create(
        call=call or Call.objects.create(title="L’appel", slug=f"appel-{next(numbers)}"),
        number=number,
        title=words.get("title", "L’appel à cocréer"),
        signature=words.get("signature", "Fleur et Thomas"),
        dated_on=words.get("dated_on", date(2026, 4, 21)),
        markdown="",
        sha256="0" * 64,
    )
    offer = Section.objects.create(
        version=version, ordinal=1, part=Section.Part.OFFER, title="Quoi", slug="quoi"
    )
    call_itself = Section.objects.create(
        version=version, ordinal=2, part=Section.Part.CALL, title="Le travail", slug="le-travail"
    )
    passage(offer, 1, text="Des interventions qui relient le soin et le travail.")
    for ordinal in range(1, passages):
        passage(call_itself, ordinal, text=f"Notre œuvre commune, passage {ordinal}.")
    if published_at:
        CallVersion.objects.filter(pk=version.pk).update(published_at=published_at)
        version.refresh_from_db()
    return version


def passage(section, ordinal, *, text, **words):
    return Passage.objects.create(
        **{
            "section": section,
            "ordinal": ordinal,
            "uid": uuid.uuid4(),
            "text": text,
            "html": f"<p>{text}</p>",
            **words,
        }
    )


def draft(version=None, **words):
    """A draft in which nothing is written but what is given."""
    return Application.objects.create(version=version or call_version(), **words)


def application(state=State.SUBMITTED, *, version=None, person=None, number=None, **words):
    """An application that stands in ``state``, complete, told by Noémie unless said otherwise."""
    if state == State.DRAFT:
        return draft(version, person=person, **{**WORDS, **words})
    number = number or next(numbers)
    person = person or candidate(f"candidature-{number}@exemple.fr")
    given = {"number": number, "submitted_at": NOON, "answer_by": date(2026, 5, 26)}
    given["crossed_at"] = None if state in BLIND else NOON
    given["paused_until"] = date(2026, 9, 1) if state == State.PAUSED else None
    given["erased_at"] = NOON if state == State.ERASED else None
    who = {
        "email": person.email,
        "first_name": person.first_name,
        "last_name": person.last_name,
    }
    return Application.objects.create(
        version=version or call_version(),
        person=person,
        state=state,
        **{**WORDS, **who, **given, **words},
    )


def met(application, *, by, at=NOON):
    """A meeting of this application that was held, noted ``at``."""
    return Meeting.objects.create(
        application=application, proposed_by=by, place="Dijon", at=at, held_at=at
    )


def decision_of(application, *, outcome, parting=None, **facts):
    """Two people consented to this outcome, and its letter is drafted, or as ``facts`` say."""
    said = {"outcome": outcome, "parting": parting, "cycle": facts.get("cycle", 1)}
    facts.setdefault("decided_at", NOON)
    for voice in two_voices(application, on=localdate(facts["decided_at"])):
        Position.objects.create(
            application=application, founder=voice, stance=Stance.CONSENT, at=NOON, **said
        )
    return Decision.objects.create(application=application, **{**facts, **said})


def two_voices(application, *, on):
    """Two founders; who was one for that day alone, where the story names none."""
    held = Person.objects.filter(offices__role=Role.FOUNDER).exclude(pk=application.person_id)
    known = list(held.order_by("pk").distinct()[:2])
    missing = range(2 - len(known))
    others = [candidate(f"voix-{next(numbers)}@exemple.fr") for _ in missing]
    for other in others:
        other.offices.create(role=Role.FOUNDER, started_on=on, ended_on=on)
    return [*known, *others]


def reaction(application, *, on=None, kind=Reaction.Kind.LIKE, **words):
    """A reaction to a whole passage; to the first of the version unless said otherwise."""
    read = Passage.objects.filter(section__version=application.version)
    on = on or read.order_by("section__ordinal", "ordinal").first()
    return Reaction.objects.create(
        **{
            "application": application,
            "passage": on,
            "kind": kind,
            "quote": on.text,
            "words": "Cela me parle.",
            **words,
        }
    )


def conversation(text="Faut-il habiter la région ?", *, person=None, application=None, at=NOON):
    """A question whose address was confirmed, and that waits for an answer."""
    person = person or candidate(
        f"question-{next(numbers)}@exemple.fr", first_name="", last_name=""
    )
    thread = Conversation.objects.create(
        application=application,
        person=person,
        email=person.email,
        state=ConversationState.OPEN,
        begun_at=at,
        confirmed_at=at,
        waiting_since=at,
        last_at=at,
    )
    Message.objects.create(conversation=thread, side="person", author=person, text=text, at=at)
    return thread

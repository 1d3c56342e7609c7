"""A person with all that can hang on them here, in known words, for erasing and exporting."""

from hashlib import sha256

from django.apps import apps

from applications import emails
from applications.actions import weather
from applications.models import (
    Conversation,
    DossierNote,
    Meeting,
    MeetingNote,
    Message,
    Position,
    Reading,
    Takeaway,
    TalkingPoint,
)
from applications.states import ConversationState, Outcome, Stance, State
from coopstudio.documents.models import Document
from coopstudio.files import store
from coopstudio.files.models import PrivateFile
from coopstudio.mail.models import Letter
from coopstudio.mail.querysets import NO_WORDS
from members.actions import consents
from members.states import Purpose
from tests.applications import factories
from tests.applications.factories import NOON, decision_of
from tests.members import factories as people

PHRASE = "coquelicot"
"""A word that stands in everything that the person wrote, or that was written of them."""


def stored_file(name="CV.pdf"):
    file = PrivateFile.objects.create(
        name=name, size=5, pages=1, sha256=sha256(b"%PDF-coquelicot").hexdigest()
    )
    PrivateFile.objects.filter(pk=file.pk).update(state=PrivateFile.State.CLEAN)
    file.refresh_from_db()
    store.keep(file, b"%PDF-coquelicot")
    return file


def a_copy(application):
    return Document.objects.create(
        kind="applications.copy",
        title=f"Votre candidature, {PHRASE}",
        template="x",
        data={"name": PHRASE},
        subject_kind="applications.application",
        subject_id=application.pk,
        state="issued",
        content=b"%PDF-copie",
        issued_at=NOON,
        sha256=sha256(b"%PDF-coquelicot").hexdigest(),
    )


def somebody(state=State.DECLINED, *, email="noemie@exemple.fr", told_at=NOON, **facts):
    """An application that lived everything; its reader is Fleur. Returns it."""
    fleur = facts.pop("reader", None) or people.founder()
    person = people.person("Noémie", "Coquelicot", email=email)
    words = {name: f"{name} {PHRASE}" for name in ("what", "for_whom", "where", "path", "likes")}
    application = factories.application(
        state,
        person=person,
        trades=["training"],
        cv=stored_file(),
        town=PHRASE,
        touched_at=told_at,
        **{**words, **facts},
    )
    factories.reaction(application, words=PHRASE)
    _read(application, fleur)
    _note(application, fleur)
    TalkingPoint.objects.create(
        passage=application.reactions.first().passage,
        application=application,
        by=fleur,
        words=PHRASE,
    )
    _talk(application, person, fleur)
    weather.note(application, feeling="worry", need="news", audience="myself", at=NOON)
    consents.give(person, Purpose.QUOTES, text=f"Oui, {PHRASE}.", at=NOON)
    emails.received(application, a_copy(application))
    if state == State.DECLINED:
        _answer(application, fleur, told_at)
    return application


def _read(application, fleur):
    Reading.objects.create(
        application=application,
        reader=fleur,
        wish="no",
        touches=PHRASE,
        questions=PHRASE,
        asks=PHRASE,
        why=PHRASE,
        written_at=NOON,
    )
    Position.objects.create(
        application=application,
        founder=fleur,
        outcome=Outcome.DECLINE,
        stance=Stance.CONSENT,
        words=PHRASE,
        at=NOON,
    )


def _note(application, fleur):
    for audience in DossierNote.Audience:
        DossierNote.objects.create(
            application=application, author=fleur, words=PHRASE, audience=audience
        )


def _talk(application, person, fleur):
    meeting = Meeting.objects.create(
        application=application, proposed_by=fleur, place=PHRASE, at=NOON, held_at=NOON
    )
    MeetingNote.objects.create(meeting=meeting, author=fleur, words=PHRASE)
    Takeaway.objects.create(meeting=meeting, number=1, words=PHRASE, by=fleur)
    thread = Conversation.objects.create(
        application=application,
        person=person,
        email=person.email,
        state=ConversationState.ANSWERED,
        confirmed_at=NOON,
    )
    Message.objects.create(conversation=thread, side="person", author=person, text=PHRASE, at=NOON)
    Message.objects.create(conversation=thread, side="founders", author=fleur, text=PHRASE)


def _answer(application, fleur, told_at):
    decision = decision_of(
        application,
        outcome=Outcome.DECLINE,
        decided_at=told_at,
        body=f"Bonjour, {PHRASE}",
    )
    decision.letter = emails.answer(decision)
    decision.told_by, decision.told_at = fleur, told_at
    decision.save()


def all_sent(at=NOON):
    """The post has left; what is secret forgot its words."""
    waiting = Letter.objects.filter(state="waiting")
    waiting.filter(is_secret=True).update(**NO_WORDS)
    waiting.update(state="sent", sent_at=at)


def where_it_stands(*words):
    """The tables, with their rows, in which one of these words is still written."""
    found = set()
    for model in apps.get_models():
        for row in model._base_manager.all():
            told = " ".join(str(getattr(row, one.attname)) for one in model._meta.concrete_fields)
            if any(word.lower() in told.lower() for word in words):
                found.add(model.__name__)
    return found

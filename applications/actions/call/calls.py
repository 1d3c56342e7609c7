"""A version of the call is prepared from Markdown, compared, then published for good."""

import hashlib
import uuid
from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify

from applications import emails, markdown
from applications.actions.call import intentions
from applications.comparison import inherited
from applications.events import Event
from applications.models import Application, Call, CallVersion, Passage, Section
from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused


class AlreadyPublished(Refused):
    message = "Cette version est déjà publiée : elle ne change plus."


class Overtaken(Refused):
    message = (
        "Une version plus récente est déjà publiée : celle-ci la remplacerait par un texte "
        "d’avant elle. Reprenez-en les mots dans une nouvelle version, ou abandonnez-la."
    )


class AlreadyClosed(Refused):
    message = "L’appel est déjà clos."


class AlreadyOpen(Refused):
    message = "L’appel est déjà ouvert."


class NothingNew(Refused):
    message = "Ce texte est mot pour mot celui de la version publiée."


def import_version(call, *, by, title, signature, dated_on, source):
    """Prepare the next version of ``call`` from its Markdown ``source``; readers do not see it.

    Passages keep their ``uid`` from the version before when their words are the same or near.
    Raises markdown.UnreadableCall when the text is not shaped like a call.
    """
    text = markdown.read(source)
    with locked(call) as call:
        before = call.versions.order_by("-number").first()
        version = CallVersion.objects.create(
            call=call,
            number=before.number + 1 if before else 1,
            title=title,
            signature=signature,
            dated_on=dated_on,
            standfirst=text.standfirst[:600],
            words=sum(len(p.text.split()) for s in text.sections for p in s.passages),
            markdown=source,
            sha256=fingerprint(text),
        )
        _write(version, text, before)
        record(Event.VERSION_IMPORTED, version, by=by, number=version.number)
    return version


def publish(version, *, by, at):
    """From now on visitors read this version, which never changes again."""
    with locked(version.call), locked(version) as version:
        if version.published_at:
            raise AlreadyPublished
        last = version.call.versions.published().order_by("-number").first()
        if last and last.number > version.number:
            raise Overtaken
        if last and last.sha256 == version.sha256:
            raise NothingNew
        version.published_at = at
        version.save()
        record(Event.VERSION_PUBLISHED, version, by=by, number=version.number)
        intentions.carry_out(version)
    return version


def set_aside(version, *, by):
    """A prepared version that was not published goes, and leaves no trace but in the journal."""
    with locked(version) as version:
        if version.published_at:
            raise AlreadyPublished
        version.delete()


def the_call():
    """The one call of the house, open or closed, made if there was none."""
    call = Call.objects.order_by(F("closed_on").desc(nulls_first=True), "pk").first()
    name = settings.HOUSE.company
    return call or Call.objects.create(title=f"L’appel à cocréer {name}", slug=slugify(name))


def close(call, *, by, at, days):
    """Nobody begins an answer any more; the drafts begun before may leave for ``days`` more days,
    and their authors are told."""
    with locked(call) as call:
        if not call.is_open:
            raise AlreadyClosed
        call.closed_on = timezone.localdate(at)
        call.drafts_until = call.closed_on + timedelta(days=days)
        call.save(update_fields=["closed_on", "drafts_until"])
        record(Event.CALL_CLOSED, call, by=by, drafts_until=f"{call.drafts_until}")
        _tell_authors(call, emails.call_closed, at)
    return call


def reopen(call, *, by, at):
    """The call may be answered again; who was told of its end is told of this."""
    with locked(call) as call:
        if call.is_open:
            raise AlreadyOpen
        call.closed_on = call.drafts_until = None
        call.save(update_fields=["closed_on", "drafts_until"])
        record(Event.CALL_REOPENED, call, by=by)
        _tell_authors(call, emails.call_reopened, at)
    return call


def _tell_authors(call, letter, at):
    for draft in Application.objects.to_tell_of(call).select_related("version__call"):
        draft.version.call = call
        letter(draft, at=at)


def fingerprint(text):
    """SHA-256 of the normalised words: another layout of the same words is the same text."""
    words = "\n".join(p.text for section in text.sections for p in section.passages)
    return hashlib.sha256(f"{text.standfirst}\n{words}".encode()).hexdigest()


def _write(version, text, before):
    """Write the sections and passages of ``version``."""
    texts = [passage for section in text.sections for passage in section.passages]
    old = Passage.objects.filter(section__version=before) if before else []
    uids = iter([kin.uid if kin else uuid.uuid4() for kin in inherited(old, texts)])
    for ordinal, part in enumerate(text.sections, 1):
        section = Section.objects.create(
            version=version, ordinal=ordinal, part=part.part, title=part.title, slug=part.slug
        )
        Passage.objects.bulk_create(
            Passage(
                section=section, ordinal=n, uid=next(uids), kind=p.kind, html=p.html, text=p.text
            )
            for n, p in enumerate(part.passages, 1)
        )

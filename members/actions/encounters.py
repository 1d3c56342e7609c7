"""A visit to another cooperative is written, shared, and something is drawn from it."""

from django.db import transaction

from coopstudio.db import locked
from coopstudio.journal.api import record
from coopstudio.refusals import Refused
from members.events import Event
from members.models import Drawn, Encounter, HostWords
from members.states import HostAgreement


class AlreadyShared(Refused):
    message = "Cette rencontre est déjà partagée avec les membres."


class AlreadyAgreed(Refused):
    message = "L’accord pour ces paroles est déjà noté."


class NotSharedYet(Refused):
    message = "Partagez d’abord cette rencontre : ce qu’on en tire renvoie à elle."


@transaction.atomic
def write(*, by, at, people=(), **facts):
    """Write a visit down. It is a draft: only those who took part read it until it is shared."""
    encounter = Encounter.objects.create(written_by=by, written_at=at, **facts)
    encounter.people.set({by, *people})
    record(Event.ENCOUNTER_WRITTEN, encounter, by=by)
    return encounter


def rewrite(encounter, *, by, people=(), **facts):
    """Whoever took part completes or corrects the text; the members read it so from now on."""
    with locked(encounter) as encounter:
        for field, value in facts.items():
            setattr(encounter, field, value)
        encounter.save(update_fields=list(facts))
        encounter.people.set({encounter.written_by, *people})
        record(Event.ENCOUNTER_CHANGED, encounter, by=by)
    return encounter


def share(encounter, *, by, at):
    """All members may read this visit from now on."""
    with locked(encounter) as encounter:
        if encounter.shared_at:
            raise AlreadyShared
        encounter.shared_at = at
        encounter.save(update_fields=["shared_at"])
        record(Event.ENCOUNTER_SHARED, encounter, by=by)
    return encounter


def keep_words(encounter, *, by, at, words, who, **facts):
    """Write what somebody there said. Members read it once its speaker agrees."""
    with locked(encounter) as encounter:
        kept = HostWords.objects.create(
            encounter=encounter, words=words, who=who, written_by=by, written_at=at, **facts
        )
        record(Event.WORDS_KEPT, encounter, by=by, words=kept.pk, agreement=f"{kept.agreement}")
    return kept


def agree(kept, *, by, on, how):
    """The speaker agreed that day, in that way, that these words are read here."""
    with locked(kept) as kept:
        if kept.is_readable:
            raise AlreadyAgreed
        kept.agreement, kept.agreed_on, kept.agreed_how = HostAgreement.GIVEN, on, how
        kept.save(update_fields=["agreement", "agreed_on", "agreed_how"])
        record(Event.WORDS_AGREED, kept.encounter, by=by, words=kept.pk)
    return kept


def remove_words(kept, *, by):
    """The speaker prefers that these words are not kept: they go, without a question."""
    with locked(kept) as kept:
        record(Event.WORDS_REMOVED, kept.encounter, by=by, words=kept.pk)
        kept.delete()


def draw(encounter, *, by, at, kind, title, words="", craft=""):
    """Draw a need, a tension to be carried or a principle of action, linked to the visit."""
    with locked(encounter) as encounter:
        if not encounter.is_shared:
            raise NotSharedYet
        drawn = Drawn.objects.create(
            encounter=encounter, by=by, at=at, kind=kind, title=title, words=words, craft=craft
        )
        record(Event.DRAWN, encounter, by=by, drawn=drawn.pk, kind=f"{kind}")
    return drawn

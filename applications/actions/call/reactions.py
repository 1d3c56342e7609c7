"""What a reader answers to a passage of the call: kept with the draft, changed, taken back."""

from applications.actions.drafts import AlreadySent, touch
from applications.markdown import normalised
from applications.models import Reaction
from applications.states import State
from coopstudio.db import locked
from coopstudio.refusals import Refused

AROUND = 32
MOST = 200
"""Signs kept before and after a quote; reactions that one draft holds."""


class NotInThePassage(Refused):
    message = "Ces mots ne sont pas dans le passage. Choisissez-les de nouveau, ou tout le passage."


class NotAnswerable(Refused):
    message = "On ne réagit pas à ce passage-ci : choisissez le paragraphe voisin."


class ManyReactions(Refused):
    message = "Votre brouillon garde déjà 200 réactions : retirez-en une pour en ajouter."


def react(draft, passage, *, kind, words, at, quote="", near=0):
    """Keep a reaction to a passage, or to ``quote`` found in it, the nearest to sign ``near``."""
    if passage.section.version_id != draft.version_id or not passage.can_be_answered:
        raise NotAnswerable
    with locked(draft) as draft:
        _refuse_if_sent(draft)
        if draft.reactions.count() >= MOST:
            raise ManyReactions
        reaction = Reaction.objects.create(
            application=draft,
            passage=passage,
            kind=kind,
            words=words,
            made_at=at,
            **stretch(passage.text, normalised(quote), near),
        )
        _touch(draft, at)
    return reaction


def change(reaction, *, kind, words, at):
    """Say it otherwise; the passage and the quote stay."""
    with locked(reaction.application) as draft:
        _refuse_if_sent(draft)
        reaction.kind, reaction.words = kind, words
        reaction.save()
        _touch(draft, at)
    return reaction


def take_back(reaction, *, at):
    with locked(reaction.application) as draft:
        _refuse_if_sent(draft)
        reaction.delete()
        _touch(draft, at)


def stretch(text, quote, near):
    """Where ``quote`` stands in ``text``, with what surrounds it. Raises NotInThePassage."""
    if not quote or quote == text:
        return {"quote": text}
    starts = [i for i in range(len(text) - len(quote) + 1) if text.startswith(quote, i)]
    if not starts:
        raise NotInThePassage
    start = min(starts, key=lambda i: abs(i - near))
    end = start + len(quote)
    return {
        "quote": quote,
        "start": start,
        "end": end,
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }


def _touch(draft, at):
    touch(draft, at)
    draft.save(update_fields=["touched_at", "warned_at"])


def _refuse_if_sent(draft):
    if draft.state != State.DRAFT:
        raise AlreadySent

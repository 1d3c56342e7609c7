"""Which words a letter takes: the founders' own if they wrote some and they still fit."""

from functools import lru_cache, partial

from coopstudio.french.typography import tidy
from coopstudio.wordings.house import house_of, in_order, value_of
from coopstudio.wordings.models import Wording
from coopstudio.wordings.placeholders import UnknownName, filled, lacking, pieces

OPENS = "Elle porte un lien ou un code personnel : son texte ne se change que dans le code."
TECHNICAL = "Ses phrases dépendent de plusieurs faits : son texte ne se change que dans le code."


def why_fixed(text):
    """The sentence that says why founders do not change these words; empty when they may."""
    if text.is_secret:
        return OPENS
    return text.fixed or (TECHNICAL if house_of(text).unnamed else "")


def own_words(kinds):
    """For each of these kinds that founders reworded, what fills its words. One query at most."""
    free = {kind.name: kind for kind in kinds if not why_fixed(kind)}
    found = Wording.objects.current(free) if free else {}
    return {
        name: partial(fill, free[name], wording.subject, wording.body)
        for name, wording in found.items()
        if fits(free[name], wording)
    }


def fits(text, wording):
    """Whether these words still say all they must, with names that the house still knows."""
    try:
        return not lacking(wording.subject, wording.body, house_of(text).placeholders)
    except UnknownName:
        return False


def fill(text, subject, body, context):
    """(subject, body) of one letter: the words, French typography, then what names stand for."""
    known = house_of(text).placeholders
    put = partial(value_of, context=context)
    subject, body = (filled(_pieces(words, known), put) for words in (subject, body))
    return in_order(subject), in_order(body)


@lru_cache(maxsize=200)
def _pieces(words, known):
    return pieces(tidy(words), known)

"""What would say who somebody is: found in a text, or folded away in it."""

import re
import unicodedata

ADDRESS = re.compile(r"[^\s<>(),;:«»\"]+@[^\s<>(),;:«»\"]+\.\w{2,}")
NUMBER = re.compile(r"(?<!\w)\+?\d(?:[\s.\u00a0\u202f()-]?\d){8,13}(?!\w)")
WORD = re.compile(r"[^\W\d_]+")
FOLDED = "[…]"
SEVERAL = re.compile(r"\[…\](?:[\s,;/’'-]*\[…\])+")
PARTICLES = frozenset(
    re.findall(r"\w+", "al ben da de del della des di dos du el la le les of san van von")
)
SHARED = frozenset(
    re.findall(r"\w+", "accueil bonjour contact courrier hello info infos mail secretariat")
)
"""What stands before an @ without naming anybody."""


def names_of(*people):
    """The words that name these people: of their names, and of their address when it has some.

    ``people`` have ``first_name``, ``last_name`` and ``email``; None is nobody.
    """
    told = [
        f"{person.first_name} {person.last_name} {person.email.partition('@')[0]}"
        for person in people
        if person is not None
    ]
    words = {plain(word) for text in told for word in WORD.findall(text)}
    return {word for word in words if len(word) > 1} - PARTICLES - SHARED


def identity_in(text, names):
    """What in ``text`` says who somebody is: an address, a telephone, one of ``names``."""
    found = [*ADDRESS.findall(text), *NUMBER.findall(text)]
    return found + [word for word in WORD.findall(text) if plain(word) in names]


def folded(text, names):
    """``text`` without what says who somebody is."""
    text = NUMBER.sub(FOLDED, ADDRESS.sub(FOLDED, text))
    text = WORD.sub(lambda word: FOLDED if plain(word[0]) in names else word[0], text)
    return SEVERAL.sub(FOLDED, text)


def plain(word):
    """Small letters without accents; œ and æ are two."""
    apart = word.casefold().replace("œ", "oe").replace("æ", "ae")
    apart = unicodedata.normalize("NFKD", apart)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))

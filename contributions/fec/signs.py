"""Words as the file of entries can hold them: ISO 8859-15, on one line, and never another meaning.

A sign that this encoding does not know is written by those that it knows: « 1½ » is « 1 1/2 », not
« 112 ». A letter that nothing can stand for is « ? », so that whoever reads sees that it was there.
"""

import re
import unicodedata
from functools import lru_cache

ENCODING = "iso8859-15"
UNSAID, UNKNOWN = "-", "?"
"""In the place of words that say nothing (no field is empty), of a letter that has no form here."""
CONTROLS = dict.fromkeys(map(chr, [*range(32), *range(127, 160)]), " ")
SIGNS = {
    "’": "'", "‘": "'", "′": "'", "‹": "<", "›": ">", "“": '"', "”": '"', "„": '"', "″": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "•": "-", "…": "...",
    "⁄": "/", "∕": "/", "‰": " pour mille", "→": "->", "←": "<-", "≤": "<=", "≥": ">=", "≠": "<>",
    "≈": "~", "√": "racine ", "∞": "infini", "π": "pi", "Ω": "ohm", "|": " ",
}  # fmt: skip
STROKES = dict(zip("ŁłĐđĦħŦŧŊŋıĸ", "LlDdHhTtNnik", strict=True))
"""Letters whose stroke is no accent that could be taken off."""
PLAIN = str.maketrans(CONTROLS | SIGNS | STROKES)
AFTER_A_FIGURE = re.compile(r"(?<=[0-9])(?=[¼½¾⅐-⅞])")
RAISED = re.compile(r"(?<=[0-9])(?=[⁰⁴-⁹])")


@lru_cache(maxsize=10_000)
def plain(words):
    """Words that the encoding of the file can hold.

    Names of books and of accounts come back on every line: what was once made plain is kept.
    """
    words = AFTER_A_FIGURE.sub(" ", RAISED.sub("^", unicodedata.normalize("NFC", words)))
    words = words.translate(PLAIN)
    if not _is_held(words):
        words = "".join(map(_held, words))
    return " ".join(words.split()) or UNSAID


def _held(one):
    if _is_held(one):
        return one
    bare = unicodedata.normalize("NFKD", one).translate(PLAIN)
    said = "".join(part for part in bare if _is_held(part))
    return said or _unknown(one)


def _unknown(one):
    """Marks, invisible signs and small pictures are dropped, a space stays; the rest is told."""
    kind = unicodedata.category(one)
    if kind[0] == "Z":
        return " "
    return "" if kind[0] in "MC" or kind in ("So", "Sk") else UNKNOWN


def _is_held(words):
    try:
        words.encode(ENCODING)
    except UnicodeEncodeError:
        return False
    return True

"""How the trame fits on one A4 page, whatever was written. Pure.

The rule, said on the page: every line is there, cut at the longest length for which all of them
fit; when even short ones do not, the last accords, then the last lines of each part, are left to
the screen, and counted. The sheet itself hides what would pass its edge, so that no second page
ever comes out.
"""

import math
import re
import unicodedata
from dataclasses import replace

from applications.trame import Part, parts

WIDTH = 52
"""Ordinary signs in a line of one of the two columns, counted on the safe side."""
HEIGHT = 104
"""Lines of both columns together, less what a column loses at its foot."""
LENGTHS = [600, 400, 280, 200, 150, 110, 92, 48]
SHORT = 58
"""So few lines that they may be written larger: the page is read at arm's length."""
HINT = 40
TOLD = " → dite à la personne"
TITLE = 2.3  # lines that the title of a part takes
BETWEEN = 0.25  # and the space after each line
LEAVE = [Part.AGREE, Part.MISSING, Part.EXPLORE, Part.ASKS, Part.QUESTIONS, Part.OPENINGS]
WIDE = re.compile(r"[A-ZÀ-ÖØ-Þmwœæ—…@%&]")
SPACES = re.compile(r"\s+")


def fitted(lines):
    """(the lines as they stand on the page, how many are left to the screen)."""
    lines = [line for line in lines if not line.is_dropped]
    for length in LENGTHS:
        cut = [_cut(line, length) for line in lines]
        if height(cut) <= HEIGHT:
            return cut, 0
    left = 0
    while height(cut) > HEIGHT:
        cut.remove(_least(cut))
        left += 1
    return cut, left


def height(lines):
    """How many lines of a column these take, titles included."""
    told = sum(TITLE + sum(_height(line) for line in here) for *_, here in parts(lines))
    return math.ceil(told)


def _height(line):
    said = f"{line.words} ({line.hint})" if line.hint else line.words
    said += TOLD if line.is_for_person else ""
    return math.ceil(width(said) / WIDTH) + BETWEEN


def width(text):
    """In ordinary signs: capitals are wider, ideographs and drawings much more."""
    return sum(_sign(sign) for sign in text)


def _sign(sign):
    if unicodedata.east_asian_width(sign) in "WF":
        return 2.1
    return 1.4 if WIDE.match(sign) else 1


def _cut(line, length):
    """Between two words when there are some, and said by « … »."""
    return replace(line, words=_short(line.words, length), hint=_short(line.hint, HINT))


def _short(text, length):
    text = SPACES.sub(" ", text).strip()
    if width(text) <= length:
        return text
    kept, room = "", length - 1
    for sign in text:
        room -= _sign(sign)
        if room < 0:
            break
        kept += sign
    at_a_word = kept.rsplit(" ", 1)[0] if " " in kept[length // 2 :] else kept
    return f"{at_a_word.rstrip(' ,;:')}…"


def _least(lines):
    """The line that leaves first: the last of the first part of LEAVE that still has some."""
    part = next(part for part in LEAVE if any(line.part == part for line in lines))
    return [line for line in lines if line.part == part][-1]

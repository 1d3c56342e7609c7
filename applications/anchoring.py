"""Where a reaction stands in a later version of the call: on its very words, or nowhere. Pure.

A reaction is tied to words of the version that was read. In another version those words may stand
as they were, further down in a passage reworded around them, or in another passage. They are found
again only if nothing else could be meant: the same signs, with enough of what stood around them, in
one single place, then and now. What is not found is not guessed: the reaction « portait sur » the
version that was read, and both texts are shown.

Texts are those of ``Passage.text``: normalised once (NFC, one apostrophe, single plain spaces).
"""

from dataclasses import dataclass

AROUND = 32
HERE, ELSEWHERE = 32, 48
"""How far one looks around a quote; signs in common, quote included, that prove it is the same one
in the passage that kept its identity, and in any other."""


@dataclass(frozen=True)
class Place:
    """Words of a passage: from sign ``start`` to ``end``; both None for the whole of it."""

    uid: object
    start: int | None = None
    end: int | None = None


class Anchors:
    """``before`` and ``after``: the passages of two versions, as {uid: text}."""

    def __init__(self, before, after):
        self.before, self.after = before, after

    def find(self, place):
        """Where ``place``, of the version before, stands in the version after; None: changed."""
        uid, text = place.uid, self.before[place.uid]
        if self.after.get(uid) == text:
            return place
        if place.start is None:
            return self._whole(text) or self._words(Place(uid, 0, len(text)))
        return self._words(place)

    def _whole(self, text):
        """The one passage that says just this under another identity."""
        if list(self.before.values()).count(text) > 1:
            return None
        return only(Place(uid) for uid, now in self.after.items() if now == text)

    def _words(self, place):
        uid, text = place.uid, self.before[place.uid]
        alike = Likeness(text, place.start, place.end)
        if uid in self.after and only(alike.places(uid, text, HERE)):
            found = only(alike.places(uid, self.after[uid], HERE))
        else:
            found = None
        if found is None and only(self._all(alike, self.before)):
            found = only(self._all(alike, self.after))
        return found

    def _all(self, alike, texts):
        for uid, text in texts.items():
            yield from alike.places(uid, text, ELSEWHERE)


class Likeness:
    """A quote and what surrounds it, to be met again in other texts."""

    def __init__(self, text, start, end):
        self.quote, self.cuts = text[start:end], (cuts(text, start), cuts(text, end))
        self.left, self.right = text[max(0, start - AROUND) : start], text[end : end + AROUND]

    def places(self, uid, text, enough):
        """Where ``text`` says the quote with at least ``enough`` signs in common."""
        start = text.find(self.quote)
        while start >= 0:
            end = start + len(self.quote)
            if (cuts(text, start), cuts(text, end)) == self.cuts:
                before = common(self.left[::-1], text[max(0, start - AROUND) : start][::-1])
                after = common(self.right, text[end : end + AROUND])
                if len(self.quote) + before + after >= enough:
                    yield Place(uid, start, end)
            start = text.find(self.quote, start + 1)


def cuts(text, at):
    """Whether a word goes on across this sign: « art » is not in « écart »."""
    return text[at - 1 : at].isalnum() and text[at : at + 1].isalnum()


def only(places):
    """The one place there is; None when there is none, or a choice."""
    found = list(places)
    return found[0] if len(found) == 1 else None


def common(one, other):
    """How many signs two texts begin with together."""
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared

"""Reactions on the page they answer: marks at their offsets, however they overlap. Pure."""

import re
from html import escape
from html.parser import HTMLParser

ENDS = re.compile(r"((?:\s*</\w+>)*\s*)$")
APART = {"p", "li"}
"""The ends of these, and ``<br>``, count as one space in the plain text of a passage."""


def annotated(html, reactions):
    """The page of a passage with each stretch marked and the number of its reaction after it.

    ``reactions``: objects with ``rank``, ``kind``, ``start`` and ``end`` (offsets in the plain
    text of the passage; None for the whole of it). ``html`` was sanitised when it was imported.
    """
    reactions = list(reactions)
    if not reactions:
        return html
    marker = _Marker([one for one in reactions if one.start is not None])
    marker.feed(html)
    marker.close()
    left = [one for one in reactions if one.rank not in marker.numbered]
    at_the_end = "".join(_number(one) if one.rank in marker.marked else _whole(one) for one in left)
    body, ends = ENDS.split("".join(marker.out), maxsplit=1)[:2]
    return body + at_the_end + ends


class _Marker(HTMLParser):
    """Walks the page and counts its signs as the plain text does."""

    def __init__(self, reactions):
        super().__init__(convert_charrefs=True)
        self.reactions = reactions
        self.bounds = {place for one in reactions for place in (one.start, one.end)}
        self.at, self.after_space, self.in_note = 0, True, False
        self.out, self.marked, self.numbered = [], set(), set()

    def handle_starttag(self, tag, attrs):
        self.in_note = self.in_note or "note-ref" in (dict(attrs).get("class") or "")
        self.out.append(self.get_starttag_text())
        if tag == "br":
            self._space()

    def handle_endtag(self, tag):
        self.in_note = self.in_note and tag != "a"
        self.out.append(f"</{tag}>")
        if tag in APART:
            self._space()

    def handle_data(self, data):
        if self.in_note:
            self.out.append(escape(data, quote=False))
            return
        piece, start = "", self.at
        for sign in data:
            counts = not (sign.isspace() and self.after_space)
            if counts and self.at in self.bounds and piece:
                self._put(piece, start)
                piece, start = "", self.at
            piece += sign
            self.at += counts
            self.after_space = sign.isspace()
        self._put(piece, start)

    def _space(self):
        self.at += not self.after_space
        self.after_space = True

    def _put(self, piece, start):
        over = [one for one in self.reactions if one.start <= start < one.end]
        ending = [one for one in over if one.end == self.at]
        if not over or not (piece.strip() or ending):
            self.out.append(escape(piece, quote=False))
            return
        self.numbered |= {one.rank for one in ending}
        head, space, last = piece.rpartition(" ") if ending else (piece, "", "")
        words = escape(head + space, quote=False)
        if ending:
            numbers = "".join(map(_number, ending))
            words += f'<span class="nowrap">{escape(last, quote=False)}{numbers}</span>'
        self.out.append("".join(map(self._opening, over)) + words + "</mark>" * len(over))

    def _opening(self, one):
        anchor = "" if one.rank in self.marked else f' id="p{one.rank}"'
        self.marked.add(one.rank)
        return f'<mark class="ca-mark ca-mark--{one.kind}"{anchor}>'


def _number(one):
    hidden = '<span class="visually-hidden">, réaction </span>'
    return f'<a class="ca-ref ca-ref--{one.kind}" href="#r{one.rank}">{hidden}{one.rank}</a>'


def _whole(one):
    """The number of a reaction to the whole passage, where its note leads back."""
    return f'<span class="nowrap" id="p{one.rank}">{_number(one)}</span>'

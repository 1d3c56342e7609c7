"""From a call written in Markdown to its parts, sections and passages. Pure: no database here.

    # L’offre                     the part; « # L’appel » opens the other one
    ## Quoi                       a section
    A paragraph, a list, ### an intertitre, a note called[^1].
    [^1]: What the note says.

What stands between « # L’appel » and its first section is the standfirst of the whole call.
HTML in the source is shown as text, and the result goes through an allow-list all the same.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from html import unescape
from itertools import count

import nh3
from django.utils.html import strip_tags
from django.utils.text import slugify

from coopstudio.refusals import Refused

ALLOWED_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote", "h3"}
ALLOWED_ATTRIBUTES = {"a": {"href"}}
NOTE = re.compile(r"^\[\^(\w+)\]:[ \t]+(.+(?:\n(?!\[\^|\n|#).+)*)", re.MULTILINE)
CALLED = re.compile(r"\[\^(\w+)\]")
SPACES = re.compile(r"\s+")
PARTS = {"l’offre": "offer", "l’appel": "call"}


class UnreadableCall(Refused):
    """The text does not have the shape of a call."""

    message = (
        "Ce texte n’a pas la forme attendue : « # L’offre », puis « # L’appel », et dans chacune "
        "une section au moins, « ## Quoi »."
    )


@dataclass
class PassageText:
    kind: str
    html: str
    text: str


@dataclass
class SectionText:
    part: str
    title: str
    slug: str
    passages: list = field(default_factory=list)


@dataclass
class CallText:
    standfirst: str
    sections: list


def normalised(text):
    """Plain text on which offsets count: NFC, one kind of apostrophe, single plain spaces."""
    text = unicodedata.normalize("NFC", text).replace("'", "’").replace("\u02bc", "’")
    return SPACES.sub(" ", text).strip()


def plain(html):
    """The normalised text of a piece of page; the items of a list do not touch."""
    for end in ("</li>", "</p>", "<br>"):
        html = html.replace(end, f" {end}")
    return normalised(unescape(strip_tags(html)))


def read(source):
    """The parts of a call. Raises UnreadableCall with a French sentence that says what lacks."""
    source = source.replace("\r\n", "\n").replace("\0", "")
    notes = {name: " ".join(words.split()) for name, words in NOTE.findall(source)}
    return _Reader(notes).read(NOTE.sub("", source))


class _Reader:
    """Walks the top-level blocks of the source once, keeping where it stands."""

    def __init__(self, notes):
        from markdown_it import MarkdownIt  # noqa: PLC0415 (40 ms, for one call a year)

        self.markdown = MarkdownIt("commonmark", {"html": False, "linkify": False})
        self.notes, self.called, self.last_note = notes, [], 0
        self.part, self.standfirst, self.sections = None, [], []

    def read(self, source):
        for block in _blocks(self.markdown.parse(source)):
            self._take(block)
        self._close_section()
        if {section.part for section in self.sections} != {"offer", "call"}:
            raise UnreadableCall
        for section in self.sections:
            if not section.passages:
                raise UnreadableCall(f"La section « {section.title} » est vide.")
        return CallText(" ".join(self.standfirst), self.sections)

    def _take(self, block):
        first = block[0]
        title = plain(self._html(block)) if first.type == "heading_open" else ""
        if first.tag == "h1" and title:
            self._open_part(title)
        elif first.tag == "h2" and title:
            self._open_section(title)
        elif self.part and not self._here():
            self.standfirst.append(plain(self._html(block)))
        elif self.part:
            self._add(block)
        elif first.type != "hr":
            raise UnreadableCall

    def _here(self):
        """The section being read, if one is open in this part."""
        section = self.sections[-1] if self.sections else None
        return section if section and section.part == self.part else None

    def _open_part(self, title):
        self._close_section()
        start = next((name for name in PARTS if title.lower().startswith(name)), None)
        if start is None:
            raise UnreadableCall(f"La partie « {title} » n’est ni « L’offre » ni « L’appel ».")
        self.part = PARTS[start]

    def _open_section(self, title):
        if self.part is None:
            raise UnreadableCall
        self._close_section()
        self.sections.append(SectionText(self.part, title[:160], self._new_slug(title)))

    def _new_slug(self, title):
        taken = {section.slug for section in self.sections}
        start = slugify(title.replace("œ", "oe").replace("Œ", "Oe"))[:70] or "section"
        names = (start if n == 1 else f"{start}-{n}" for n in count(1))
        return next(name for name in names if name not in taken)

    def _add(self, block):
        kinds = {"heading_open": "heading", "bullet_list_open": "list", "ordered_list_open": "list"}
        html = self._html(block)
        text = plain(CALLED.sub("", html))
        if text:
            kind = kinds.get(block[0].type, "paragraph")
            self._here().passages.append(PassageText(kind, self._with_notes(html), text))

    def _close_section(self):
        """Put the notes called in the section at its end, in the order of their numbers."""
        here = self._here()
        for name in self.called if here else []:
            html = nh3.clean(self.markdown.render(self.notes[name]), tags=ALLOWED_TAGS)
            here.passages.append(PassageText("note", html, plain(html)))
            self.notes[name] = None
        self.called = []

    def _html(self, block):
        html = self.markdown.renderer.render(block, self.markdown.options, {})
        return nh3.clean(
            html.replace("h4>", "h3>").strip(), tags=ALLOWED_TAGS, attributes=ALLOWED_ATTRIBUTES
        )

    def _with_notes(self, html):
        """Note calls become numbered marks, added after the allow-list: they are ours."""
        return CALLED.sub(self._mark, html)

    def _mark(self, match):
        name = match[1]
        if not self.notes.get(name):
            raise UnreadableCall(f"La note « {name} » est appelée, mais n’est pas écrite une fois.")
        if name in self.called:
            raise UnreadableCall(f"La note « {name} » est appelée deux fois.")
        self.called.append(name)
        self.last_note += 1
        return (
            f'<a class="note-ref" href="#note-{self.last_note}" id="ref-{self.last_note}">'
            f'<sup>{self.last_note}</sup><span class="visually-hidden"> (note)</span></a>'
        )


def _blocks(tokens):
    """The tokens of each top-level block."""
    block = []
    for token in tokens:
        block.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield block
            block = []

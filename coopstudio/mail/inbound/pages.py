"""The words of a mail that was written as a web page: paragraphs, lists, quotes marked by « > »."""

import re
from html.parser import HTMLParser

BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote center dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 "
        "header hr li main ol p pre section table tr ul",
    )
)
SPACED = frozenset(["p", "h1", "h2", "h3", "blockquote", "ul", "ol", "pre"])
UNREAD = frozenset(["script", "style", "head", "title", "template"])


def as_text(page):
    """The words of an HTML mail, as they would have been written plainly. Never fails."""
    reader = _Reader(convert_charrefs=True)
    reader.feed(page)
    reader.close()
    return reader.words()


class _Reader(HTMLParser):
    def __init__(self, **options):
        super().__init__(**options)
        self.lines, self.line = [], ""
        self.quoted = self.hidden = self.kept = 0

    def handle_starttag(self, tag, attrs):
        if tag in UNREAD:
            self.hidden += 1
        elif tag == "br":
            self._end()
        elif tag in BLOCKS:
            self._break(tag)
        if tag == "blockquote":
            self.quoted += 1
        elif tag == "pre":
            self.kept += 1
        elif tag == "li":
            self.line = "- "

    def handle_endtag(self, tag):
        if tag in UNREAD:
            self.hidden = max(self.hidden - 1, 0)
        elif tag in BLOCKS:
            self._break(tag)
        if tag == "blockquote":
            self.quoted = max(self.quoted - 1, 0)
        elif tag == "pre":
            self.kept = max(self.kept - 1, 0)

    def handle_data(self, data):
        if self.hidden:
            return
        if self.kept:
            first, *others = data.split("\n")
            self.line += first
            for other in others:
                self._end()
                self.line = other
            return
        words = re.sub(r"[ \t\r\n\f]+", " ", data)
        self.line += words.lstrip() if not self.line else words

    def words(self):
        if self.line.strip():
            self._end()
        return "\n".join(self.lines).strip()

    def _break(self, tag):
        """End the line; a paragraph leaves an empty one after the words it had."""
        if self.line.strip():
            self._end()
        self.line = ""
        if tag in SPACED and self.lines and self.lines[-1].strip("> "):
            self._end()

    def _end(self):
        mark = "> " * min(self.quoted, 9)
        self.lines.append(f"{mark}{self.line.strip(' ')}".rstrip(" "))
        self.line = ""

"""The house's own words for a text, read from its template: names in the place of code.

What a template fills in becomes a name that people read: ``{{ first_name }}`` is ``{prénom}``, and
a whole ``{% if … %}…{% endif %}``, a sentence that the house composes, is one name too. Names are
given by ``placeholder``; where something has none, the words stay in the hands of the house.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from django.template import engines
from django.template.loader import get_template

from coopstudio.french.typography import HARD, THIN
from coopstudio.wordings.placeholders import NAMES, named

PART = re.compile(
    r"{%\s*partialdef (?P<name>\S+)\s*%}(?P<words>.*?){%\s*endpartialdef\s*%}", re.DOTALL
)
TAG = re.compile(r"{{\s*(?P<expression>.+?)\s*}}|{%\s*(?P<statement>.+?)\s*%}", re.DOTALL)
AROUND = re.compile(r"^{%[^%]*%}(?P<before>\s*).*?(?P<after>\s*){%\s*end\w+\s*%}$", re.DOTALL)
MANY_LINES = re.compile(r"\n\s*\n\s*\n")
ALONE = re.compile(r"[ \u00a0\u202f]+(?=[,.](?:\s|$)|\n)")  # where a name stood for nothing
PLAIN = str.maketrans({THIN: " ", HARD: " "})


@dataclass(frozen=True)
class House:
    """What the house says, and what each of its letters fills in."""

    subject: str
    body: str
    placeholders: tuple
    unnamed: tuple  # what the template fills in, and that has no name for people

    @property
    def text(self):
        return f"{self.subject}\n\n{self.body}" if self.subject else self.body


def house_of(text):
    """The House of a kind of letter, or of a draft: anything that has a ``template``."""
    source = get_template(text.template, using="letters").template.source
    return _read(source, text.name, tuple(NAMES))


def value_of(placeholder, context):
    """What a letter puts in the place of a name: a piece of the house's own template, rendered."""
    return _compiled(placeholder.source).render(context).strip()


@cache
def _compiled(source):
    return engines["letters"].from_string(source)


@cache
def _read(source, name, _names):
    parts = {found["name"]: found["words"] for found in PART.finditer(source)}
    reader = _Reader(name)
    subject = reader.read(parts.get("subject", ""))
    body = reader.read(parts.get("body", source))
    return House(subject, body, tuple(reader.known.values()), tuple(reader.unnamed))


class _Reader:
    """Reads the parts of one template, and remembers each name with the code it stands for.

    ``text``: the name of the letter or draft whose words these are."""

    def __init__(self, text):
        self.text, self.known, self.unnamed = text, {}, []

    def read(self, words):
        """The words with names between braces, as people write them: plain spaces."""
        done, at = [], 0
        for start, end, key in _holes(words):
            done += [words[at:start], self._name(key, words[start:end])]
            at = end
        return in_order("".join([*done, words[at:]]).translate(PLAIN))

    def _name(self, key, source):
        """« {prénom} »; another piece of code that has the same name is « {prénom (suite)} »."""
        found = named(key, self.text)
        if found is None:
            self.unnamed.append(source)
            return source
        one = replace(found, source=source)
        while self.known.setdefault(one.name, one).source != source:
            one = replace(one, name=f"{one.name} (suite)")
        before, after = _around(source)
        return f"{before}{one.in_braces}{after}"


def in_order(words):
    """The words without the gaps that a name leaves where it stands for nothing."""
    return MANY_LINES.sub("\n\n", ALONE.sub("", words)).strip()


def _around(source):
    """The space that a block holds at its edges: it belongs to the text around the name."""
    found = AROUND.match(source)
    before, after = (found["before"], found["after"]) if found else ("", "")
    return before and (" " if "\n" not in before else "\n\n"), "\n\n" if "\n" in after else after


def _holes(words):
    """(start, end, key) of each expression, and of each whole block, that stands at the top."""
    depth = start = 0
    key = ""
    for tag in TAG.finditer(words):
        statement = tag["statement"] or ""
        if depth == 0:
            start, key = tag.start(), statement or tag["expression"]
        if statement.startswith(("if ", "for ", "with ")):
            depth += 1
        elif statement.startswith("end"):
            depth -= 1
        if depth == 0:
            yield start, tag.end(), " ".join(key.split())

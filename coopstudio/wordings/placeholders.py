"""The small language of the founders' own words: plain text, and names between braces.

``{prénom}`` stands for what each letter fills in. The names are a closed list; nothing else of what
people type is ever read as a command: it is text, and stays text.
"""

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches

NAMES = {}
BRACES = re.compile(r"\{([^{}\n]{0,80})\}|[{}]")
TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Placeholder:
    """A name that people write between braces, and what the house puts there.

    ``source`` is trusted: a piece of a house template, an expression or a whole block.
    """

    name: str
    source: str
    says: str = ""
    is_required: bool = False

    @property
    def in_braces(self):
        return f"{{{self.name}}}"


class UnknownName(ValueError):  # noqa: N818 (a fact)
    """The text holds a brace that stands for nothing; its message says so in French."""


def placeholder(name, *code, says, required=False, of=""):
    """Give a French name to what house templates fill in: « prénom » for ``first_name``.

    ``code``: expressions (``at|moment``), or what opens a block (``if is_remote``). ``says`` is
    the sentence that explains it. A ``required`` one must stay in the letter: without it, the
    letter would not say or open what it is written for. ``of``: the app, or the one letter, where
    the same code stands for something else (« other » is a person here, a candidature there).
    """
    for key in code:
        NAMES[of, key] = Placeholder(name, key, says, required)


def named(key, text):
    """What this code is called in the text of that name, or None: its own name comes first, then
    that of its app, then the one of the whole house."""
    app = text.partition(".")[0]
    return next((NAMES[of, key] for of in (text, app, "") if (of, key) in NAMES), None)


def pieces(text, known):
    """The text cut into plain strings and placeholders of ``known``. Raises UnknownName."""
    by_name = {_bare(one.name): one for one in known}
    done, at = [], 0
    for found in BRACES.finditer(text):
        done.append(text[at : found.start()])
        done.append(_named(found, text, by_name))
        at = found.end()
    return [piece for piece in [*done, text[at:]] if piece]


def filled(parts, value_of):
    """One text from its pieces. What is put in is text: nothing in it is read again."""
    return "".join(
        part if isinstance(part, str) else TURNED.sub("", value_of(part)) for part in parts
    )


def lacking(subject, body, known):
    """The required placeholders that neither the object nor the text holds."""
    said = [*pieces(subject, known), *pieces(body, known)]
    here = {piece.name for piece in said if isinstance(piece, Placeholder)}
    return [one for one in known if one.is_required and one.name not in here]


def _named(found, text, by_name):
    if found[1] is None:
        near = " ".join(text[max(0, found.start() - 20) : found.end() + 20].split())
        raise UnknownName(
            f"Une accolade est seule, près de « {near} » : un repère s’écrit {{ainsi}}, "
            "sur une seule ligne."
        )
    name = _bare(found[1])
    if name not in by_name:
        raise UnknownName(
            f"« {found[0]} » n’est pas un repère de cette lettre. {_hint(name, by_name)}"
        )
    return by_name[name]


def _hint(name, by_name):
    plain = {_unaccented(known): one for known, one in by_name.items()}
    near = get_close_matches(_unaccented(name), plain, n=1, cutoff=0.6)
    if near:
        return f"Vouliez-vous écrire {plain[near[0]].in_braces} ?"
    listed = ", ".join(one.in_braces for one in by_name.values())
    return f"Choisissez parmi : {listed}." if listed else "Cette lettre n’a aucun repère."


def _bare(name):
    """As names are compared: one kind of space and of apostrophe, no matter the capitals."""
    return " ".join(unicodedata.normalize("NFC", name).replace("'", "’").casefold().split())


def _unaccented(name):
    return "".join(
        letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter)
    )

"""What was written of somebody, handed to them without naming third parties."""

import re
import unicodedata
from collections import defaultdict

from applications.identity import ADDRESS, NUMBER, WORD, plain
from members.models import Person

SOMEBODY = "[une autre personne]"
CIVILITIES = frozenset({"m", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle"})
BETWEEN = re.compile(r"[\s'’.‐‑-]{1,4}")
"""What may stand between two words of one name."""


def redacted(text, *, known, others=None):
    """``text`` without the addresses, telephones and names of people who are not ``known``.

    ``others``: the names of the people of this house who are not, when they were already asked for.
    """
    addresses = {one.email.lower() for one in known}
    text = unicodedata.normalize("NFC", text)
    text = ADDRESS.sub(lambda it: it[0] if it[0].lower() in addresses else SOMEBODY, text)
    phones = {_digits(one.phone) for one in known if one.phone}
    text = NUMBER.sub(lambda it: it[0] if _digits(it[0]) in phones else SOMEBODY, text)
    return _without(text, names_but(known) if others is None else others)


def names_but(known):
    """{first word: the names that begin so} of the people of this house who are not ``known``.

    A name is its words, small and without accents: both ways round, and the last one after
    « Mme ». Who has one name only is found by it.
    """
    ours = {one for person in known for one in _ways(person.first_name, person.last_name)}
    people = Person.objects.exclude(pk__in=[one.pk for one in known])
    found = defaultdict(set)
    for first, last in people.values_list("first_name", "last_name"):
        for name in _ways(first, last) - ours:
            found[name[1][0]].add(name)
    return found


def _ways(first, last):
    """The ways this person is called: (whether a civility comes before, words)."""
    first, last = (tuple(plain(word) for word in WORD.findall(name)) for name in (first, last))
    if first and last:
        return {(False, first + last), (False, last + first), (True, last)}
    return {(False, first + last)} if first + last else set()


def _without(text, names):
    found = list(WORD.finditer(text))
    words = [plain(one[0]) for one in found]
    pieces, kept, at = [], 0, 0
    while at < len(found):
        length = _longest(text, found, words, at, names)
        if length:
            pieces += [text[kept : found[at].start()], SOMEBODY]
            kept = found[at + length - 1].end()
        at += length or 1
    return "".join([*pieces, text[kept:]])


def _longest(text, found, words, at, names):
    """How many words of the longest name stand here; 0 for none."""
    is_called = at > 0 and words[at - 1] in CIVILITIES and _are_close(text, found, at - 1, 2)
    here = [
        len(name)
        for after_civility, name in names.get(words[at], ())
        if tuple(words[at : at + len(name)]) == name
        and (is_called or not after_civility)
        and (len(name) > 1 or after_civility or found[at][0][0].isupper())
        and _are_close(text, found, at, len(name))
    ]
    return max(here, default=0)


def _are_close(text, found, at, count):
    ends = zip(found[at : at + count - 1], found[at + 1 : at + count], strict=True)
    return all(BETWEEN.fullmatch(text, one.end(), two.start()) for one, two in ends)


def _digits(number):
    return re.sub(r"\D", "", number)[-9:]

"""Two texts, word by word: what was kept, added, removed. Pure."""

import re
from difflib import SequenceMatcher

WORDS = re.compile(r"\S+\s*")


def changed_words(before, after):
    """Stretches of text in reading order: ("kept" | "added" | "removed", words)."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    bare = [[word.rstrip() for word in words] for words in (old, new)]  # spaces change nothing
    matcher = SequenceMatcher(None, *bare, autojunk=False)
    for act, i1, i2, j1, j2 in matcher.get_opcodes():
        if act == "equal":
            yield "kept", "".join(new[j1:j2])
            continue
        if i2 > i1:
            yield "removed", "".join(old[i1:i2])
        if j2 > j1:
            yield "added", "".join(new[j1:j2])

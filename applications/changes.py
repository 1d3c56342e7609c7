"""Two revisions side by side: which answers changed, word for word. Pure."""

from coopstudio.french.comparison import changed_words

PARTS = ("offer", "call", "path")
FOLDED = {"path"}
"""The path says who somebody is: it stays folded with the name."""


def changes_in(before, after, *, is_folded=False):
    """What was answered to the founders' questions, then the answers that differ, in the order of
    the form: {"question", "words"}; ``words`` as
    stretches ("kept" | "added" | "removed", words), None when it is folded for this reader."""
    for line in after.contents.get("precisions", []):
        yield {"question": line["question"], "words": [("kept", line["answer"])]}
    for part in PARTS:
        old, new = (_answers(one.contents, part) for one in (before, after))
        for question in dict.fromkeys([*new, *old]):
            was, now = old.get(question, ""), new.get(question, "")
            if was != now:
                hides = is_folded and part in FOLDED
                words = None if hides else list(changed_words(was, now))
                yield {"question": question, "words": words}


def _answers(contents, part):
    return {line["question"]: line["answer"] for line in contents.get(part, [])}

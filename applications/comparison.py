"""Two versions of a text: which passage comes from which, which words changed. Pure."""

from difflib import SequenceMatcher

from coopstudio.french.comparison import changed_words

__all__ = ["changed_words", "inherited"]

NEAR = 0.72
"""Above this share of common text, a passage is the same one, reworded."""


def inherited(before, after):
    """For each passage of ``after``, the one of ``before`` it comes from, or None; each used once.

    Passages have a ``kind`` and a normalised ``text``. Equal ones first: a near one never takes
    the place of an equal one.
    """
    left = list(before)
    found = [_taken(left, passage, _equal) for passage in after]
    return [old or _taken(left, passage, _near) for old, passage in zip(found, after, strict=True)]


def _taken(left, passage, choose):
    """Take out of ``left`` the passage that ``choose`` points at."""
    old = choose(left, passage)
    if old is not None:
        left.remove(old)
    return old


def _equal(left, passage):
    return next((old for old in left if old.text == passage.text), None)


def _near(left, passage):
    alike = [(_likeness(old, passage), -rank) for rank, old in enumerate(left)]
    share, rank = max(alike, default=(0, 0))
    return left[-rank] if share > NEAR else None


def _likeness(old, new):
    """From 0 to 1; 0 when it cannot reach NEAR, which is cheap to know."""
    matcher = SequenceMatcher(None, old.text, new.text, autojunk=False)
    if old.kind != new.kind or min(matcher.real_quick_ratio(), matcher.quick_ratio()) <= NEAR:
        return 0
    return matcher.ratio()

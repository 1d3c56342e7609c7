"""Where the words that somebody cites stand in the call."""

from applications.markdown import normalised
from applications.models import Passage


def passage_saying(version, one):
    """(passage, quote) of a reaction: ``quote`` is cited; ``whole`` begins the passage cited whole.

    Raises ValueError when these words stand nowhere in that version, or more than once.
    """
    words = normalised(one.get("quote") or one["whole"])
    passages = Passage.objects.filter(section__version=version).select_related("section")
    found = [passage for passage in passages if words in passage.text]
    if len(found) != 1:
        raise ValueError(f"Found {len(found)} times in version {version.number}: {words}")
    return found[0], words if "quote" in one else ""

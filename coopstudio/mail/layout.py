"""From the one wording of a letter to its page: paragraphs, lists, one button a link.

In the text, a blank line parts two blocks. ``→ Label : https://…`` alone in its block is a
button; a block whose lines all begin with ``- `` is a list, with ``>`` a quote; any other is a
paragraph that keeps its lines.
"""

import re

from django.template.loader import render_to_string

BUTTON = re.compile(r"→ (?P<label>.+?)[ \u00a0\u202f]: (?P<address>https?://\S+)")


def as_html(subject, text, *, unsubscribe=""):
    """The letter as an HTML page, every word of it escaped; at its foot, how to stop its like."""
    context = {"subject": subject, "blocks": blocks_of(text), "unsubscribe": unsubscribe}
    return render_to_string("mail/letter.html", context)


def blocks_of(text):
    """What a letter is made of: ``label`` and ``address``, ``points``, ``quote`` or ``lines``."""
    return [_block(block) for block in re.split(r"\n\s*\n", text.strip())]


def _block(block):
    block = block.strip()
    lines = block.splitlines()
    if button := BUTTON.fullmatch(block):
        return button.groupdict()
    if lines and all(line.startswith("- ") for line in lines):
        return {"points": [line[2:] for line in lines]}
    if lines and all(line.startswith(">") for line in lines):
        return {"quote": [line[1:].strip() for line in lines]}
    return {"lines": lines}

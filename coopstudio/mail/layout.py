"""From the one wording of a letter to its page: paragraphs, lists, one button a link.

In the text, ``→ Label : https://…`` alone on its line is a button; ``- `` opens a list item.
"""

from django.template.loader import render_to_string
from django.utils.html import escape


def as_html(subject, text):
    """The letter as an HTML page, every word of it escaped."""
    blocks = [_block(block) for block in text.split("\n\n") if block.strip()]
    return render_to_string("mail/letter.html", {"subject": subject, "blocks": blocks})


def _block(block):
    lines = block.strip().splitlines()
    if lines[0].startswith("→ ") and " : " in lines[0]:
        label, _, address = lines[0][2:].rpartition(" : ")
        return {"button": label, "address": address.strip()}
    if all(line.startswith("- ") for line in lines):
        return {"items": [line[2:] for line in lines]}
    return {"lines": [escape(line) for line in lines]}

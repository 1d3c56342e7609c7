"""What stands in one cell: a text, a day, a number. Pure."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

NOT_FOR_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FORMULAS = frozenset("=+-@|%\t\r\n\x00")


def harmless(text):
    """``text``, with an apostrophe before it if a spreadsheet could take it for a formula."""
    return f"'{text}" if is_risky(text) else text


def is_risky(text):
    """Whether a spreadsheet could take ``text`` for a formula.

    What comes first is judged as a spreadsheet may see it: blanks and invisible signs aside, and
    the wide signs of other keyboards (``＝``) taken for the plain ones.
    """
    if not text or (text[0].isascii() and text[0].isalnum()):  # nearly every cell: nothing hides
        return False
    seen = unicodedata.normalize("NFKC", text)
    first = next((sign for sign in seen if not _is_unseen(sign)), "")
    return seen[:1] in FORMULAS or first in FORMULAS


def plain(value):
    """``value`` as one of the three kinds: an instant is its day in Paris, true is « oui »."""
    if type(value) is str or type(value) is date:  # nearly every cell
        return value
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    if isinstance(value, bool):
        return "oui" if value else "non"
    if value is None:
        return ""
    is_kind = isinstance(value, (date, int, float, Decimal))
    return value if is_kind else f"{value}"


def for_xml(text):
    """``text`` without the signs that XML forbids."""
    return NOT_FOR_XML.sub("", text)


def _is_unseen(sign):
    return sign.isspace() or unicodedata.category(sign) in {"Cf", "Cc", "Zs"}

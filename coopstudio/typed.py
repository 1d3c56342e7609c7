"""What an address or a form says, as the base may be asked about it."""

LONGEST = 18
"""Digits: any key that PostgreSQL can hold, and no number that Python would refuse to read."""


def key(text):
    """The key that is said; 0, which nothing bears, for whatever is not one."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else 0

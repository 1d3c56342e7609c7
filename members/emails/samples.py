"""What the letters of this app share: samples and keys."""

from secrets import token_hex

from coopstudio.mail.api import address

PROTECTS = "Elle protège un compte : ses mots ne se changent que dans le code."


def sample(**more):
    return lambda: {"first_name": "Noémie", "link": address("/"), **more}


def once():
    """A key for a letter that may leave as often as it is asked for."""
    return token_hex(8)

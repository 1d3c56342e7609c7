"""Letters to people who have no e-mail: they wait until somebody prints and posts them.

Such a person has a box of the house's own, ``courrier-12@papier.invalid``: letters to ``.invalid``
reach nobody (RFC 2606). Whoever writes there, by whatever road, PostgreSQL makes of the letter one
that is « à poster » (a trigger on the letters), so that no room can forget it.
"""

import re

DOMAIN = "papier.invalid"
BY_POST = "par courrier postal"
BOX = re.compile(rf"courrier-([1-9][0-9]{{0,17}})@{re.escape(DOMAIN)}")


def box_of(number):
    """Where one writes to the person known under this number, when they have no e-mail."""
    return f"courrier-{number}@{DOMAIN}"


def number_of(address):
    """The number of the person whose box this is; None for an address that e-mail reaches."""
    found = BOX.fullmatch(address)
    return int(found[1]) if found else None


def is_paper(address):
    """Whether this is a place of the house, where no e-mail may be sent nor asked for."""
    return address.lower().endswith(f"@{DOMAIN}")

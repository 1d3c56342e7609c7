"""Where somebody's voice is waited for: read before their account is closed, and told to who leads
there, so that no round goes on as if they had nothing to say.

An app says what it waits for with ``@waits_for_voice``: a function (person, at) -> list of Awaited.
"""

from dataclasses import dataclass

from members.models import Person

PROVIDERS = []


@dataclass(frozen=True)
class Awaited:
    """One round: what it is about, where it stands, and who leads it (None: nobody is named)."""

    key: str
    label: str
    url: str
    leads: Person | None


def waits_for_voice(provide):
    """Add what this app waits for from somebody."""
    PROVIDERS.append(provide)
    return provide


def awaited(person, *, at):
    """Every running round in which this person has not spoken yet."""
    return [one for provide in PROVIDERS for one in provide(person, at)]

"""What a member is entrusted with, today and before: offices here, circles and roles above.

A higher floor adds its own with ``@shows_mandates``: a function ``(keys, *, on)`` that returns, in
as few queries as it can, ``{person's key: [Mandate, …]}`` for those people. ``on``: what is held
that day; None: all that was ever held.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import DateField

from coopstudio.french.dates import short_day
from coopstudio.prepared import Among, Given, prepared
from members.models import Office
from members.states import Role

PROVIDERS = []


@dataclass(frozen=True)
class Mandate:
    """One mandate, in the words of both genders; ``both`` for who wishes neither alone."""

    feminine: str
    masculine: str
    both: str
    since: date
    until: date | None = None
    note: str = ""
    url: str = ""

    def said_for(self, agreement):
        return {"f": self.feminine, "m": self.masculine}.get(agreement, self.both)

    @property
    def days(self):
        """« depuis le 2 mars 2026 », « du … au … »."""
        if self.until:
            return f"du {short_day(self.since)} au {short_day(self.until)}"
        return f"depuis le {short_day(self.since)}"


def shows_mandates(provide):
    """Add what a higher floor knows of mandates."""
    PROVIDERS.append(provide)
    return provide


def held(keys, *, on):
    """The mandates of these people: ``{key: [Mandate, …]}``, one query for each provider."""
    found = {key: [] for key in keys}
    if found:
        for provide in PROVIDERS:
            for key, mandates in provide(list(found), on=on).items():
                found[key] += mandates
    return found


OFFICES = {
    Role.FOUNDER: ("fondatrice", "fondateur", "membre de la fondation"),
    Role.PRESIDENT: ("présidente", "président", "à la présidence"),
    Role.TREASURER: ("trésorière", "trésorier", "à la trésorerie"),
    Role.SECRETARY: ("secrétaire", "secrétaire", "secrétaire"),
    Role.STAND_IN: ("suppléante de la fondation", "suppléant de la fondation",
                    "à la suppléance de la fondation"),
    Role.BOARD: ("membre du conseil d’administration",) * 3,
    Role.ADMINISTRATOR: ("administratrice technique", "administrateur technique",
                         "administration technique"),
}  # fmt: skip


@prepared
def _ever_held():
    return _held(Office.objects.all())


@prepared
def _held_on():
    return _held(Office.objects.held_on(Given("on", DateField())))


def _held(offices):
    found = offices.filter(Among("person", "keys")).order_by("started_on", "pk")
    return found.values_list("person_id", "role", "started_on", "ended_on")


@shows_mandates
def _offices(keys, *, on):
    offices = _ever_held(keys=keys) if on is None else _held_on(keys=keys, on=on)
    found = {}
    for key, role, since, until in offices:
        words = OFFICES.get(role) or (Role(role).label,) * 3
        found.setdefault(key, []).append(Mandate(*words, since, until))
    return found

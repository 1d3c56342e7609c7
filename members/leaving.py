"""What a person who leaves still holds: told, never held against them.

An app says what it keeps back with ``@keeps_back``: a function (person, on) -> list of Open. A
resignation is effective whatever is open here (loi de 1901, article 4): the list says what is
left, and who does it.
"""

from dataclasses import dataclass

from django.urls import reverse

KEEPERS = []


@dataclass(frozen=True)
class Open:
    """One thing left: what it is, where it is settled (an address, or ``""``), and who does it."""

    label: str
    url: str
    who: str


def keeps_back(provide):
    """Add what this app knows to everybody's leaving checklist."""
    KEEPERS.append(provide)
    return provide


def left_open(person, *, on):
    """Everything this person still holds on that day."""
    return [one for provide in KEEPERS for one in provide(person, on)]


@keeps_back
def _offices(person, on):
    """What was entrusted: it is given back on the last day, by itself or by somebody."""
    return [
        Open(
            f"Fonction : {office.get_role_display()}",
            "",
            "Elle prend fin avec l’adhésion ; d’ici là, à transmettre à qui la reprend.",
        )
        for office in person.offices.held_on(on)
    ]


@keeps_back
def _places(person, on):
    """A place in the group that is being formed."""
    return [
        Open(
            "Une place dans le groupe",
            reverse("members:group"),
            "Les personnes qui tiennent le groupe la libèrent ; le groupe en est prévenu.",
        )
        for _place in person.places.taken(on=on)
    ]

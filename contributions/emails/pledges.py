"""A promise from its first word to its end: said, recalled, confirmed, withdrawn, over."""

from datetime import date

from django.urls import reverse

from contributions.states import Form
from coopstudio.mail.api import address, letter
from members.emails.samples import sample

SAID = {"what": "en argent", "cents": 150_000, "need": "Site et identité"}


@letter(
    "contributions.pledge_declared",
    occasion="Quand une promesse d’apport est dite, à la personne qui la dit.",
    sample=sample(**SAID, until=date(2027, 3, 3)),
)
def pledge_declared(pledge, *, write):
    write(**_told(pledge), key=f"{pledge.pk}", until=pledge.expires_on)


@letter(
    "contributions.pledge_reminder",
    until="Jusqu’à la confirmation, ou jusqu’à la fin de la promesse.",
    occasion="Sept jours, puis vingt et un jours après une promesse qui n’est pas confirmée.",
    sample=sample(**SAID, step=7, days=28),
)
def pledge_reminder(pledge, step, *, days, write):
    write(**_told(pledge), key=f"{pledge.pk}:{step}", step=step, days=days)


@letter(
    "contributions.pledge_to_hear",
    until="Une fois, tant que personne n’a répondu à la promesse.",
    occasion="Quatre semaines après une promesse jamais confirmée, à la trésorerie, une fois.",
    sample=sample(name="Salomé Kerdoncuff", said_on=date(2027, 2, 3)),
)
def pledge_to_hear(pledge, keeper, *, write):
    """To who keeps the books: no more letters, a voice."""
    write(
        to=keeper.letterbox,
        key=f"{pledge.pk}:{keeper.pk}",
        about=pledge,
        first_name=keeper.first_name,
        name=pledge.person.full_name,
        said_on=pledge.declared_at,
        link=_page(pledge),
    )


@letter(
    "contributions.pledge_confirmed",
    occasion="Quand une promesse est confirmée par la personne, ou par la trésorerie à sa demande.",
    sample=sample(**SAID, heard_by=""),
)
def pledge_confirmed(pledge, *, by, write):
    """``heard_by`` is empty when the person confirmed it alone."""
    write(**_told(pledge), key=f"{pledge.pk}", heard_by=_other(pledge, by))


@letter(
    "contributions.pledge_withdrawn",
    occasion="Quand une promesse est retirée par la personne, ou par la trésorerie à sa demande.",
    sample=sample(**SAID, heard_by=""),
)
def pledge_withdrawn(pledge, *, by, write):
    write(**_told(pledge), key=f"{pledge.pk}", heard_by=_other(pledge, by))


@letter(
    "contributions.pledge_expired",
    until="Une fois, quand la promesse prend fin.",
    occasion="Le lendemain du dernier jour d’une promesse qui n’est pas devenue un contrat.",
    sample=sample(**SAID),
)
def pledge_expired(pledge, *, write):
    write(**_told(pledge), key=f"{pledge.pk}")


def _told(pledge):
    return {
        "to": pledge.person.letterbox,
        "about": pledge,
        "first_name": pledge.person.first_name,
        "what": Form(pledge.form).label,
        "cents": pledge.cents,
        "need": pledge.need.label if pledge.need else "",
        "link": _page(pledge),
    }


def _other(pledge, by):
    return "" if by.pk == pledge.person_id else by.full_name


def _page(pledge):
    return address(reverse("contributions:promise", args=[pledge.pk]))

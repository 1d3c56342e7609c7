"""Offices that are entrusted or ended: who must confirm, and whom it is about."""

from datetime import date

from django.urls import reverse

from coopstudio.mail.api import address, letter
from members.emails.samples import sample


@letter(
    "members.office_proposed",
    occasion="Quand un changement de fonction attend une seconde personne de la fondation.",
    sample=sample(
        name="Hélène D’Almeida",
        role="trésorerie",
        is_end=False,
        day=date(2026, 12, 3),
        by="Linh Nguyễn",
        why="réunion du 24 novembre, décision 12",
    ),
)
def office_proposed(change, founder, *, write):
    write(
        to=founder.letterbox,
        key=f"{change.pk}:{founder.pk}",
        first_name=founder.first_name,
        name=f"{change.person}",
        by=f"{change.proposed_by}",
        link=address(reverse("members:offices")),
        **_said(change),
    )


@letter(
    "members.office_changed",
    occasion="Quand une fonction est confiée à une personne, ou prend fin : à elle.",
    sample=sample(
        role="trésorerie",
        is_end=False,
        day=date(2026, 12, 3),
        why="réunion du 24 novembre, décision 12",
    ),
)
def office_changed(change, *, write):
    write(
        to=change.person.letterbox,
        key=f"{change.pk}",
        about=change.person,
        first_name=change.person.first_name,
        link=address(reverse("home")),
        **_said(change),
    )


def _said(change):
    return {
        "role": change.get_role_display(),
        "is_end": change.is_end,
        "day": change.on,
        "why": change.why,
    }

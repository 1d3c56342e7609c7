"""A text comes to be looked at again: a month before, then on its day (V4)."""

from datetime import date

from django.urls import reverse

from coopstudio.mail.api import address, letter


def sample(**more):
    """A believable decision for the page of models."""
    return lambda: (
        {
            "first_name": "Noémie",
            "code": "CG-2026-011",
            "title": "Trois rencontres avant d’accueillir",
            "circle": "Cercle général",
            "day": date(2026, 12, 17),
            "is_trial": False,
            "link": address("/decisions/1/"),
        }
        | more
    )


def _told(decision, person, due):
    return {
        "to": person.letterbox,
        "key": f"{decision.pk}:{due}:{person.pk}",
        "first_name": person.first_name,
        "code": decision.code,
        "title": decision.title,
        "circle": decision.kept_by.name,
        "day": due,
        "is_trial": decision.is_trial,
        "link": address(reverse("governance:decision", args=[decision.pk])),
    }


@letter(
    "governance.review_near",
    until="Une fois, un mois avant la révision.",
    occasion="Un mois avant la révision d’un texte, à qui en répond et à qui tient le secrétariat.",
    sample=sample(),
)
def review_near(decision, person, *, due, write):
    write(**_told(decision, person, due))


@letter(
    "governance.review_today",
    until="Une fois, le jour de la révision.",
    occasion="Le jour de la révision d’un texte, à toutes les personnes de son cercle.",
    sample=sample(),
)
def review_today(decision, person, *, due, write):
    write(**_told(decision, person, due))

"""What a circle entrusted to somebody, as they will leave it: said before they go (3.5)."""

from typing import NamedTuple

from governance.circles.titles import words_of
from governance.models import Decision, Deed, Link, Mandate
from governance.states import DeedState


class Thing(NamedTuple):
    """``kind``: « Mandat », « Lien », « Texte », « Action »; ``then``: what becomes of it."""

    kind: str
    words: str
    url: str
    then: str


def held_by(person, circle, *, on):
    """Every Thing that this person holds in this circle that day."""
    return [
        *_mandates(person, circle, on),
        *_links(person, circle, on),
        *_texts(person, circle, on),
        *_deeds(person, circle),
    ]


def _mandates(person, circle, on):
    held = Mandate.objects.filter(person=person, circle=circle).on(on).select_related("role")
    for one in held:
        word = words_of(one.kind, one.role.name)[0]
        yield Thing("Mandat", word, circle.get_absolute_url(), "Il prend fin ce jour-là.")


def _links(person, circle, on):
    held = Link.objects.filter(person=person).on(on).select_related("child", "parent")
    for one in held:
        if circle.pk in (one.child_id, one.parent_id):
            words = f"entre {one.child} et {one.parent}"
            yield Thing("Lien", words, one.child.get_absolute_url(), "Il s’ouvre : on le voit.")


def _texts(person, circle, on):
    kept = Decision.objects.filter(kept_by=circle, version__responsible=person)
    for one in kept.select_related("circle").told_on(on).living():
        then = "Le cercle choisit qui en répond après vous."
        yield Thing("Texte", f"{one.code}, {one.title}", one.get_absolute_url(), then)


def _deeds(person, circle):
    for one in Deed.objects.filter(person=person, circle=circle, state=DeedState.OPEN):
        then = "Elle revient au prochain ordre du jour."
        yield Thing("Action", one.words, circle.get_absolute_url(), then)

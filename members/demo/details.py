"""What the association of the demonstration asks of its members beyond the profile."""

from coopstudio.demo.world import address
from members.actions.profile import details
from members.models import Detail, Person

MEALS = {
    "name": "Repas communs",
    "why": "Faire les courses et cuisiner pour tout le monde.",
    "choices": "De tout\nSans viande\nSans gluten",
    "level": "shown",
}
KEY = {
    "name": "Clé de la salle",
    "why": "Savoir qui peut ouvrir.",
    "choices": "",
    "level": "office",
}


def plan(world):
    world.plan(world.moment("-20 17:40"), _ask)
    world.plan(world.moment("-19 20:05"), _answer)


def _ask(*, at):
    for told in (MEALS, KEY):
        details.open_detail(by=_person("blaise"), at=at, **told)


def _answer(*, at):
    meals, key = Detail.objects.open()
    odile = _person("odile")
    details.answer(odile, {meals: ("Sans viande", True)}, by=odile, at=at)
    details.answer(odile, {key: ("le double n° 3", None)}, by=_person("blaise"), at=at)


def _person(name):
    return Person.objects.get(email=address(name))

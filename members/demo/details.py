"""What the association of the demonstration asks of its members beyond the profile."""

from coopstudio.demo.world import address
from members.actions.profile import details
from members.models import Detail, Person

RIDES = {
    "name": "Covoiturage",
    "why": "Partager les trajets vers les réunions.",
    "choices": "Je peux emmener du monde\nJe cherche une place\nJe viens autrement",
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
    for told in (RIDES, KEY):
        details.open_detail(by=_person("blaise"), at=at, **told)


def _answer(*, at):
    rides, key = Detail.objects.open()
    odile = _person("odile")
    details.answer(odile, {rides: ("Je peux emmener du monde", True)}, by=odile, at=at)
    details.answer(odile, {key: ("le double n° 3", None)}, by=_person("blaise"), at=at)


def _person(name):
    return Person.objects.get(email=address(name))

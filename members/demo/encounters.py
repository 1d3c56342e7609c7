"""The journal of encounters: a real visit first, then a draft that waits for its hosts."""

from datetime import timedelta
from pathlib import Path

from coopstudio.demo.world import address
from members.actions import encounters
from members.encounters.told import move_in, read
from members.models import Person

SOLSTICE = Path(__file__).with_name("solstice.toml")


def fill(world):
    world.plan(world.moment("-21 20:10"), _the_first, world=world)
    world.plan(world.moment("-2 18:40"), _a_draft, world=world)


def _the_first(*, at, world):
    """A real visit, and what two members of the demonstration drew from it for their own house."""
    fleur, thomas = (Person.objects.get(email=address(name)) for name in ("fleur", "thomas"))
    met = move_in(read(SOLSTICE), by=fleur, at=at)
    encounters.draw(
        met, by=thomas, at=at, kind="tension", title="Jusqu’où protéger une personne qui débute ?",
        words="Nous n’avons pas dit quand, ni comment, notre accompagnement des débuts s’efface.",
    )  # fmt: skip
    encounters.draw(
        met, by=fleur, at=at, kind="need", title="Apprendre à accompagner en s’effaçant",
        words="Savoir doser l’appui, et le demander à la personne plutôt que de le deviner.",
        craft="coaching",
    )  # fmt: skip


def _a_draft(*, at, world):
    """A visit of this week: its hosts have not said yet whether their words may be read."""
    fleur, thomas = (Person.objects.get(email=address(name)) for name in ("fleur", "thomas"))
    met = encounters.write(
        by=fleur,
        at=at,
        people=[thomas],
        name="Le Pain des Trois Rivières",
        met_on=at.date() - timedelta(days=1),
        town="Seurre, Côte-d’Or",
        domain="Boulangerie et café associatif",
        legal_form="Scic",
        figures=["9 salariés", "140 sociétaires"],
        lead="On y décide au comptoir, à l’heure où la pâte lève.",
        story="Neuf personnes, trois fournées, une réunion par semaine debout autour du pétrin.\n\n"
        "Nous y sommes arrivés à cinq heures. À six, chacune avait dit comment elle allait.",
        themes=["gouvernance", "rythme"],
    )
    encounters.keep_words(
        met, by=fleur, at=at, who="la boulangère du matin", agreement="waiting",
        words="La réunion est courte parce que le pain n’attend pas. C’est lui qui nous a appris.",
    )  # fmt: skip

"""What the office of the demonstration wrote to all members."""

from coopstudio.demo.world import address
from members.actions.circulars import write_to_members
from members.models import Person


def plan(world):
    world.plan(world.moment("-11 18:20"), _write)


def _write(*, at):
    write_to_members(
        by=Person.objects.get(email=address("blaise")),
        at=at,
        subject="Un atelier de réparation, et une soupe",
        words="Samedi en quinze, nous réparons ensemble ce qui traîne chez nous : une lampe, "
        "un vélo, une chaise. La salle ouvre à dix heures, la soupe est à midi.\n\nSi vous savez "
        "souder ou recoudre, dites-le-nous : une main de plus fera gagner une heure.",
    )

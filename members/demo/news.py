"""What the office of the demonstration wrote to all members."""

from django.utils import timezone

from coopstudio.demo.world import address
from members.actions.circulars import carry, stamp_of, write_to_members
from members.models import Person


def plan(world):
    world.plan(world.moment("-11 18:20"), _write)


def _write(*, at):
    letter = {
        "subject": "Un atelier de réparation, et une soupe",
        "words": "Samedi en quinze, nous réparons ensemble ce qui traîne chez nous : une lampe, "
        "un vélo, une chaise. La salle ouvre à dix heures, la soupe est à midi.\n\nSi vous savez "
        "souder ou recoudre, dites-le-nous : une main de plus fera gagner une heure.",
    }
    stamp = stamp_of(on=timezone.localdate(at), **letter)
    by = Person.objects.get(email=address("blaise"))
    circular, _ = write_to_members(by=by, at=at, read_again=stamp, **letter)
    while carry(circular):
        pass

from django.core.management.base import BaseCommand
from django.utils import timezone

from applications.actions.keeping import replaying


class Command(BaseCommand):
    """Erase again, after a restoration, what had been erased since that backup."""

    help = (
        "Après une restauration : efface de nouveau ce qui avait été effacé (liste « ne pas "
        "restaurer », table et fichier). Se relance sans danger ; n’envoie aucune lettre."
    )

    def handle(self, **options):
        done = replaying.replay(at=timezone.now())
        self.stdout.write(
            f"Effacées de nouveau : {done.applications} candidatures, {done.people} personnes, "
            f"{done.fiches} fiches, {done.rows} autres traces. En panne : {done.failed}."
        )

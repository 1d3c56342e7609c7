from django.core.management.base import BaseCommand, CommandError

from contributions.archive.reading import read
from coopstudio.french.money import euros, number
from coopstudio.refusals import Refused


class Command(BaseCommand):
    """Read an archive of apports again, into a house that holds none."""

    help = (
        "Relit une archive des apports (ZIP) dans une maison vide, et prouve que rien n’a changé."
    )

    def add_arguments(self, parser):
        parser.add_argument("archive", help="le fichier .zip")

    def handle(self, *, archive, **options):
        try:
            manifest = read(archive)
        except (Refused, OSError) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            f"{number(manifest['rank'])} écritures relues : mêmes numéros, mêmes sceaux, "
            f"{euros(manifest['outstanding'])} à reprendre. Empreinte : {manifest['digest']}"
        )

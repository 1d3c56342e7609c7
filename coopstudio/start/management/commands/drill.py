from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from coopstudio.backup import drilling, sealing


class Command(BaseCommand):
    help = "Reprend une sauvegarde à l’écart, la compte, la jette, et note que l’essai a tenu."

    def add_arguments(self, parser):
        parser.add_argument("source", help="le fichier de sauvegarde")

    def handle(self, source, **options):
        try:
            self.stdout.write(drilling.drill(source, at=timezone.now()))
        except (OSError, sealing.Broken) as error:
            raise CommandError(str(error)) from error

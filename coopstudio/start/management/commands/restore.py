from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from coopstudio.backup import restoring, sealing


class Command(BaseCommand):
    help = "Reprend une sauvegarde dans une base vide, la compte, et efface de nouveau."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("source", help="le fichier de sauvegarde")

    def handle(self, source, **options):
        try:
            said = restoring.restore(source, key=settings.BACKUP_KEY)
        except (OSError, sealing.Broken) as error:
            raise CommandError(str(error)) from error
        rows = sum(said["counts"].values())
        self.stdout.write(
            f"Sauvegarde du {said['made_at']} reprise : {rows} lignes, {len(said['files'])} "
            "fichiers, chaque compte et chaque empreinte est le même."
        )

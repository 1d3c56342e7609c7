from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from coopstudio.backup import making, sealing


class Command(BaseCommand):
    help = "Écrit la maison entière dans un fichier scellé (base, fichiers privés, preuves)."

    def add_arguments(self, parser):
        parser.add_argument("target", nargs="?", help="le fichier à écrire, ou un dossier")
        parser.add_argument("--new-key", action="store_true", help="montrer une clé neuve")

    def handle(self, target, new_key, **options):
        if new_key:
            self.stdout.write(sealing.new_key())
            return
        if not target:
            raise CommandError("Dites où l’écrire : manage.py backup /ailleurs/coop.sauvegarde")
        now = timezone.now()
        path = Path(target)
        if path.is_dir():
            path /= f"{timezone.localtime(now):coop-%Y-%m-%d-%H%M}.sauvegarde"
        try:
            said = making.make(path, key=settings.BACKUP_KEY, at=now)
        except (OSError, sealing.Broken) as error:
            raise CommandError(str(error)) from error
        rows, files = sum(said["counts"].values()), len(said["files"])
        self.stdout.write(f"{path} : {rows} lignes, {files} fichiers.")

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from applications.actions.call import calls
from coopstudio.refusals import Refused


class Command(BaseCommand):
    """Prepare a version of the call from a Markdown file; ``--publish`` makes it public at once."""

    help = "Prépare une version de l’appel à partir d’un fichier Markdown."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--title", required=True)
        parser.add_argument("--signature", required=True)
        parser.add_argument("--date", type=date.fromisoformat, default=None)
        parser.add_argument("--publish", action="store_true")

    def handle(self, *, file, title, signature, date, publish, **options):
        try:
            version = calls.import_version(
                calls.the_call(),
                by=None,
                title=title,
                signature=signature,
                dated_on=date or timezone.localdate(),
                source=file.read_text(encoding="utf-8"),
            )
            if publish:
                calls.publish(version, by=None, at=timezone.now())
        except (OSError, UnicodeDecodeError, Refused) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Version {version.number} {'publiée' if publish else 'préparée'}.")

from django.core.management.base import BaseCommand

from coopstudio.design import bundles


class Command(BaseCommand):
    help = "Écrit les feuilles de style et le script d’un seul tenant, dans static/built."
    requires_system_checks = []

    def handle(self, *args, verbosity=1, **options):
        for path in bundles.write():
            if verbosity > 1:
                self.stdout.write(f"{path.name} : {path.stat().st_size / 1000:.1f} ko")

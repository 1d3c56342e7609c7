from django.core.management.base import BaseCommand, CommandError

from contributions.verifying import verify
from coopstudio.french.money import number


class Command(BaseCommand):
    """Read the whole ledger again: seals, balances, numbers, contracts."""

    help = "Relit tout le registre des apports et dit, en français, ce qui ne tient pas."

    def add_arguments(self, parser):
        told = "une empreinte confiée au dehors, à retrouver dans la chaîne"
        parser.add_argument("--head", default="", help=told)

    def handle(self, *, head, **options):
        verdict = verify(head)
        if not verdict.is_right:
            raise CommandError("\n".join(verdict.wrong))
        self.stdout.write(
            f"{number(verdict.entries)} écritures relues : tout tient. "
            f"Empreinte de la chaîne : {verdict.digest}"
        )

from datetime import date

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from coopstudio.french.fields import EuroField
from coopstudio.refusals import Refused
from members.actions import register


class Command(BaseCommand):
    """Write down a version of the statutes; the bulletin shows the one in force."""

    help = "Inscrit une version des statuts : le bulletin d’adhésion s’ouvre avec elle."

    def add_arguments(self, parser):
        parser.add_argument("adopted_on", type=date.fromisoformat, help="AAAA-MM-JJ")
        parser.add_argument("--organ", required=True, help="qui admet les membres")
        parser.add_argument("--fee-minimum", required=True, help="en euros")
        parser.add_argument("--fee-usual", required=True, help="en euros")
        parser.add_argument("--validated-by", required=True, help="qui a adopté cette version")
        parser.add_argument("--readable-at", default="", help="l’adresse où on les lit")

    def handle(self, *, adopted_on, organ, fee_minimum, fee_usual, **said):
        try:
            statutes = register.write_statutes(
                by=None,
                adopted_on=adopted_on,
                admission_organ=organ,
                fee_minimum=EuroField().clean(fee_minimum),
                fee_usual=EuroField().clean(fee_usual),
                validated_by=said["validated_by"],
                readable_at=said["readable_at"],
            )
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{statutes} : inscrits.")

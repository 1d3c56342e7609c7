from django.core.management.base import BaseCommand, CommandError

from coopstudio import clock
from coopstudio.french.money import number
from coopstudio.journal import seals
from coopstudio.journal.models import Entry, JournalSeal
from coopstudio.journal.reading import faults


class Command(BaseCommand):
    """Read the whole journal again under its seals."""

    help = "Relit le journal sous ses sceaux et dit, en français, ce qui ne tient pas."

    def add_arguments(self, parser):
        told = "une empreinte confiée au dehors, à retrouver parmi les sceaux"
        parser.add_argument("--head", default="", help=told)

    def handle(self, *, head, **options):
        if wrong := faults(head, at=clock.now()):
            raise CommandError("\n".join(wrong))
        lines, held = (number(one.objects.count()) for one in (Entry, JournalSeal))
        self.stdout.write(
            f"{lines} lignes, {held} sceaux : tout tient. Empreinte du journal : {seals.head()}"
        )

from django.core.management.base import BaseCommand
from django.utils import timezone

from applications import resting
from applications.actions.keeping import rounds
from coopstudio.french.dates import digits


class Command(BaseCommand):
    """What the next round of the retention would do; without --dry-run, do it now."""

    help = (
        "Dit qui serait prévenu ou effacé, quand et pourquoi (numéros seulement) ; "
        "sans --dry-run, fait le tour de conservation."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="ne rien écrire, dire seulement")

    def handle(self, *, dry_run, **options):
        now = timezone.now()
        if dry_run:
            self._tell(timezone.localdate(now))
            return
        done = rounds.tend_kept(at=now)
        self.stdout.write(
            f"Prévenues : {done.warned}. Effacées : {done.erased}. CV : {done.cvs}. "
            f"Preuves : {done.proofs}. Retenues : {done.held}. En panne : {done.failed}."
        )

    def _tell(self, today):
        plans = sorted(resting.plans(today=today), key=lambda pair: pair[1].erase_on)
        for application, plan in plans:
            what = "retenue pour litige" if plan.is_held else plan.step or "rien aujourd’hui"
            self.stdout.write(
                f"{application.reference} : {what} ; s’efface le {digits(plan.erase_on)}, "
                f"{plan.why}"
            )
        quiet = resting.quiet_people(today=today).count()
        self.stdout.write(
            f"{len(plans)} candidatures closes, {quiet} personnes à effacer avec leurs questions."
        )

from django.core.management.base import BaseCommand
from django.utils import timezone

from applications import records, resting
from applications.actions.keeping import rounds
from coopstudio.durations.api import table
from coopstudio.french.dates import digits
from members.actions.life import forgetting


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
            f"Fiches : {done.fiches}. "
            f"Questions : {done.talks}. Preuves : {done.proofs}. Retenues : {done.held}. "
            f"En panne : {done.failed}."
        )

    def _tell(self, today):
        plans = sorted(resting.plans(today=today), key=lambda pair: pair[1].erase_on)
        for application, plan in plans:
            self.stdout.write(
                f"{application.reference} : {plan.today} ; s’efface le {digits(plan.erase_on)}, "
                f"{plan.why}"
            )
        fiches = records.plans(today=today)
        for person, plan in fiches:
            self.stdout.write(
                f"fiche {person.pk} : {plan.today} ; s’efface le {digits(plan.erase_on)}, "
                f"{plan.why}"
            )
        lives = resting.unheld(forgetting.due(on=today)).count()
        people = resting.quiet_people(today=today).count()
        talks = resting.quiet_talks(today=today).count()
        for what, length, written in table(today=today):
            changes = [f"{one.words} à partir du {digits(one.since_on)}" for one in written]
            self.stdout.write(" ; ".join([f"durée : {what} : {length}", *changes]))
        self.stdout.write(
            f"{len(fiches)} fiches d’anciens membres. "
            f"{len(plans)} candidatures closes, {people} personnes à effacer avec leurs questions, "
            f"{talks} questions closes de membres à effacer, "
            f"{lives} adhésions finies dont les mots s’effacent."
        )

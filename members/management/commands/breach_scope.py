import csv
from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from members.breach import scope
from members.models import Person


def moment(text):
    """An hour typed as AAAA-MM-JJ or AAAA-MM-JJTHH:MM, in France."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else timezone.make_aware(found)


class Command(BaseCommand):
    """Say whom and what a breach may have touched, for the notice of 72 hours (RGPD, article 33).

    It reads the traces of the house, and changes nothing. ``--account`` follows one stolen account;
    ``--csv`` gives the list of people to be told, for a spreadsheet.
    """

    help = "Dit quelles personnes et quelles données une violation a pu toucher, entre deux heures."

    def add_arguments(self, parser):
        parser.add_argument("--since", type=moment, required=True, help="AAAA-MM-JJ[THH:MM]")
        parser.add_argument("--until", type=moment, help="AAAA-MM-JJ[THH:MM] ; maintenant")
        parser.add_argument("--account", metavar="ADRESSE", help="un compte volé, par son adresse")
        parser.add_argument("--csv", action="store_true", help="les personnes, une par ligne")

    def handle(self, *, since, until, account, **options):
        until = until or timezone.now()
        if until <= since:
            raise CommandError("--until vient avant --since : l’heure la plus ancienne d’abord.")
        by = self._account(account) if account else None
        found = scope(since, until, by=by)
        (self._as_csv if options["csv"] else self._as_words)(found)

    def _account(self, email):
        person = Person.objects.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"Aucun compte à l’adresse {email}.")
        return person

    def _as_csv(self, found):
        out = csv.writer(self.stdout, delimiter=";")
        out.writerow(["personne", "adresse", "ce qui a été touché"])
        for person, touched in found.people.items():
            out.writerow([person, person.email, ", ".join(touched)])

    def _as_words(self, found):
        hours = " au ".join(
            f"{timezone.localtime(at):%d/%m/%Y %H:%M}" for at in (found.since, found.until)
        )
        lines = [f"Du {hours} : {len(found.people)} personnes touchées.", ""]
        lines += ["Données, et nombre de personnes :"]
        lines += [f"  {what} : {count}" for what, count in found.kinds.items()] or ["  aucune"]
        if found.nobody:
            told = ", ".join(f"{what} ({count})" for what, count in found.nobody.items())
            lines += ["", f"Sans personne retrouvée : {told}."]
        lines += ["", "Comptes vus, et leurs gestes :"]
        lines += [
            f"  {person} ({person.email}) : {count}"
            for person, count in found.accounts.most_common()
        ] or ["  aucun"]
        lines += [
            "",
            "Ce sont les traces que garde la maison. Ce qui serait lu sur la machine ou dans une",
            "sauvegarde n’en laisse aucune : comptez alors tout le monde.",
        ]
        self.stdout.write("\n".join(lines))

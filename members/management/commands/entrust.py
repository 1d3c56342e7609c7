from datetime import date

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from coopstudio.french.fields import AddressField
from coopstudio.mail.api import address
from coopstudio.refusals import Refused
from members.actions import people, register
from members.candidates import known_at
from members.models import Person, Statutes
from members.states import Role


class Command(BaseCommand):
    """Entrust an office to somebody, or note that it is given back.

    The first founders come to exist by this command; it needs a hand on the machine, so that
    nobody gives rights to themselves from a page.
    """

    help = "Confie une fonction à une personne, connue ou non ; --until : la fonction est rendue."

    def add_arguments(self, parser):
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("email")
        parser.add_argument("--first-name", default="")
        parser.add_argument("--last-name", default="")
        parser.add_argument("--since", type=date.fromisoformat, help="AAAA-MM-JJ ; aujourd’hui")
        parser.add_argument("--until", type=date.fromisoformat, help="dernier jour, AAAA-MM-JJ")
        parser.add_argument(
            "--member-since",
            type=date.fromisoformat,
            help="jour où l’organe des statuts a admis cette personne, avant la maison",
        )
        parser.add_argument("--reference", help="où retrouver cette admission : le procès-verbal")

    def handle(self, *, email, until, **said):
        try:
            email = AddressField().clean(email)
            with transaction.atomic():
                line = _give_back(email, said["role"], until) if until else _entrust(email, **said)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(line)


def _entrust(email, *, role, first_name, last_name, since, member_since, reference, **options):
    known = Person.objects.filter(email__iexact=email).first()
    if not (first_name or known):
        raise CommandError("Personne n’est connu à cette adresse : ajoutez --first-name.")
    person = known_at(email, first_name=first_name, last_name=last_name)
    if member_since:
        _enrol(person, member_since, reference)
    people.grant_role(person, role, by=None, on=since or timezone.localdate())
    return (
        f"{person} : {Role(role).label}. L’entrée est à {address('/compte/login/')}, "
        f"avec l’adresse {person.email} ; un code y part."
    )


def _enrol(person, day, reference):
    statutes = Statutes.objects.in_force(on=timezone.localdate())
    if statutes is None:
        raise CommandError("Inscrivez d’abord les statuts : manage.py statutes.")
    if not reference:
        raise CommandError("Dites où retrouver l’admission : --reference.")
    register.enrol(
        person, by=None, organ=statutes.admission_organ, decided_on=day, reference=reference
    )


def _give_back(email, role, day):
    person = Person.objects.filter(email__iexact=email).first()
    office = person and person.offices.filter(role=role, ended_on=None).first()
    if not office:
        raise CommandError("Personne ne tient cette fonction à cette adresse.")
    people.end_role(office, by=None, on=day)
    return f"{person} : {Role(role).label}, jusqu’au {day:%d/%m/%Y}."

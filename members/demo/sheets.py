"""The secretary gives the association's old list: it is tried, and one line waits for an answer."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from coopstudio.demo.world import address
from coopstudio.sheets.api import as_ods
from members.actions import imports
from members.models import Person
from members.states import Role

HEAD = ["Prénom", "Nom", "Mail", "Adresse", "Code postal", "Ville", "Entrée", "Remarques"]
STRANGERS = [
    ["Yvonne", "Chapuis", "chapuis", "", "21140", "Semur-en-Auxois", "02/04/2019", ""],
    ["Renaud", "Petitjean", "petitjean", "", "39100", "Dole", "12/10/2020", "à rappeler"],
    ["Solange", "Marchal", "", "5 rue des Boulangers", "70000", "Vesoul", "12/10/2020", ""],
    ["Idriss", "Benali", "benali", "", "90000", "Belfort", "31/02/2021", ""],
]


def plan(world):
    world.plan(world.moment("-2 17:10"), _give)


def _give(*, at):
    secretary = Person.objects.holding(Role.SECRETARY, on=timezone.localdate(at)).first()
    if secretary is None:
        return
    known = Person.objects.members(on=timezone.localdate(at)).exclude(pk=secretary.pk).in_order()
    rows = [*(_known(one, rank) for rank, one in enumerate(known[:2])), *map(_stranger, STRANGERS)]
    sheet = SimpleUploadedFile("anciens-membres.ods", as_ods(HEAD, rows, title="Membres").read())
    given = imports.receive(sheet, by=secretary, at=at)
    imports.read_in(given, at=at)
    given.refresh_from_db()
    imports.say_columns(given, by=secretary, at=at, columns=given.columns)
    while imports.carry(given, at=at):
        pass


def _known(person, rank):
    """A member as the old list knew them; the second one at another address."""
    email = person.email if rank == 0 else address(f"ancienne-adresse-{rank}")
    entry = person.memberships.first().started_on
    return [person.first_name, person.last_name, email, "", person.postcode, person.town, entry, ""]


def _stranger(row):
    return [*row[:2], address(row[2]) if row[2] else "", *row[3:]]

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from members.encounters.told import move_in, read
from members.models import Encounter, Person
from members.permissions import writes_encounters


class Command(BaseCommand):
    """Put a visit written in a file into the journal of encounters."""

    help = (
        "Pose une rencontre dans le journal : manage.py encounter members/demo/solstice.toml "
        "--by adresse@exemple.fr"
    )

    def add_arguments(self, parser):
        parser.add_argument("path", help="le fichier de la rencontre (TOML)")
        parser.add_argument("--by", required=True, help="l’adresse du membre qui la raconte")

    def handle(self, *, path, by, **options):
        try:
            told = read(path)
        except (OSError, ValueError, KeyError) as error:
            raise CommandError(f"Ce fichier ne se lit pas : {error}") from error
        person = Person.objects.filter(email__iexact=by).first()
        if person is None or not writes_encounters(person):
            raise CommandError(f"Aucun membre n’est connu à l’adresse {by}.")
        if Encounter.objects.filter(name=told["name"], met_on=told["met_on"]).exists():
            self.stdout.write("Cette rencontre est déjà dans le journal : rien n’a changé.")
            return
        with transaction.atomic():
            met = move_in(told, by=person, at=timezone.now())
        self.stdout.write(f"La rencontre est dans le journal : {met.get_absolute_url()}")

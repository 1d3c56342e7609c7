from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from coopstudio.demo.post import send_the_past
from coopstudio.demo.world import World

WORLDS = list(settings.DEMO_WORLDS)
"""Who may move in: a collective that is being born, or a cooperative that lives."""


class Command(BaseCommand):
    """Move the collective of the demonstration in; with ``--size``, a crowd besides."""

    help = (
        "Peuple la maison d’un collectif de démonstration. Une maison habitée reste telle quelle."
    )

    def add_arguments(self, parser):
        parser.add_argument("--size", type=int, help="autant de membres et autant de candidatures")
        parser.add_argument("--world", default=WORLDS[0], help=f"qui : {', '.join(WORLDS)}")

    def handle(self, *, size, world, **options):
        if settings.PRODUCTION:
            raise CommandError("La démonstration n’emménage jamais dans une maison en production.")
        if world not in WORLDS:
            known = ", ".join(f"« {name} »" for name in WORLDS)
            raise CommandError(f"Personne ici ne s’appelle « {world} ». Peut emménager : {known}.")
        with transaction.atomic():
            if get_user_model().objects.exists():
                self.stdout.write("La maison est déjà habitée : rien n’y a changé.")
                return
            move_in(World(now=timezone.now(), size=size), settings.DEMO_WORLDS[world])
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        self.stdout.write(f"Le collectif est là : {get_user_model().objects.count()} personnes.")


def move_in(world, fillers=settings.DEMO_WORLDS["collectif"]):
    """Let each filler plan its part, then live it."""
    for name in fillers:
        import_string(name)(world)
    world.play()
    send_the_past()
    connection.run_on_commit.clear()  # no bell: the rounds find what waits, within a minute

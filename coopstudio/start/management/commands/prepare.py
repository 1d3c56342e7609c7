from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from coopstudio.start import rights

ONE_AT_A_TIME = 20_261_121  # any number, the same for ever: the name of an advisory lock


class Command(BaseCommand):
    help = "Met la base à jour, avec le rôle qui la possède, puis règle les droits des pages."
    requires_system_checks = ()

    def handle(self, *, verbosity, **options):
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
            cursor.execute("SET lock_timeout = '3s'")  # never make the pages wait behind us
        call_command("migrate", interactive=False, verbosity=verbosity)
        call_command("createcachetable", verbosity=verbosity)
        self._grant(settings.DATABASE_APP_ROLE)

    def _grant(self, role):
        if rights.exists(connection, role):
            rights.grant(connection, role)
        elif settings.PRODUCTION:
            raise CommandError(
                f"Il faut un rôle « {role} », distinct de celui qui migre : "
                "docs/deployment.md dit comment le créer."
            )

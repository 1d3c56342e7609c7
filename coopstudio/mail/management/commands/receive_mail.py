"""``manage.py receive_mail < mail.eml``: the end of a pipe, for a mail server on this machine."""

import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from coopstudio.mail.inbound.door import Unreadable, take_in

NOBODY, NOT_A_MAIL, TOO_HEAVY = 67, 65, 69  # sysexits: what a mail server understands


class Command(BaseCommand):
    help = "Prend un courrier sur l’entrée standard, tel que le serveur de courrier le donne."

    def handle(self, *args, **options):
        raw = sys.stdin.buffer.read(settings.INBOUND_LIMIT + 1)
        if len(raw) > settings.INBOUND_LIMIT:
            raise CommandError("Ce courrier est trop lourd.", returncode=TOO_HEAVY)
        try:
            arrival = take_in(raw, at=timezone.now())
        except Unreadable as trouble:
            raise CommandError("Ce courrier est illisible.", returncode=NOT_A_MAIL) from trouble
        if arrival.outcome == arrival.Outcome.NOBODY:
            raise CommandError(arrival.get_outcome_display(), returncode=NOBODY)
        self.stdout.write(arrival.get_outcome_display())

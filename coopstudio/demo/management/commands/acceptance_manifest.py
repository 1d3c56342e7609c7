import json

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import decrypt
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import get_commands
from django.core.management.base import BaseCommand, CommandError
from django.urls import URLPattern, get_resolver
from django.utils import timezone

ROLES = ("founder", "treasurer", "secretary", "board", "administrator")
TABLES = {
    "ledger": ("Entry", "Line", "Seal", "Chain", "ContractBalance"),
    "decision": ("governance.Decision", "applications.Decision"),
    "position": ("governance.Position", "applications.Position"),
    "outbox": ("mail.Letter",),
    "journal": ("journal.Entry",),
}
OURS = ("applications", "contributions", "coopstudio", "governance", "members")


class Command(BaseCommand):
    """What a program that tries the house from outside needs to know, as JSON."""

    help = (
        "Décrit une maison de démonstration pour des essais venus du dehors (JSON) : une entrée "
        "par rôle avec la graine de son second facteur, les adresses, les tables, les commandes."
    )

    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError("Une maison en production ne dit à personne comment y entrer.")
        told = {
            "site": settings.SITE_URL,
            "sign_in": "account_login : une adresse, puis le code à six chiffres de la lettre ; "
            "« totp » ensuite, pour qui en a un.",
            "logins": _logins(),
            "urls": dict(sorted(_addresses(get_resolver()))),
            "tables": {kind: _tables(names) for kind, names in TABLES.items()},
            "commands": sorted(
                name for name, app in get_commands().items() if app.split(".")[0] in OURS
            ),
        }
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))


def _logins():
    """{role: {email, totp}}: who holds it today; a second factor is given to whom needs one."""
    people, today = get_user_model().objects.filter(is_active=True), timezone.localdate()
    found = {role: people.holding(role, on=today).order_by("pk").first() for role in ROLES}
    offices = [person.pk for person in found.values() if person]
    found["member"] = people.members(on=today).exclude(pk__in=offices).order_by("pk").first()
    known = people.exclude(email="").exclude(pk__in=people.members(on=today))
    found["candidate"] = known.exclude(pk__in=offices).order_by("pk").first()
    return {
        role: {"email": person.email, "totp": _seed(person, is_needed=role in ROLES)}
        for role, person in found.items()
        if person
    }


def _seed(person, *, is_needed):
    known = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first()
    if known:
        return decrypt(known.data["secret"])
    if not is_needed:
        return None
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def _addresses(resolver, space="", before=""):
    """(name, pattern) of every address of the house."""
    for one in resolver.url_patterns:
        pattern = f"{before}{one.pattern}"
        if isinstance(one, URLPattern):
            if one.name:
                yield f"{space}{one.name}", f"/{pattern}"
        else:
            inside = f"{space}{one.namespace}:" if one.namespace else space
            yield from _addresses(one, inside, pattern)


def _tables(names):
    return [
        apps.get_model(name if "." in name else f"contributions.{name}")._meta.db_table
        for name in names
    ]

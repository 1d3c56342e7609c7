"""What the house looks at before it opens: `manage.py check`, and every service in production."""

from django.conf import settings
from django.core.checks import Error, Warning
from django.db import connections

from coopstudio.start import pango, rights


def pdfs_can_be_made(app_configs, **kwargs):
    """The site lives without Pango; its PDFs wait until somebody installs it."""
    advice = pango.advice()
    return [Warning(advice, id="start.W001")] if advice else []


def what_is_final_stays_so(app_configs, databases=None, **kwargs):
    """In production, the role of the pages may not be able to rewrite the journal, nor borrow the
    hand of who could."""
    if not settings.PRODUCTION or "default" not in (databases or ()):
        return []
    return [
        Error(
            f"Le rôle « {role} » pourrait modifier ou vider « {table} ».",
            hint="Donnez à DATABASE_URL le rôle d’exécution, et à DATABASE_OWNER_URL celui qui "
            "migre (voir docs/deployment.md).",
            id="start.E001",
        )
        for role, table in rights.excessive(connections["default"])
    ] + [
        Error(
            f"Le rôle « {role} » pourrait écrire par « {hand} » ce qui lui est refusé.",
            hint="Relancez « manage.py prepare » avec le rôle qui possède la base (voir "
            "docs/deployment.md).",
            id="start.E002",
        )
        for role, hand in rights.borrowed(connections["default"])
    ]

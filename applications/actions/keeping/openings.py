"""A founder opens a dossier: one line an hour, which its person sees."""

from applications.models import DossierOpening
from applications.openings import hour_of


def note(application, *, by, at):
    """One INSERT, which PostgreSQL leaves aside when this hour is already written."""
    opening = DossierOpening(application=application, by=by, at=at, hour=hour_of(at))
    DossierOpening.objects.bulk_create([opening], ignore_conflicts=True)

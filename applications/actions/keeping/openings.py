"""A founder opens a dossier: one line an hour, which its person sees."""

from django.utils import timezone

from applications.models import DossierOpening


def note(application, *, by, at):
    """One INSERT, which PostgreSQL leaves aside when this hour is already written."""
    hour = timezone.localtime(at).replace(minute=0, second=0, microsecond=0)
    opening = DossierOpening(application=application, by=by, at=at, hour=hour)
    DossierOpening.objects.bulk_create([opening], ignore_conflicts=True)

"""Who opened my dossier and my CV: named people, latest first."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from applications.models import Application, DossierOpening
from coopstudio.files.models import Opening
from members.models import Person


@dataclass(frozen=True)
class Opened:
    """« Thomas Marshall a ouvert votre dossier, le 12 mai 2026 à 9 h 05 »."""

    by: Person
    what: str
    at: datetime


def hour_of(at):
    """Openings are noted once an hour: the one that holds this moment."""
    return timezone.localtime(at).replace(minute=0, second=0, microsecond=0)


def openings_of(person, *, most):
    """The latest openings, by others than themselves, of all that this person gave."""
    mine = Application.objects.filter(person=person)
    dossiers = DossierOpening.objects.filter(application__in=mine).exclude(by=person)
    files = Opening.objects.filter(file__application__in=mine).exclude(by=person)
    found = [
        Opened(one.by, what, one.at)
        for rows, what in ((dossiers, "votre dossier"), (files, "votre CV"))
        for one in rows.select_related("by").order_by("-at", "-pk")[:most]
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)[:most]

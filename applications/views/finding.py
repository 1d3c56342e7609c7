"""Which dossier stands behind an address, as far as this founder may see it."""

from django.contrib import messages
from django.db.models import BigIntegerField
from django.http import Http404
from django.utils import timezone

from applications.dossier import Dossier
from applications.models import Application
from coopstudio.prepared import Given, prepared
from coopstudio.refusals import Refused
from members.actions.data.freezing import IsFrozen

HEAVY = ("version__markdown", "search", "blind_search", "person__search")
"""What no page of a candidature prints: the whole call at once, and the words of the indexes."""


@prepared
def _received():
    theirs = Application.objects.answered_by(Given("founder", BigIntegerField()))
    theirs = theirs.select_related("version", "cv", "person")
    return theirs.defer(*HEAVY).filter(number=Given("number", BigIntegerField()))


def application_of(request, number):
    """The application of that number; for its own author, founder or not, there is none."""
    for found in _received(founder=request.user.pk, number=number):
        return found
    if Application.objects.frozen().filter(number=number).exclude(person=request.user).exists():
        raise IsFrozen
    raise Http404


def dossier_of(request, number):
    """The same, ready to be shown."""
    return Dossier(application_of(request, number), request.user, now=timezone.now())


def done(request, act, success):
    """Run ``act`` and say how it went; a refusal is told in its own words."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, success)
    return True

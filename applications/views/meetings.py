"""Propose a meeting, call it off, note that it took place."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from applications.actions import meetings
from applications.forms.meetings import MeetingForm
from applications.models import Meeting
from applications.permissions import is_founder
from applications.states import State
from applications.views.finding import done, dossier_of
from coopstudio.doors import requires
from coopstudio.refusals import Refused


@never_cache
@requires(is_founder)
def meeting(request, number):
    """The meeting under way, or the form that proposes one."""
    dossier = dossier_of(request, number)
    if dossier.is_being_read:
        return redirect("applications:readings", number)
    form = MeetingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _propose(request, dossier.application, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("applications:meeting", number)
    return _show(request, dossier, form)


@require_POST
@requires(is_founder)
def calling_off(request, number):
    """The meeting will not take place as said; everybody is told."""
    success = "La rencontre est annulée. Une lettre le dit à chaque personne concernée."
    return _with_the_open_one(request, number, meetings.call_off, success)


@require_POST
@requires(is_founder)
def holding(request, number):
    """The meeting has taken place."""
    return _with_the_open_one(request, number, meetings.hold, "C’est noté : vous vous êtes vus.")


def _with_the_open_one(request, number, verb, success):
    application = dossier_of(request, number).application
    done(request, lambda: verb(_open(application), by=request.user, at=timezone.now()), success)
    return redirect("applications:meeting", number)


def _open(application):
    """The meeting that is proposed or set. Raises NothingProposed."""
    found = Meeting.objects.open().filter(application=application).select_related("application")
    return found.first() or _nothing()


def _nothing():
    raise meetings.NothingProposed


def _propose(request, application, form):
    meetings.propose_meeting(
        application,
        by=request.user,
        at=timezone.now(),
        slots=form.slots,
        place=form.cleaned_data["place"],
        minutes=form.cleaned_data["minutes"],
    )


def _show(request, dossier, form):
    application, now = dossier.application, timezone.now()
    past = Meeting.objects.filter(application=application).prefetch_related("slots")
    all_of_them = list(past.order_by("proposed_at"))
    meeting = next((one for one in all_of_them if one.is_open), None)
    context = {
        "dossier": dossier,
        "application": application,
        "trail": [*dossier.trail, ("Rencontre", "")],
        "form": form,
        "meeting": meeting,
        "held": [one for one in all_of_them if one.held_at],
        "can_propose": application.can_move_to(State.MEETING_PROPOSED),
        "has_passed": bool(meeting and meeting.at and meeting.at <= now),
    }
    status = 422 if form.errors else 200
    return render(request, "applications/dossiers/meeting.html", context, status=status)

"""Candidatures chosen in the list: what will be done with them is read first, then done."""

from urllib.parse import urlencode

from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from applications.desk.choosing import EXPORT, GESTURES, HOURS, LETTERS, Choice, numbers_in
from applications.forms.meetings import MeetingForm
from applications.permissions import is_founder
from applications.views.dossiers import founders
from coopstudio.doors import requires

ELSEWHERE = {EXPORT: "applications:export", LETTERS: "applications:letters"}


@never_cache
@requires(is_founder)
@transaction.non_atomic_requests  # each line stands by itself
def choice(request):
    """What the gesture would do, line by line; by POST it is done, and each line says how."""
    given = request.POST if request.method == "POST" else request.GET
    numbers, gesture = numbers_in(given), given.get("geste", "")
    if gesture in ELSEWHERE and numbers:
        return redirect(f"{reverse(ELSEWHERE[gesture])}?{urlencode({'n': numbers}, doseq=True)}")
    chosen = Choice(request.user, founders(), numbers, gesture, now=timezone.now())
    form = _form(request, chosen)
    if request.method == "POST" and chosen.is_possible and (form is None or form.is_valid()):
        done = chosen.propose(**_meeting(form)) if form else chosen.ask()
        return render(request, "applications/desk/done.html", {"choice": chosen, "lines": done})
    context = {"choice": chosen, "form": form, "gestures": GESTURES}
    status = 422 if form is not None and form.errors else 200
    return render(request, "applications/desk/choice.html", context, status=status)


def _form(request, chosen):
    """The hours to propose; None for a gesture that asks for nothing."""
    if chosen.gesture != HOURS:
        return None
    return MeetingForm(request.POST if request.method == "POST" else None)


def _meeting(form):
    return {
        "slots": form.slots,
        "place": form.cleaned_data["place"],
        "minutes": form.cleaned_data["minutes"],
    }

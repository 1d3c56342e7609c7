"""Candidatures chosen in the list: what will be done with them is read first, then done."""

from urllib.parse import urlencode

from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from applications.desk.choosing import (
    EXPORT,
    GESTURES,
    HOURS,
    LETTERS,
    WAIT,
    Choice,
    numbers_in,
    stamp,
)
from applications.forms.meetings import MeetingForm
from applications.forms.pauses import PauseForm
from applications.permissions import acts_for_foundation
from applications.views.dossiers import founders
from coopstudio.doors import requires

ELSEWHERE = {EXPORT: "applications:export", LETTERS: "applications:letters"}
FORMS = {HOURS: MeetingForm, WAIT: PauseForm}
"""The gestures that ask for words: what is typed."""


@never_cache
@requires(acts_for_foundation)
@transaction.non_atomic_requests  # each line stands by itself
def choice(request):
    """What the gesture would do, line by line; by POST it is done, and each line says how. Words
    that leave by letter are read once more before."""
    given = request.POST if request.method == "POST" else request.GET
    numbers, gesture = numbers_in(given), given.get("geste", "")
    if gesture in ELSEWHERE and numbers:
        return redirect(f"{reverse(ELSEWHERE[gesture])}?{urlencode({'n': numbers}, doseq=True)}")
    chosen = Choice(request.user, founders(), numbers, gesture, now=timezone.now())
    form = _form(request, chosen)
    context = {"choice": chosen, "form": form, "gestures": GESTURES, "waits": gesture == WAIT}
    if request.method == "POST" and chosen.is_possible and (form is None or form.is_valid()):
        letter = _to_read_again(request, chosen, form)
        if letter is None:
            context["lines"] = _done(chosen, form)
            return render(request, "applications/desk/done.html", context)
        context |= letter
    status = 422 if form is not None and form.errors else 200
    return render(request, "applications/desk/choice.html", context, status=status)


def _form(request, chosen):
    """What the gesture asks to be typed; None for one that asks for nothing."""
    form = FORMS.get(chosen.gesture)
    return form and form(request.POST if request.method == "POST" else None)


def _to_read_again(request, chosen, form):
    """The letter that would leave, unless these very words were just read; None otherwise."""
    if chosen.gesture != WAIT:
        return None
    mark = stamp(**form.cleaned_data)
    if request.POST.get("seen") == mark and request.POST.get("act") == "send":
        return None
    subject, text = chosen.letter(**form.cleaned_data)
    return {"subject": subject, "text": text, "seen": mark}


def _done(chosen, form):
    if chosen.gesture == WAIT:
        return chosen.wait(**form.cleaned_data)
    return chosen.propose(**_meeting(form)) if form else chosen.ask()


def _meeting(form):
    return {
        "slots": form.slots,
        "place": form.cleaned_data["place"],
        "minutes": form.cleaned_data["minutes"],
    }

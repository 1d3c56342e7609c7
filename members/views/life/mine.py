"""My own membership: what is true of it, and what I may ask."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from coopstudio.refusals import Refused
from members import documents, fees
from members.actions.life import pausing, resigning
from members.forms.life import MyLeaveForm, MyResignationForm
from members.leaving import left_open
from members.lives import Life
from members.models import Statutes
from members.states import Standing


def mine(request):
    """« Mon adhésion »: since when, under which statutes, what happened, my papers."""
    today = timezone.localdate()
    life = Life(request.user, reader=request.user, on=today)
    context = {
        "life": life,
        "today": today,
        "statutes": Statutes.objects.in_force(on=today),
        "owed": fees.owed_by(request.user, on=today),
        "papers": documents.attestations_of(life.latest),
        "left": left_open(request.user, on=today) if life.last_day else [],
        "may_leave": may_leave(life),
        "may_pause": life.standing in (Standing.ACTIVE, Standing.UNDER_NOTICE)
        and not life.asked_leave,
        "case": life.case,
    }
    return render(request, "members/life/mine.html", context)


@never_cache
def resignation(request):
    """Leave. What it means is said before; nothing here holds anybody back."""
    today, statutes = timezone.localdate(), Statutes.objects.in_force(on=timezone.localdate())
    life = Life(request.user, reader=request.user, on=today)
    if not may_leave(life):
        raise Http404
    form = MyResignationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            resigning.resign(
                life.latest, by=request.user, at=timezone.now(), received_on=today,
                wished=form.cleaned_data["wished"],
            )  # fmt: skip
            messages.success(request, "Votre démission est reçue. L’accusé de réception part.")
            return redirect("members:joining")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    notice = statutes.resignation_notice_days if statutes else 0
    context = {
        "life": life,
        "form": form,
        "notice": notice,
        "last": today + timedelta(days=notice),
        "left": left_open(request.user, on=today),
    }
    status = 422 if form.errors else 200
    return render(request, "members/life/resignation.html", context, status=status)


@never_cache
def leave(request):
    """Ask for a pause. Why is asked by nobody."""
    today = timezone.localdate()
    life = Life(request.user, reader=request.user, on=today)
    if life.standing not in (Standing.ACTIVE, Standing.UNDER_NOTICE):
        raise Http404
    form = MyLeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            pausing.ask_leave(life.latest, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "Votre demande est partie : la réponse vient par une lettre.")
            return redirect("members:joining")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"life": life, "form": form, "statutes": Statutes.objects.in_force(on=today)}
    status = 422 if form.errors else 200
    return render(request, "members/life/leave.html", context, status=status)


def may_leave(life):
    """Whoever belongs may leave, and whoever is admitted may change their mind."""
    left = life.is_over or life.standing in (None, Standing.RESIGNING)
    return life.latest is not None and not left

"""My actions, those of a circle, what comes back with its roles."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coopstudio.doors import requires
from coopstudio.once import once
from coopstudio.refusals import Refused
from governance.actions import deeds, recurring
from governance.college import has_a_voice
from governance.deeds.doing import CirclesDeeds, MyDeeds
from governance.forms.deeds import DeedForm, DoneForm, ReleaseForm, TaskForm
from governance.models import Circle, Deed, RoleTask
from governance.permissions import sees_governance


@require_safe
@never_cache
@requires(sees_governance)
def my_deeds(request):
    """What I said I would do, the most pressing first."""
    mine = MyDeeds(request.user, now=timezone.now())
    return render(request, "governance/deeds/mine.html", {"mine": mine})


@require_safe
@never_cache
@requires(sees_governance)
def circle_deeds(request, pk):
    """What this circle asked of its people, and what comes back with its roles."""
    shown = CirclesDeeds(get_object_or_404(Circle, pk=pk), request.user, now=timezone.now())
    return render(request, "governance/deeds/circle.html", {"shown": shown})


@never_cache
@requires(sees_governance)
@once
def new_deed(request, pk):
    """Ask something of somebody in this circle."""
    circle, now = _where_i_sit(request, pk), timezone.now()
    initial = {"person": request.GET.get("personne"), "words": request.GET.get("quoi", "")}
    form = DeedForm(
        request.POST or None, circle=circle, on=timezone.localdate(now), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if _attempted(form, lambda: deeds.ask(circle, by=request.user, at=now, **told)):
            messages.success(request, f"C’est noté : {told['person']} s’en charge.")
            return redirect("governance:circle_deeds", pk)
    return _typed(request, "governance/deeds/new.html", form, circle=circle)


@require_POST
@requires(sees_governance)
def done(request, pk):
    """« C’est fait. »"""
    deed, form = _deed(request, pk), DoneForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    return _did(
        request,
        lambda: deeds.finish(deed, by=request.user, at=timezone.now(), note=note),
        "C’est fait, et noté. Merci.",
    )


@require_POST
@requires(sees_governance)
def reopening(request, pk):
    """It was not quite done."""
    deed = _deed(request, pk)
    return _did(
        request,
        lambda: deeds.take_up(deed, by=request.user, at=timezone.now()),
        "L’action est de nouveau ouverte.",
    )


@never_cache
@requires(sees_governance)
def release(request, pk):
    """The circle lets go of an action, in a meeting."""
    deed, now = _deed(request, pk), timezone.now()
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        if _attempted(form, lambda: deeds.release(deed, by=request.user, at=now, note=note)):
            messages.success(request, f"L’action est levée, et {deed.person} le saura.")
            return redirect("governance:circle_deeds", deed.circle_id)
    return _typed(request, "governance/deeds/release.html", form, deed=deed, circle=deed.circle)


@never_cache
@requires(sees_governance)
@once
def new_task(request, pk):
    """Something comes back with a role from now on."""
    circle, now = _where_i_sit(request, pk), timezone.now()
    form = TaskForm(request.POST or None, circle=circle, initial={"role": request.GET.get("role")})
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        role = told.pop("role")
        if _attempted(form, lambda: recurring.plan(role, by=request.user, at=now, **told)):
            messages.success(request, f"« {told['words']} » revient désormais avec le rôle.")
            return redirect("governance:circle_deeds", pk)
    return _typed(request, "governance/deeds/task.html", form, circle=circle)


@require_POST
@requires(sees_governance)
def task_end(request, pk):
    """It comes back no more."""
    task = get_object_or_404(RoleTask.objects.select_related("role"), pk=pk)
    _where_i_sit(request, task.role.circle_id)
    return _did(
        request,
        lambda: recurring.stop(task, by=request.user, at=timezone.now()),
        "Cette tâche ne reviendra plus.",
        reverse("governance:circle_deeds", args=[task.role.circle_id]),
    )


def _where_i_sit(request, pk):
    """The circle, for those who have a voice in it; for the others this page does not exist."""
    circle = get_object_or_404(Circle, pk=pk)
    if not has_a_voice(request.user, circle, on=timezone.localdate()):
        raise Http404
    return circle


def _deed(request, pk):
    """An action, for who carries it and for its circle."""
    deed = get_object_or_404(Deed.objects.with_names(), pk=pk)
    if deed.person_id != request.user.pk:
        _where_i_sit(request, deed.circle_id)
    return deed


def _attempted(form, act):
    """What the act returns, or None once its refusal stands on the form."""
    try:
        return act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _did(request, act, said, where=None):
    """Act, say so or why not, and come back to where one was."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    back = request.POST.get("retour", "")
    known = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(where or (back if known else reverse("governance:my_deeds")))


def _typed(request, page, form, **context):
    status = 422 if form.errors else 200
    return render(request, page, {"form": form, **context}, status=status)

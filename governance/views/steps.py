"""The steps of a long change, from where the circle stands to its term."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from governance.actions import steps
from governance.college import has_a_voice
from governance.deeds.doing import Way
from governance.forms.deeds import MovedStepForm, StepForm
from governance.models import Circle, Step
from governance.permissions import sees_governance
from governance.states import CircleKind


@never_cache
@requires(sees_governance)
def circle_steps(request, pk):
    """The way of a support circle; its people add a step to it."""
    circle = get_object_or_404(Circle, pk=pk, kind=CircleKind.SUPPORT)
    now = timezone.now()
    form = StepForm(request.POST or None, circle=circle)
    if request.method == "POST" and form.is_valid():
        try:
            steps.add(circle, by=request.user, at=now, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "L’étape est posée.")
            return redirect("governance:circle_steps", pk)
    context = {"form": form, "way": Way(circle, request.user, now=now)}
    status = 422 if form.errors else 200
    return render(request, "governance/deeds/steps.html", context, status=status)


@require_POST
@requires(sees_governance)
def step_done(request, pk):
    """This step is behind us, or was not quite (``rouvrir``)."""
    act = steps.take_up if "rouvrir" in request.POST else steps.finish
    return _did(request, pk, lambda step: act(step, by=request.user, at=timezone.now()))


@require_POST
@requires(sees_governance)
def step_date(request, pk):
    """Another day for a step."""
    form = MovedStepForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["due_on"][0])
        return _back(_step(request, pk))
    due_on = form.cleaned_data["due_on"]
    return _did(
        request,
        pk,
        lambda step: steps.move(step, by=request.user, at=timezone.now(), due_on=due_on),
    )


def _did(request, pk, act):
    step = _step(request, pk)
    try:
        act(step)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "C’est noté.")
    return _back(step)


def _step(request, pk):
    """A step, for those who have a voice in its circle."""
    found = get_object_or_404(Step.objects.select_related("circle"), pk=pk)
    if not has_a_voice(request.user, found.circle, on=timezone.localdate()):
        raise Http404
    return found


def _back(step):
    return redirect("governance:circle_steps", step.circle_id)

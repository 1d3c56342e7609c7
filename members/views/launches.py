"""The way of the group, step by step: sufficient, launched, at work, ended. Founders only."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from members.actions import groups, launches
from members.cohort.table import the_cohort
from members.forms.proposals import EndingForm
from members.permissions import forms_the_group
from members.states import CohortState


@require_POST
@requires(forms_the_group)
def sufficiency(request):
    """Confirm what was computed: the group is sufficient; or that it is not any more."""
    cohort, now = _cohort(), timezone.now()
    if request.POST.get("short"):
        return _done(
            request,
            lambda: groups.recheck(cohort, by=request.user, at=now),
            "C’est dit : le groupe est de nouveau en constitution.",
        )
    return _done(
        request,
        lambda: launches.confirm_sufficient(cohort, by=request.user, at=now),
        "C’est dit : le groupe est suffisant. Rien ne part tant que vous ne proposez rien.",
    )


@require_POST
@requires(forms_the_group)
def launch(request):
    """Launch the group that everybody consented to."""
    return _done(
        request,
        lambda: launches.launch(_cohort(), by=request.user, at=timezone.now()),
        "Le groupe est lancé. La nouvelle part à chaque personne qui reçoit les lettres du groupe.",
    )


@require_POST
@requires(forms_the_group)
def start(request):
    """The group has met and is at work."""
    return _done(
        request,
        lambda: launches.begin(_cohort(), by=request.user),
        "C’est noté : le groupe est au travail.",
    )


@never_cache
@requires(forms_the_group)
def ending(request):
    """Close the group, or dissolve it, with a word."""
    cohort = _cohort()
    if cohort.is_over:
        raise Http404
    form = EndingForm(request.POST or None, cohort=cohort)
    if request.method == "POST" and form.is_valid():
        is_done = form.cleaned_data["how"] == CohortState.CLOSED
        end = launches.close if is_done else launches.dissolve
        try:
            end(cohort, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Le groupe est clos. Ce qui en reste se lit ici.")
            return redirect("members:group")
    status = 422 if form.errors else 200
    context = {"cohort": cohort, "form": form}
    return render(request, "members/proposals/ending.html", context, status=status)


def _cohort():
    cohort = the_cohort()
    if cohort is None:
        raise Http404
    return cohort


def _done(request, act, success):
    try:
        act()
        messages.success(request, success)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("members:group")

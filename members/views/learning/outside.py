"""What nobody here teaches: asked for outside, decided, told."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coopstudio.doors import requires
from members.actions.learning import outside
from members.forms.learning.outside import DecisionForm, OutcomeForm, OutsideForm
from members.learning.outside import Asked, Trainings
from members.models import OutsideTraining
from members.permissions import keeps_register, learns, sees_learning
from members.states import Craft
from members.views.learning.answering import attempted, done


@require_safe
@never_cache
@requires(sees_learning)
def listed(request):
    """Every request, the open ones first."""
    page = Trainings(request.user, request.GET)
    return render(request, "members/learning/outside/list.html", {"page": page})


@never_cache
@requires(learns)
def new(request):
    """Ask for a training that nobody here gives."""
    asked = request.GET.get("savoir-faire", "")
    form = OutsideForm(
        request.POST or None, initial={"craft": asked if asked in Craft.values else ""}
    )
    if request.method == "POST" and form.is_valid():
        made = attempted(
            form,
            lambda: outside.wish(by=request.user, at=timezone.now(), **form.cleaned_data),
        )
        if made:
            messages.success(request, "Votre demande est écrite. Le secrétariat la présente.")
            return redirect("members:outside_training", made.pk)
    status = 422 if form.errors else 200
    return render(request, "members/learning/outside/form.html", {"form": form}, status=status)


@require_safe
@never_cache
@requires(sees_learning)
def training(request, pk):
    """One request: what for, by whom, how much, and what became of it."""
    return _show(request, pk)


@require_POST
@requires(learns)
def joining(request, pk):
    """I would like it too."""
    return done(
        request,
        lambda: outside.join(_visible(request, pk), by=request.user),
        "Vous êtes de cette demande.",
        "members:outside_training",
        pk,
    )


@require_POST
@requires(learns)
def unasking(request, pk):
    """I take my request back."""
    return done(
        request,
        lambda: outside.unask(_visible(request, pk), by=request.user, at=timezone.now()),
        "Votre demande est reprise.",
        "members:outside_training",
        pk,
    )


@require_POST
@requires(keeps_register)
def decision(request, pk):
    """What the organ decided, recorded by those who keep the register."""
    form = DecisionForm(request.POST)
    if form.is_valid():
        act = outside.grant if form.cleaned_data["answer"] == "yes" else outside.not_grant
        facts = {"by": request.user, "at": timezone.now(), **form.decision}
        if attempted(form, lambda: act(_visible(request, pk), **facts)):
            messages.success(request, "La réponse est inscrite, et les personnes averties.")
            return redirect("members:outside_training", pk)
    return _show(request, pk, decision=form)


@require_POST
@requires(learns)
def outcome(request, pk):
    """What came of it, told by those who asked for it."""
    form = OutcomeForm(request.POST)
    if form.is_valid():
        act = outside.follow if form.cleaned_data["took_place"] == "yes" else outside.drop
        facts = {"by": request.user, "at": timezone.now(), "outcome": form.cleaned_data["outcome"]}
        if attempted(form, lambda: act(_visible(request, pk), **facts)):
            messages.success(request, "C’est écrit : tout le monde pourra le lire.")
            return redirect("members:outside_training", pk)
    return _show(request, pk, outcome=form)


def _show(request, pk, **forms):
    asked = Asked(_visible(request, pk), request.user)
    refused = next((form for form in forms.values() if form.errors), None)
    context = {"asked": asked, "decision": DecisionForm(), "outcome": OutcomeForm(), **forms}
    status = 422 if refused else 200
    context["refused"] = refused
    return render(request, "members/learning/outside/training.html", context, status=status)


def _visible(request, pk):
    found = OutsideTraining.objects.visible_to(request.user).select_related("asked_by")
    return get_object_or_404(found, pk=pk)

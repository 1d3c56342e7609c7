"""One need and the way of its money; what is needed, what finances it besides apports."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contributions.actions.plan import needs as acts
from contributions.forms.needs import EndForm, NeedForm, ResourceForm
from contributions.models import Need, Resource
from contributions.permissions import sees_plan, writes_plan
from contributions.plan.by_need import NeedPage
from contributions.views.answers import attempted, typed
from coopstudio.doors import requires
from coopstudio.once import once

FORM = "contributions/needs/form.html"


@require_safe
@never_cache
@requires(sees_plan)
def need(request, pk):
    """Why, how much, what came, what was spent."""
    page = NeedPage(get_object_or_404(Need, pk=pk), request.user)
    context = {"page": page, "need": page.need, "may_write": writes_plan(request.user)}
    return render(request, "contributions/needs/need.html", context)


@never_cache
@requires(writes_plan)
@once
def new_need(request):
    form, now = NeedForm(request.POST or None), timezone.now()
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data | {"opened_on": timezone.localdate(now)}
        if made := attempted(form, lambda: acts.open_need(by=request.user, at=now, **told)):
            messages.success(request, "Le besoin est au plan.")
            return redirect("contributions:need", made.pk)
    return typed(request, FORM, form, title="Un besoin de plus", action="L’inscrire au plan")


@never_cache
@requires(writes_plan)
def change_need(request, pk):
    found = get_object_or_404(Need, pk=pk)
    form = NeedForm(request.POST or None, initial=vars(found))
    act = lambda: acts.change_need(found, by=request.user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and attempted(form, act):
        messages.success(request, "Le besoin est revu.")
        return redirect("contributions:need", pk)
    words = {"title": "Revoir ce besoin", "action": "Garder", "need": found}
    return typed(request, FORM, form, **words)


@never_cache
@requires(writes_plan)
def close_need(request, pk):
    found = get_object_or_404(Need, pk=pk)
    form = EndForm(request.POST or None, initial={"on": timezone.localdate()})
    act = lambda: acts.close_need(found, by=request.user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and attempted(form, act):
        messages.success(request, "Le besoin quitte le plan ; ce qu’il a employé reste lisible.")
        return redirect("contributions:plan")
    words = {"title": "Fermer ce besoin", "action": "Le fermer", "need": found}
    return typed(request, FORM, form, **words)


@never_cache
@requires(writes_plan)
@once
def new_resource(request):
    form, now = ResourceForm(request.POST or None), timezone.now()
    if request.method == "POST" and form.is_valid():
        told = form.facts | {"on": timezone.localdate(now)}
        if attempted(form, lambda: acts.add_resource(by=request.user, at=now, **told)):
            messages.success(request, "La ressource est au plan.")
            return redirect("contributions:plan")
    return typed(request, FORM, form, title="Une ressource de plus", action="L’inscrire au plan")


@never_cache
@requires(writes_plan)
def change_resource(request, pk):
    found = get_object_or_404(Resource, pk=pk)
    form = ResourceForm(request.POST or None, initial=vars(found), known=True)
    act = lambda: acts.change_resource(found, by=request.user, **form.facts)  # noqa: E731
    if request.method == "POST" and form.is_valid() and attempted(form, act):
        messages.success(request, "La ressource est revue.")
        return redirect("contributions:plan")
    words = {"title": "Revoir cette ressource", "action": "Garder", "resource": found}
    return typed(request, FORM, form, **words)


@never_cache
@requires(writes_plan)
def end_resource(request, pk):
    found = get_object_or_404(Resource, pk=pk)
    form = EndForm(request.POST or None, initial={"on": timezone.localdate()})
    act = lambda: acts.end_resource(found, by=request.user, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and attempted(form, act):
        messages.success(request, "La ressource ne compte plus au plan.")
        return redirect("contributions:plan")
    words = {"title": "Retirer cette ressource", "action": "La retirer", "resource": found}
    return typed(request, FORM, form, **words)

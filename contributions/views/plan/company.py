"""The company that is being born: its facts, each with its day and its paper."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contributions.actions.plan import company as acts
from contributions.forms.company import FactForm, MistakeForm
from contributions.models import CompanyFact
from contributions.permissions import sees_plan, writes_plan
from contributions.states import CompanyStep
from contributions.views.answers import attempted, typed
from coopstudio.doors import requires
from coopstudio.once import once

FORM = "contributions/company/form.html"


@require_safe
@never_cache
@requires(sees_plan)
def company(request):
    """What is true of the company, and what was taken back."""
    told = CompanyFact.objects.select_related("paper", "written_by", "ended_by")
    standing = told.standing()
    context = {
        "steps": [(step, standing.get(step)) for step in CompanyStep],
        "mistakes": told.exclude(ended_at=None),
        "may_write": writes_plan(request.user),
    }
    return render(request, "contributions/company/company.html", context)


@never_cache
@requires(writes_plan)
@once
def fact(request, step):
    """Write down a fact, with its paper."""
    if step not in CompanyStep.values:
        raise Http404
    step, form = CompanyStep(step), FactForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        tell = lambda: acts.tell(step, by=request.user, at=timezone.now(), **form.cleaned_data)  # noqa: E731
        if attempted(form, tell, field="upload"):
            messages.success(request, "C’est inscrit, avec sa pièce.")
            return redirect("contributions:company")
    return typed(request, FORM, form, title=step.label.capitalize(), action="L’inscrire")


@never_cache
@requires(writes_plan)
def mistake(request, pk):
    """Take back what was written by mistake."""
    found = get_object_or_404(CompanyFact, pk=pk)
    form, now = MistakeForm(request.POST or None), timezone.now()
    act = lambda: acts.take_back(found, by=request.user, at=now, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and attempted(form, act):
        messages.success(request, "Le fait est retiré ; la page garde ce qui avait été dit.")
        return redirect("contributions:company")
    title = f"Retirer : {found.get_step_display()}"
    return typed(request, FORM, form, title=title, action="Retirer ce fait")

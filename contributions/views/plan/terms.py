"""The rules of the house about apports, what is still asked of those whose trade it is."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contributions.actions.plan import terms as acts
from contributions.forms.terms import OpinionForm, TermsForm
from contributions.models import Terms
from contributions.permissions import reads_books, sees_plan, writes_terms
from contributions.plan.points import points
from contributions.views.answers import attempted, typed
from coopstudio.doors import requires


@require_safe
@never_cache
@requires(sees_plan)
def terms(request):
    """The rules of today, those before, the open points."""
    today = timezone.localdate()
    current = Terms.objects.on(today)
    others = Terms.objects.exclude(pk=current.pk if current else None)
    context = {
        "terms": current,
        "others": others.order_by("-from_on", "-pk"),
        "today": today,
        "points": points(current),
        "may_write": writes_terms(request.user),
        "may_open": reads_books(request.user),
    }
    return render(request, "contributions/terms/terms.html", context)


@never_cache
@requires(writes_terms)
def new_terms(request):
    """New rules, from what the rules of today say."""
    now = timezone.now()
    known = Terms.objects.on(timezone.localdate(now))
    form = TermsForm(request.POST or None, initial=_known(known))
    act = lambda: acts.write(by=request.user, at=now, **form.rules)  # noqa: E731
    if request.method == "POST" and form.is_valid() and attempted(form, act):
        messages.success(request, "Le nouveau cadre est inscrit.")
        return redirect("contributions:terms")
    return typed(request, "contributions/terms/new.html", form, terms=known)


@never_cache
@requires(writes_terms)
def new_opinion(request):
    """An accountant, a lawyer or the bank answered."""
    given = {"point": request.GET.get("point", "")}
    form = OpinionForm(request.POST or None, request.FILES or None, initial=given)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        note = lambda: acts.note_opinion(by=request.user, at=timezone.now(), **told)  # noqa: E731
        if attempted(form, note, field="upload"):
            messages.success(request, "L’avis est inscrit, avec le nom de qui l’a donné.")
            return redirect("contributions:terms")
    return typed(request, "contributions/terms/opinion.html", form)


def _known(terms):
    names = [name for name in TermsForm.base_fields if name not in ("from_on", "validated_by")]
    return {name: getattr(terms, name) for name in names} if terms else {}

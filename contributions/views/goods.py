"""The dossier of a thing: described, shown, valued, found right by two others."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contributions.actions import goods as acts
from contributions.forms.pledges import AppraisalForm, GoodForm, ValuationForm
from contributions.goods.dossier import Dossier
from contributions.models import Good, Pledge, Valuation
from contributions.permissions import reads_promises
from contributions.states import Form
from contributions.views.answers import attempted, typed
from coopstudio.doors import requires
from coopstudio.files import api as files
from coopstudio.once import once


@require_safe
@never_cache
@requires(reads_promises)
def good(request, pk):
    """What it is, what it is worth and to whom that seems right, how it will wear out."""
    dossier = Dossier(_good(request, pk), request.user, on=timezone.localdate())
    context = {"dossier": dossier, "good": dossier.good, "form": AppraisalForm()}
    return render(request, "contributions/goods/good.html", context)


@never_cache
@requires(reads_promises)
@once
def new_good(request, pk):
    """Describe what one brings, before the contract."""
    things = Pledge.objects.visible_to(request.user).under_way().filter(form=Form.IN_KIND)
    pledge = get_object_or_404(things.with_all(), pk=pk)
    form = GoodForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data | {"by": request.user, "at": timezone.now()}
        if made := attempted(form, lambda: acts.describe(pledge, **told), field="photo"):
            messages.success(request, "Le bien est décrit. Il reste à dire ce qu’il vaut.")
            return redirect("contributions:good", made.pk)
    return typed(request, "contributions/goods/form.html", form, pledge=pledge)


@never_cache
@requires(reads_promises)
def correct(request, pk):
    """Say it better, give its photo."""
    found = _good(request, pk)
    form = GoodForm(request.POST or None, request.FILES or None, initial=vars(found))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data | {"by": request.user}
        if attempted(form, lambda: acts.correct(found, **told), field="photo"):
            messages.success(request, "La description est complétée.")
            return redirect("contributions:good", pk)
    return typed(request, "contributions/goods/form.html", form, pledge=found.pledge, good=found)


@never_cache
@requires(reads_promises)
@once
def new_valuation(request, pk):
    """What it is worth, how one knows, on what paper."""
    found = _good(request, pk)
    form = ValuationForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data | {"by": request.user, "at": timezone.now()}
        if attempted(form, lambda: acts.value(found, **told), field="proof"):
            messages.success(request, "La valeur est proposée. Deux autres personnes la regardent.")
            return redirect("contributions:good", pk)
    return typed(request, "contributions/goods/value.html", form, good=found)


@never_cache
@requires(reads_promises)
def appraisal(request, pk):
    """Right, or not and why."""
    valuation = get_object_or_404(Valuation.objects.select_related("good"), pk=pk)
    dossier = Dossier(_good(request, valuation.good_id), request.user, on=timezone.localdate())
    form = AppraisalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data | {"by": request.user, "at": timezone.now()}
        if attempted(form, lambda: acts.appraise(valuation, **told)):
            messages.success(request, "C’est noté. Merci d’avoir regardé.")
            return redirect("contributions:good", valuation.good_id)
    context = {"dossier": dossier, "good": dossier.good}
    return typed(request, "contributions/goods/good.html", form, **context)


@require_safe
@requires(reads_promises)
def photo(request, pk):
    """The photo of the thing, for those who may open its dossier."""
    found = _good(request, pk)
    if found.photo is None:
        raise Http404
    try:
        answer = files.shown(found.photo)
    except files.NotYetChecked as waiting:
        raise Http404 from waiting
    return get_conditional_response(request, etag=answer["ETag"], response=answer)


def _good(request, pk):
    return get_object_or_404(Good.objects.visible_to(request.user).with_all(), pk=pk)

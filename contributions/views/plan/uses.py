"""Which expense of the books answered which need."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from contributions.actions.plan import needs as acts
from contributions.forms.needs import UseForm
from contributions.models import Need, Use
from contributions.permissions import writes_plan
from contributions.plan import tracing
from contributions.views.answers import attempted, did, typed
from coopstudio.doors import requires
from coopstudio.once import once


@never_cache
@requires(writes_plan)
@once
def new_use(request, pk):
    """A part of an expense was paid by the apports, for this need."""
    need, now = get_object_or_404(Need, pk=pk), timezone.now()
    form = UseForm(request.POST or None, need=need)
    act = lambda: acts.use(need, by=request.user, at=now, **form.cleaned_data)  # noqa: E731
    if request.method == "POST" and form.is_valid() and attempted(form, act):
        messages.success(request, "La dépense est rattachée au besoin.")
        return redirect("contributions:need", pk)
    context = {"need": need, "covered": tracing.left_for(need)}
    return typed(request, "contributions/needs/use.html", form, **context)


@require_POST
@requires(writes_plan)
def take_back_use(request, pk):
    """It was the wrong need."""
    used = get_object_or_404(Use.objects.select_related("need"), pk=pk)
    where = "contributions:need", used.need_id
    act = lambda: acts.take_back_use(used, by=request.user)  # noqa: E731
    return did(request, act, "La dépense est détachée de ce besoin.", *where)

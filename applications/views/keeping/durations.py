"""How long the house keeps what it knows: in force, decided for later, and since when."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from applications.permissions import acts_for_foundation
from coopstudio.doors import requires
from coopstudio.durations import actions
from coopstudio.durations.api import table
from coopstudio.durations.forms import DurationForm
from coopstudio.durations.models import Duration
from coopstudio.refusals import Refused

PROPOSED = (
    "La durée est proposée : une autre personne de la fondation la confirme avant ce jour, ou "
    "elle ne vaudra pas."
)


@never_cache
@requires(acts_for_foundation)
def durations(request):
    """Read them; write another one down, from a day to come."""
    form = DurationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose(**form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, PROPOSED)
            return redirect("applications:durations")
    trail = [("Candidatures", "/candidatures/"), ("Conservation", reverse("applications:retained"))]
    context = {"form": form, "rows": table(today=timezone.localdate())}
    context["trail"] = [*trail, ("Durées", "")]
    status = 422 if form.errors else 200
    return render(request, "applications/data/durations.html", context, status=status)


@require_POST
@requires(acts_for_foundation)
def confirmation(request, pk):
    """Agree to what another founder proposes."""
    try:
        actions.confirm(get_object_or_404(Duration, pk=pk), by=request.user, at=timezone.now())
        messages.success(request, "La durée est confirmée : la page « Vos données » le dit.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("applications:durations")

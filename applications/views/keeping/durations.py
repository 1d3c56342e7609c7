"""How long the house keeps what it knows: in force, decided for later, and since when."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from applications.permissions import acts_for_foundation
from coopstudio.doors import requires
from coopstudio.durations import actions
from coopstudio.durations.api import table
from coopstudio.durations.forms import DurationForm
from coopstudio.refusals import Refused


@never_cache
@requires(acts_for_foundation)
def durations(request):
    """Read them; write another one down, from a day to come."""
    form = DurationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(**form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "La durée est inscrite : la page « Vos données » le dit.")
            return redirect("applications:durations")
    trail = [("Candidatures", "/candidatures/"), ("Conservation", reverse("applications:retained"))]
    context = {"form": form, "rows": table(today=timezone.localdate())}
    context["trail"] = [*trail, ("Durées", "")]
    status = 422 if form.errors else 200
    return render(request, "applications/data/durations.html", context, status=status)

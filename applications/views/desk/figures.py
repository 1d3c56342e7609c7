"""How many came, how far they went, how long they waited."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.desk.figures import Figures
from applications.permissions import acts_for_foundation
from coopstudio.doors import requires

TRAIL = [("Candidatures", "/candidatures/"), ("En chiffres", "")]


@require_safe
@never_cache
@requires(acts_for_foundation)
def figures(request):
    context = {"figures": Figures(), "trail": TRAIL}
    return render(request, "applications/desk/figures.html", context)

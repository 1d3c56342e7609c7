"""The association in figures."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coopstudio.doors import requires
from members.figures import Figures
from members.permissions import sees_figures

TRAIL = [("Association", "/association/"), ("En chiffres", "")]


@require_safe
@never_cache
@requires(sees_figures)
def figures(request):
    """Arrivals and departures, the ages of requests, skills and fees, as pictures and tables."""
    told = Figures(today=timezone.localdate())
    return render(request, "members/figures/page.html", {"figures": told, "trail": TRAIL})

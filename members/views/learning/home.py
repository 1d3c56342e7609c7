"""« Apprendre »: one's own page, and what the collective lacks."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coopstudio.doors import requires
from members.learning.collective import Collective
from members.learning.home import Home
from members.permissions import sees_learning


@require_safe
@never_cache
@requires(sees_learning)
def learning(request):
    """What waits for me, who I could learn from, what comes."""
    home = Home(request.user, now=timezone.now(), today=timezone.localdate())
    return render(request, "members/learning/home.html", {"home": home})


@require_safe
@never_cache
@requires(sees_learning)
def needs(request):
    """What we want to learn, who could teach it, what is missing. Nobody is ranked."""
    now = timezone.now()
    context = {"collective": Collective(on=timezone.localdate(now), now=now)}
    return render(request, "members/learning/needs.html", context)

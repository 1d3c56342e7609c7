"""A circle as its members open it every week."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coopstudio.doors import requires
from coopstudio.journal.api import history
from governance.circles.week import Week
from governance.permissions import sees_governance
from governance.views.circles.finding import found


@require_safe
@never_cache
@requires(sees_governance)
def circle(request, pk):
    """Its aim first, then the week: what is met, what is said, what waits, who holds what."""
    week = Week(pk, request.user, now=timezone.now())
    if week.circle is None:
        raise Http404
    return render(request, "governance/circles/circle.html", {"week": week, "circle": week.circle})


@require_safe
@never_cache
@requires(sees_governance)
def story(request, pk):
    """What has happened to it, from its first day on."""
    circle = found(pk)
    context = {"circle": circle, "history": history(circle)}
    return render(request, "governance/circles/story.html", context)

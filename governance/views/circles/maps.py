"""The circles side by side, and unfolded in one ring."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coopstudio.doors import requires
from governance.circles.atlas import Atlas, walk
from governance.models import Circle
from governance.permissions import sees_governance


@require_safe
@never_cache
@requires(sees_governance)
def side_by_side(request):
    """The instances on one line, of one size; the same in words below."""
    atlas = Atlas(on=timezone.localdate())
    may_found = not atlas.places and request.user.is_founder and not Circle.objects.exists()
    context = {"atlas": atlas, "may_found": may_found, "mine": _mine(atlas, request.user)}
    return render(request, "governance/circles/drawing/map.html", context)


@require_safe
@never_cache
@requires(sees_governance)
def ring(request):
    """Everybody once, hand in hand."""
    atlas = Atlas(on=timezone.localdate())
    groups = {}
    for stop in walk(atlas):
        groups.setdefault(stop.place.circle.pk, (stop.place, []))[1].append(stop)
    context = {"atlas": atlas, "groups": list(groups.values())}
    return render(request, "governance/circles/ring.html", context)


def _mine(atlas, person):
    """The circles of this person, to be found at once."""
    return [
        place.circle
        for place in atlas.places.values()
        if any(one.person_id == person.pk for one in place.members)
    ]

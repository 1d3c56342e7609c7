"""People who may be the same: side by side, then joined or told apart by a founder, never alone."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications.actions.desk import duplicates as acts
from applications.desk import duplicates as desk
from applications.permissions import acts_for_foundation
from applications.views.finding import done
from coopstudio.doors import requires

TRAIL = [("Candidatures", "/candidatures/"), ("Doublons possibles", "/candidatures/doublons/")]


@require_safe
@never_cache
@requires(acts_for_foundation)
def duplicates(request):
    """Those who have the same name or the same telephone, under two addresses."""
    context = {"pairs": desk.pairs(request.user), "trail": TRAIL[:1] + [(TRAIL[1][0], "")]}
    return render(request, "applications/desk/duplicates.html", context)


@require_safe
@never_cache
@requires(acts_for_foundation)
def duplicate(request, one, other):
    """The two side by side, and what joining them would do, either way."""
    people = _both(request, one, other)
    context = {
        "sides": [desk.entrusted(person, request.user) for person in people],
        "one": people[0],
        "other": people[1],
        "trail": [*TRAIL, ("Comparer", "")],
    }
    return render(request, "applications/desk/duplicate.html", context)


@require_POST
@requires(acts_for_foundation)
def joining(request, one, other):
    """They are the same: ``garde`` says whose account stays."""
    first, second = _both(request, one, other)
    kept, gone = (second, first) if request.POST.get("garde") == f"{other}" else (first, second)
    done(
        request,
        lambda: acts.join(kept, gone, by=request.user, at=timezone.now()),
        "C’est réuni. Les deux adresses en sont prévenues.",
    )
    return redirect("applications:duplicates")


@require_POST
@requires(acts_for_foundation)
def telling_apart(request, one, other):
    """They are two: the house will not ask again."""
    done(
        request,
        lambda: acts.tell_apart(*_both(request, one, other), by=request.user, at=timezone.now()),
        "C’est noté : ce sont deux personnes.",
    )
    return redirect("applications:duplicates")


def _both(request, one, other):
    """The two people, if this founder may meet both."""
    found = desk.met_by(request.user).in_bulk([one, other])
    if len(found) < 2:
        raise Http404
    return found[one], found[other]

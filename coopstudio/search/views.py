"""The page where one searches in everything that one may read."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coopstudio.doors import requires
from coopstudio.search.api import KINDS, found_by, says_something

LONGEST = 100


def searches(person):
    """Somebody who may search somewhere."""
    return any(kind.may(person) for kind in KINDS.values())


@require_safe
@never_cache
@requires(searches)
def search(request):
    """What answers to ``q``, kind by kind."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    found = list(found_by(request.user, words)) if says_something(words) else []
    return render(request, "search/search.html", {"words": words, "found": found})

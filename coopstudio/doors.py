"""Who may enter. Every page is private unless it is listed public; a closed door does not show."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required as public
from django.db import OperationalError
from django.http import Http404

from coopstudio.db import is_crossed

__all__ = ["public", "requires"]


def requires(may):
    """Let in only those of whom ``may(user)`` is true; for everybody else the page does not exist.

    ``may.also(request)``, if the predicate has one, lets somebody in at an address of their own: a
    guest, where they are asked. Visitors who are not signed in are sent to the sign-in page by
    LoginRequiredMiddleware first.
    """

    also = getattr(may, "also", lambda request: False)

    def guard(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not may(request.user) and not also(request):
                raise Http404
            return _entered(view, request, *args, **kwargs)

        return guarded

    return guard


def _entered(view, request, *args, **kwargs):
    """Of two people whose gestures wait for each other, one begins again, once: nothing of the
    first try was written."""
    try:
        return view(request, *args, **kwargs)
    except OperationalError as error:
        if not is_crossed(error):
            raise
    for upload in request.FILES.values():
        upload.seek(0)
    return view(request, *args, **kwargs)

"""Who may enter. Every page is private unless it is listed public; a closed door does not show."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required as public
from django.http import Http404

__all__ = ["public", "requires"]


def requires(may):
    """Let in only those of whom ``may(user)`` is true; for everybody else the page does not exist.

    Visitors who are not signed in are sent to the sign-in page by LoginRequiredMiddleware first.
    """

    def guard(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not may(request.user):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return guard

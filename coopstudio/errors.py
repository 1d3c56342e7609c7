"""What a person reads when something does not go: in French, with a way out, nothing lost.

``urls.py`` names these views as Django's error handlers. 500 and 503 ask nothing of the database
nor of the session, since these may be what is missing.
"""

import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token

from coopstudio.doors import public

LAST_WORDS = "<!doctype html><html lang=fr><title>Erreur</title><p>Un instant, nous revenons."
NOT_SHOWN = ("csrf", "password", "code", "token", "key", "credential")
WORTH_KEEPING = 20  # characters: what is shorter is quickly typed again


@requires_csrf_token
def bad_request(request, exception=None):
    """400, or 413 when what was sent is too big."""
    if isinstance(exception, RequestDataTooBig):
        context = {"limit": settings.UPLOAD_LIMIT, "back": "/" + request.path.lstrip("/")}
        return render(request, "413.html", context, status=413)
    return render(request, "400.html", status=400)


@requires_csrf_token
def forbidden(request, exception=None):
    return render(request, "403.html", status=403)


@requires_csrf_token
def not_found(request, exception=None):
    return render(request, "404.html", status=404)


@requires_csrf_token
def server_error(request):
    """500; but 503 when the database does not answer, and 400 when it cannot hold a value."""
    cause = sys.exception()
    if isinstance(cause, OperationalError | InterfaceError):
        return _alone("503.html", 503, {"Retry-After": "60"})
    if isinstance(cause, DataError):
        return bad_request(request)
    return _alone("500.html", 500)


@public
def csrf_failure(request, reason=""):
    """The page stayed open too long: give back what was written, and say how to go on."""
    words = {"kept": long_texts(request) if _comes_from_us(request) else []}
    return render(request, "403_csrf.html", words, status=403)


def refused(request, refusal):
    """409: what stands behind this address cannot be opened as things stand, and why."""
    return render(request, "409.html", {"why": str(refusal)}, status=409)


def not_allowed(request):
    """405: somebody opens by its address what is only the end of a form."""
    return render(request, "405.html", status=405)


def _alone(template, status, headers=None):
    """A page that needs nothing; plain words if even the template fails."""
    try:
        page = loader.render_to_string(template)
    except Exception:  # noqa: BLE001, RUF100 (whatever fails, a person must read something)
        page = LAST_WORDS
    return HttpResponse(page, status=status, headers=headers)


def _comes_from_us(request):
    return request.headers.get("Origin") in {
        f"{request.scheme}://{request.get_host()}",
        settings.SITE_URL,
    }


def long_texts(request):
    """What a person took time to write, whichever the field; never a secret."""
    return [
        text
        for name, texts in request.POST.lists()
        for text in texts
        if len(text) >= WORTH_KEEPING and not any(word in name.lower() for word in NOT_SHOWN)
    ]

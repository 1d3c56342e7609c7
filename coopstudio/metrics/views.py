"""The door at which a watching machine knocks: nobody else knows that it is there."""

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coopstudio.doors import public
from coopstudio.metrics.text import written


@public
@require_safe
@never_cache
@transaction.non_atomic_requests
def metrics(request):
    """``Authorization: Bearer <COOP_METRICS_TOKEN>``; 404 for anybody else, office or not."""
    if not _knows_token(request):
        raise Http404
    return HttpResponse(written(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _knows_token(request):
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    known = settings.METRICS_TOKEN
    return bool(known) and kind == "Bearer" and constant_time_compare(token.strip(), known)

"""The door at which a mail server knocks: the raw mail in the body of a POST, and our secret."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from coopstudio.doors import public
from coopstudio.mail.inbound.door import Unreadable, take_in

PLAIN = "text/plain; charset=utf-8"


@public
@csrf_exempt
@require_POST
def arrival(request):
    """Take in one mail. 2xx: it is written here; anything else: offer it again, or return it."""
    if not _knows_secret(request):
        raise Http404
    raw = request.read(settings.INBOUND_LIMIT + 1)
    if len(raw) > settings.INBOUND_LIMIT:
        return HttpResponse("trop lourd\n", status=413, content_type=PLAIN)
    try:
        outcome = take_in(raw, at=timezone.now()).get_outcome_display()
    except Unreadable:
        return HttpResponse("illisible\n", status=422, content_type=PLAIN)
    return HttpResponse(f"{outcome}\n", content_type=PLAIN)


def _knows_secret(request):
    """``Authorization: Bearer <COOP_INBOUND_SECRET>``; nobody does where no secret is set."""
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    known = settings.INBOUND_SECRET
    return bool(known) and kind == "Bearer" and constant_time_compare(secret.strip(), known)

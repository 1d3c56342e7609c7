"""A PDF, or the page that says that it is coming; and what a PDF says of itself, for anybody."""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from coopstudio.documents.api import file_name, may_read
from coopstudio.documents.forms import VerifyForm
from coopstudio.documents.models import Document
from coopstudio.documents.verifying import verdict
from coopstudio.doors import public
from coopstudio.files.api import sandboxed

MOST, AN_HOUR = 40, 3600
"""How many papers one machine may have verified within an hour."""


@require_safe
@never_cache
def document(request, pk):
    """The issued bytes; until then, a page that waits for them."""
    document = _readable(request.user, pk)
    if not document.is_issued:
        return render(request, "documents/coming.html", {"document": document})
    answer = HttpResponse(bytes(document.content), content_type="application/pdf")
    return sandboxed(answer, file_name(document), inline=True)


@require_safe
@never_cache
def state(request, pk):
    """The fragment of the page that changes when the PDF is there."""
    return render(request, "documents/state.html", {"document": _readable(request.user, pk)})


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request):
    """Unchanged, changed or unknown, from the file alone; nothing of it is kept."""
    form = VerifyForm(request.POST or None, request.FILES or None)
    found = None
    if request.method == "POST" and form.is_valid():
        if _may_ask(request):
            found = verdict(form.cleaned_data["paper"].read())
        else:
            form.add_error(None, "Beaucoup de fichiers viennent d’ici : réessayez dans une heure.")
    context = {"form": form, "verdict": found}
    return render(request, "documents/verify.html", context, status=422 if form.errors else 200)


def _may_ask(request):
    """Count one more from this machine within the hour; whether it may."""
    here = get_adapter().get_client_ip(request)
    key = f"documents:verify:{here}:{int(time.time() // AN_HOUR)}"
    cache.add(key, 0, AN_HOUR)
    return cache.incr(key) <= MOST


def _readable(person, pk):
    document = get_object_or_404(Document.objects.without_bytes(), pk=pk)
    if not may_read(person, document):
        raise Http404
    return document

"""A PDF, or the page that says that it is coming."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coopstudio.documents.api import file_name, may_read
from coopstudio.documents.models import Document
from coopstudio.files.api import sandboxed


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


def _readable(person, pk):
    document = get_object_or_404(Document.objects.without_bytes(), pk=pk)
    if not may_read(person, document):
        raise Http404
    return document

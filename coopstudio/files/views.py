"""A private file, handed to those whom a door lets in."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from coopstudio.files.api import NotYetChecked, may_open, serve
from coopstudio.files.models import PrivateFile


@require_GET
def file(request, pk):
    """The bytes (``?lire=1`` to read them in the browser), or where the file stands."""
    file = get_object_or_404(PrivateFile, pk=pk)
    if not may_open(request.user, file):
        raise Http404
    try:
        return serve(file, by=request.user, inline="lire" in request.GET)
    except NotYetChecked as refusal:
        context = {"file": file, "refusal": str(refusal)}
        return render(request, "files/waiting.html", context, status=409)

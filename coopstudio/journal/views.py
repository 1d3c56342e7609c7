"""The journal of the house, for whoever answers for a part of it."""

from django.apps import apps
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coopstudio.doors import requires
from coopstudio.journal.desks import reads_journal
from coopstudio.journal.page import Journal, readable

GONE = "Ce dont parle cette ligne n’est plus là. La ligne, elle, reste."


@never_cache
@require_safe
@requires(reads_journal)
def journal(request):
    """Who did what in the name of the house, newest first."""
    found = Journal(request.GET, reader=request.user)
    return render(request, "journal/journal.html", {"journal": found})


@never_cache
@require_safe
@requires(reads_journal)
def thing(request, pk):
    """From a line to the page of what it speaks of, whose own door decides who enters."""
    line = get_object_or_404(readable(request.user), pk=pk)
    kind = apps.get_model(line.subject_kind)
    if not hasattr(kind, "get_absolute_url"):
        raise Http404
    found = kind.objects.filter(pk=line.subject_id).first()
    if found is None:
        messages.info(request, GONE)
        return redirect("journal:journal")
    return redirect(found)

"""The journal, and one entry with all that is known of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from contributions.actions.books import mirrors
from contributions.books import story
from contributions.books.journal import Journal
from contributions.forms.books import ReversalForm
from contributions.models import Entry
from contributions.permissions import keeps_books, reads_books
from coopstudio.doors import requires
from coopstudio.refusals import Refused


@never_cache
@require_safe
@requires(reads_books)
def journal(request):
    found = Journal(request.GET, today=timezone.localdate())
    may_write = keeps_books(request.user)
    template = "journal" if found.year else "beginning"
    context = {"journal": found, "may_write": may_write, "tab": "journal"}
    return render(request, f"contributions/books/{template}.html", context)


@never_cache
@require_safe
@requires(reads_books)
def entry(request, pk):
    return _shown(request, _found(pk), ReversalForm(initial={"on": timezone.localdate()}))


@require_POST
@requires(keeps_books)
def reversal(request, pk):
    """Answer an entry by its mirror."""
    found, form = _found(pk), ReversalForm(request.POST)
    if form.is_valid():
        try:
            made = mirrors.take_back(found, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "L’écriture est contre-passée : voici son miroir.")
            return redirect("contributions:entry", made.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _shown(request, found, form, status=422)


def _shown(request, found, form, *, status=200):
    lines = found.lines.select_related("account", "contract", "lettering").order_by("rank")
    context = {
        "entry": found,
        "lines": lines,
        "origins": story.origins_of(found),
        "total": sum(line.cents for line in lines if line.side == "D"),
        "form": form,
        "may_take_back": keeps_books(request.user) and story.may_be_taken_back(found),
        "follows": story.follows(found),
        "tab": "journal",
    }
    return render(request, "contributions/books/entry.html", context, status=status)


def _found(pk):
    try:
        return story.found(pk)
    except Entry.DoesNotExist as missing:
        raise Http404 from missing

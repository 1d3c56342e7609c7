"""The treasurer's home."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contributions.books.links import link_to
from contributions.permissions import keeps_books, reads_books
from contributions.treasury.home import Treasury, said
from coopstudio.doors import requires


@never_cache
@require_safe
@requires(reads_books)
def treasury(request):
    writes = keeps_books(request.user)
    found = Treasury(now=timezone.now(), today=timezone.localdate(), writes=writes)
    context = {
        "treasury": found,
        "said": said(found),
        "bank": link_to("bank"),
        "may_write": writes,
    }
    return render(request, "contributions/treasury/home.html", context)

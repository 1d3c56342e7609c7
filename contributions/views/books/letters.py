"""Lines of third parties that answer each other."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from contributions.actions import lettering
from contributions.books.letters import Letters
from contributions.books.periods import Period
from contributions.models import FiscalYear, Line
from contributions.permissions import keeps_books, reads_books
from coopstudio import typed
from coopstudio.doors import requires
from coopstudio.refusals import Refused


@never_cache
@require_safe
@requires(reads_books)
def page(request):
    return _shown(request, request.GET)


@require_POST
@requires(keeps_books)
def give(request):
    """Letter the lines that were chosen."""
    keys = [typed.key(one) for one in request.POST.getlist("lignes")[:500]]
    try:
        code = lettering.letter(
            Line.objects.filter(pk__in=keys), by=request.user, on=timezone.localdate()
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return _shown(request, request.POST, chosen=keys, status=422)
    messages.success(request, f"Ces lignes portent la lettre {code}.")
    return _back(request)


@require_POST
@requires(keeps_books)
def take(request):
    """Undo a letter."""
    year = get_object_or_404(FiscalYear, code=request.POST.get("exercice", ""))
    account, code = request.POST.get("compte", ""), request.POST.get("code", "")
    try:
        lettering.unletter(account, year, code, by=request.user)
        messages.success(request, f"La lettre {code} est défaite.")
    except Refused as refused:
        messages.error(request, str(refused))
    return _back(request)


def _shown(request, query, *, chosen=(), status=200):
    period = Period(query, today=timezone.localdate())
    if period.year is None:
        return redirect("contributions:books")
    context = {
        "letters": Letters(query, period),
        "chosen": chosen,
        "may_write": keeps_books(request.user) and not period.year.is_closed,
        "tab": "lettrage",
    }
    return render(request, "contributions/books/lettering.html", context, status=status)


def _back(request):
    said = {key: request.POST[key] for key in ("exercice", "compte") if request.POST.get(key)}
    return redirect(f"{reverse('contributions:lettering')}?{urlencode(said)}")

"""« Mes apports »: what I brought, what is left, my papers; one apport in full."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from contributions.actions import statements
from contributions.apports.page import Apport, mine, promised, together
from contributions.models import Contract, FiscalYear
from contributions.permissions import keeps_books


@never_cache
@require_safe
def my_apports(request):
    """What I brought, apport by apport."""
    found = mine(request.user)
    context = {"apports": found, "pledges": promised(request.user), "sums": together(found)}
    return render(request, "contributions/apports/mine.html", context)


@never_cache
@require_safe
def apport(request, pk):
    """One apport, from its contract to what is left of it."""
    shown = Apport(seen(request, pk), today=timezone.localdate())
    is_mine = shown.contract.person_id == request.user.pk
    context = {
        "apport": shown,
        "contract": shown.contract,
        "is_mine": is_mine,
        "may_write": keeps_books(request.user) and not is_mine,
    }
    return render(request, "contributions/apports/apport.html", context)


@require_POST
def statement(request, pk, year):
    """Ask for the statement of an exercice, in PDF."""
    contract, now = seen(request, pk), timezone.now()
    found = get_object_or_404(
        FiscalYear, code=year, ends_on__gte=contract.in_force_on or timezone.localdate(now)
    )
    paper = statements.state(contract, found, by=request.user, at=now)
    return redirect("documents:document", paper.pk)


def seen(request, pk):
    """A contract that this person may see; for anybody else it does not exist."""
    found = Contract.objects.visible_to(request.user).told()
    found = found.select_related("person", "balance", "follows__person", "pledge")
    return get_object_or_404(found, pk=pk)

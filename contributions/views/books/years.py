"""Exercices: opened, looked at before they are closed, closed; the ledger read again."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributions.actions import years as acts
from contributions.actions.books import anchors, verifications
from contributions.books.closing import Closing
from contributions.books.periods import twelve_months_from
from contributions.forms.years import YearForm
from contributions.models import Anchor, Chain, FiscalYear, Seal, Verification
from contributions.permissions import keeps_books, reads_books
from coopstudio.documents.api import documents_of
from coopstudio.doors import requires
from coopstudio.refusals import Refused


@never_cache
@require_safe
@requires(reads_books)
def years(request):
    context = {
        "years": FiscalYear.objects.select_related("closed_by").order_by("-starts_on"),
        "may_write": keeps_books(request.user),
        "tab": "exercices",
    }
    return render(request, "contributions/years/list.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@requires(keeps_books)
def new_year(request):
    """Open the first exercice, or the next."""
    form = YearForm(request.POST or None, initial=_next())
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.open_year(by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, f"L’exercice {made.code} est ouvert.")
            return redirect("contributions:year", made.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    status = 422 if form.errors else 200
    context = {"form": form, "tab": "exercices"}
    return render(request, "contributions/years/new.html", context, status=status)


@never_cache
@require_safe
@requires(reads_books)
def year(request, pk):
    """One exercice: what it holds, and what its closing would find."""
    return _shown(request, _year(pk))


@require_POST
@requires(keeps_books)
def closing(request, pk):
    """Close it, for ever."""
    found = _year(pk)
    if request.POST.get("mot", "").strip().lower() != "clore":
        messages.error(request, "Écrivez « clore » pour confirmer : rien ne se rouvre ensuite.")
        return _shown(request, found, status=422)
    try:
        acts.close_year(found, by=request.user, at=timezone.now())
        messages.success(
            request, f"L’exercice {found.code} est clos, et le suivant a repris ce qui reste."
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return _shown(request, found, status=422)
    return redirect("contributions:year", pk)


@never_cache
@require_safe
@requires(reads_books)
def verification(request):
    """Does the ledger hold? Who keeps its digests outside, and is theirs still one of them."""
    told = "".join(request.GET.get("empreinte", "").lower().split())
    context = {
        "told": told,
        "link": Seal.objects.said(told).first() if told else None,
        "last": Verification.objects.first(),
        "readings": Verification.objects.all()[:14],
        "chain": Chain.objects.first(),
        "anchors": Anchor.objects.prefetch_related("told").order_by("-at")[:30],
        "may_write": keeps_books(request.user),
        "tab": "verification",
    }
    return render(request, "contributions/years/verification.html", context)


@require_POST
@requires(keeps_books)
def reading(request):
    """Read the whole ledger again, now."""
    found = verifications.read_again(by=request.user, at=timezone.now())
    if found.is_right:
        messages.success(request, "Tout est relu, et tout tient.")
    else:
        messages.error(request, "Le registre ne tient pas : voyez ci-dessous.")
    return redirect("contributions:verification")


@require_POST
@requires(keeps_books)
def anchoring(request):
    """Tell the digest of today to those who answer for the books."""
    try:
        anchors.drop("À la demande de la trésorerie", by=request.user, at=timezone.now())
        messages.success(request, "L’empreinte est partie, par lettre.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("contributions:verification")


def _shown(request, found, *, status=200):
    context = {
        "closing": Closing(
            found, today=timezone.localdate(), is_read=request.GET.get("relire") == "oui"
        ),
        "year": found,
        "papers": documents_of(found),
        "may_write": keeps_books(request.user),
        "tab": "exercices",
    }
    return render(request, "contributions/years/year.html", context, status=status)


def _next():
    """The twelve months that follow the last exercice; none yet: the year of today."""
    last = FiscalYear.objects.order_by("-ends_on").first()
    starts_on = (
        last.ends_on + timedelta(days=1) if last else timezone.localdate().replace(month=1, day=1)
    )
    ends_on = twelve_months_from(starts_on)
    return {"code": f"{starts_on.year}", "starts_on": starts_on, "ends_on": ends_on}


def _year(pk):
    return get_object_or_404(FiscalYear, pk=pk)

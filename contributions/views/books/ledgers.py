"""The trial balance at any day, one account line by line, the chart."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from contributions.actions import accounts
from contributions.books.balance import HEAD, Balance
from contributions.books.ledger import AccountLedger
from contributions.books.periods import Period
from contributions.forms.books import AccountForm
from contributions.models import Account
from contributions.permissions import keeps_books, reads_books
from coopstudio.doors import requires
from coopstudio.sheets.api import FORMS, form_of, sent


@never_cache
@require_safe
@requires(reads_books)
def balance(request):
    period = _period(request)
    if period.year is None:
        return redirect("contributions:books")
    context = {"balance": Balance(period), "forms": FORMS, "tab": "balance"}
    return render(request, "contributions/books/balance.html", context)


@require_safe
@requires(reads_books)
def balance_sheet(request):
    """The same rows for a spreadsheet."""
    period = _period(request)
    if period.year is None:
        return redirect("contributions:books")
    found = Balance(period)
    stem = f"balance-{found.year.code}-{found.until}"
    return sent(form_of(request.GET.get("forme")), stem, HEAD, found.rows, title="Balance")


@never_cache
@require_safe
@requires(reads_books)
def account(request, number):
    found, period = get_object_or_404(Account, pk=number), _period(request)
    if period.year is None:
        return redirect("contributions:books")
    context = {"ledger": AccountLedger(found, request.GET, period), "tab": "balance"}
    return render(request, "contributions/books/account.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@requires(keeps_books)
def chart(request):
    """The accounts of the house, and one more."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = accounts.open_account(by=request.user, **form.cleaned_data)
        messages.success(request, f"Le compte {made.number} est ouvert.")
        return redirect("contributions:chart")
    known = Account.objects.filter(contract=None).order_by("number")
    context = {"form": form, "accounts": known, "tab": "balance"}
    status = 422 if form.errors else 200
    return render(request, "contributions/books/chart.html", context, status=status)


def _period(request):
    return Period(request.GET, today=timezone.localdate())

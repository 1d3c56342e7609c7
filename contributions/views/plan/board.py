"""What every member may know of the apports, and the proof that they bear no interest."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contributions.models import Chain, Terms
from contributions.permissions import reads_books, sees_plan
from contributions.plan import interest_free
from contributions.plan.board import Board
from coopstudio.doors import requires


@require_safe
@never_cache
@requires(sees_plan)
def board(request):
    """Totals, years, dividends, rounds, and the promises that people let one read."""
    context = {"board": Board(), "terms": Terms.objects.on(timezone.localdate())}
    return render(request, "contributions/plan/board.html", context)


@require_safe
@never_cache
@requires(sees_plan)
def no_interest(request):
    """The questions asked of the ledger, and its answers of this minute."""
    context = {
        "proof": interest_free.proof(),
        "sql": interest_free.SQL,
        "rates_sql": interest_free.RATES,
        "reads_all": reads_books(request.user),
        "chain": Chain.objects.first(),
        "now": timezone.now(),
    }
    return render(request, "contributions/plan/no_interest.html", context)

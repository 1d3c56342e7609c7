"""« Et si la maison s’arrêtait ? » : an exit one may look at long before, in figures."""

from django.db.models import F, Sum
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contributions.forms.ending import EndingForm
from contributions.models import ContractBalance, Terms
from contributions.permissions import reads_books, sees_plan
from contributions.plan.coverage import is_told
from contributions.plan.ending import Ending
from contributions.plan.starting import treasury
from contributions.shares import Holding
from coopstudio.doors import requires

BOOKS, NOWHERE = "ce que disent les comptes, à changer", "rien encore dans les comptes, à changer"


@require_safe
@never_cache
@requires(sees_plan)
def ending(request):
    """Creditors, then apports pro rata. Each contributor reads their own line, who answers for the
    books reads all; nobody a total that would tell somebody's amount."""
    reads_all = reads_books(request.user)
    balances = list(_outstanding())
    people = {one.contract.person_id for one in balances}
    context = {"reads_all": reads_all, "is_hidden": not (reads_all or is_told(len(people)))}
    if balances and not context["is_hidden"]:
        form = _form(request, reads_all)
        found = Ending(*form.supposed.values(), owed=sum(one.outstanding for one in balances))
        rows = _rows(found, balances, request.user, reads_all)
        context |= {"form": form, "ending": found, "rows": rows}
    return render(request, "contributions/plan/ending.html", context)


def _outstanding():
    found = ContractBalance.objects.filter(outstanding__gt=0).select_related("contract__person")
    return found.order_by("contract__in_force_on", "contract_id")


def _form(request, reads_all):
    knows = reads_all or Terms.objects.on(timezone.localdate())
    decided = ContractBalance.objects.aggregate(n=Sum(F("repaid") - F("paid")))["n"] or 0
    known = {"actif": treasury() if knows else 0, "dettes": decided, "frais": 0}
    sources = {
        "actif": BOOKS if knows else NOWHERE,
        "dettes": f"reprises décidées qui ne sont pas payées : {BOOKS}" if decided else NOWHERE,
    }
    return EndingForm(request.GET, known=known, sources=sources)


def _rows(found, balances, person, reads_all):
    """[(balance, cents that come back)], one's own only unless one answers for the books."""
    holdings = [Holding(one.pk, one.outstanding, rank) for rank, one in enumerate(balances)]
    given = found.shares(holdings)
    return [
        (one, given[one.pk]) for one in balances if reads_all or one.contract.person_id == person.pk
    ]

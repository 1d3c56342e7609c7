"""« Et si la maison s’arrêtait ? » : an exit one may look at long before, in figures."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contributions.forms.ending import EndingForm
from contributions.models import Contract, ContractBalance, Terms
from contributions.permissions import reads_books, sees_plan
from contributions.plan.coverage import is_told
from contributions.plan.ending import Ending
from contributions.plan.starting import estate
from contributions.shares import Holding
from coopstudio.doors import requires

KNOBS = ("actif", "dettes", "frais")
TREASURY = "la trésorerie d’aujourd’hui ; ajoutez biens, parts, ce qui nous est dû"
BOOKS = "ce que disent les comptes : factures, reprises décidées"
WITHOUT_PEOPLE = "ce que disent les comptes, sans ce que moins de trois personnes attendent"
NOWHERE = "rien encore dans les comptes, à changer"


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
    """Whoever changed their mind in time is a creditor: what came is only to give back."""
    found = ContractBalance.objects.filter(outstanding__gt=0).select_related("contract__person")
    found = found.exclude(contract__in=Contract.objects.retracted())
    return found.order_by("contract__in_force_on", "contract_id")


def _form(request, reads_all):
    if not (reads_all or Terms.objects.on(timezone.localdate())):
        nothing = dict.fromkeys(KNOBS[:2], NOWHERE)
        return EndingForm(request.GET, known=dict.fromkeys(KNOBS, 0), sources=nothing)
    found = estate()
    told = found if reads_all else found.for_members()
    sources = {"actif": TREASURY, "dettes": BOOKS if told == found else WITHOUT_PEOPLE}
    known = dict(zip(KNOBS, (told.has, told.debts, 0), strict=True))
    return EndingForm(request.GET, known=known, sources=sources)


def _rows(found, balances, person, reads_all):
    """[(balance, cents that come back)], one's own only unless one answers for the books."""
    holdings = [Holding(one.pk, one.outstanding, rank) for rank, one in enumerate(balances)]
    given = found.shares(holdings)
    return [
        (one, given[one.pk]) for one in balances if reads_all or one.contract.person_id == person.pk
    ]

"""The financing plan: what is needed, what covers it, when everybody may have taken theirs back."""

from django.db.models import Sum
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contributions.forms.horizon import HorizonForm
from contributions.models import ContractBalance, Terms
from contributions.permissions import reads_books, sees_plan, writes_plan
from contributions.plan import bars, drawing, horizon
from contributions.plan.by_need import Uses
from contributions.plan.coverage import Coverage
from contributions.plan.starting import TO_CHANGE, start, treasury
from coopstudio.doors import requires


@require_safe
@never_cache
@requires(sees_plan)
def plan(request):
    """Needs and resources on one scale, the horizon under three scenarios."""
    today = timezone.localdate()
    coverage = Coverage(request.user, on=today)
    context = {
        "coverage": coverage,
        "needs": bars.needs(coverage),
        "resources": bars.resources(coverage),
        "marks": _marks(coverage),
        "uses": Uses(request.user, coverage.needs),
        "may_write": writes_plan(request.user),
        **_horizon(request, coverage, today),
    }
    return render(request, "contributions/plan/plan.html", context)


def _marks(coverage):
    told = [(coverage.engaged, f"{coverage.engaged_rate} engagé")]
    if coverage.cashed is not None:
        told.insert(0, (coverage.cashed, f"{coverage.cashed_rate} encaissé"))
    return [bars.mark(cents, coverage.scale, words) for cents, words in told]


def _horizon(request, coverage, today):
    """Nothing is drawn while nothing is engaged, or while it would tell one person's amount."""
    outstanding = ContractBalance.objects.aggregate(n=Sum("outstanding"))["n"] or 0
    owed = outstanding + coverage.apports.due
    if not owed or coverage.apports.is_hidden or coverage.apports.is_merged:
        return {"form": None}
    terms = Terms.objects.on(today)
    known, sources = start(
        terms,
        outstanding=owed,
        treasury=treasury() if reads_books(request.user) or terms else 0,
        first_year=today.year + 1,
    )
    form = HorizonForm(request.GET, known=known, sources=sources)
    found = horizon.all_three(form.knobs)
    drawn = drawing.pictures(found, outstanding=owed)
    years = list(zip(*(one.years for one in found), strict=True))
    return {
        "form": form, "horizons": found, "pictures": drawn, "years": years[1::2], "owed": owed,
        "invented": TO_CHANGE, "last_year": found[0].years[-1].year,
    }  # fmt: skip

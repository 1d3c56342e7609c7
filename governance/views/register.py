"""The register of decisions: what holds, until when, and what took its place."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coopstudio.doors import requires
from coopstudio.sheets.api import FORMS, form_of, sent
from governance.permissions import proposes_admissions, sees_governance
from governance.register.listed import Register


@require_safe
@never_cache
@requires(sees_governance)
def decisions(request):
    """The texts that hold, the reviews of twelve months, and the others when one asks."""
    register = Register(request.GET, today=timezone.localdate())
    may_admit = proposes_admissions(request.user)
    context = {"register": register, "forms": FORMS, "may_admit": may_admit}
    return render(request, "governance/register/list.html", context)


@require_safe
@requires(sees_governance)
def sheet(request):
    """The same lines for a spreadsheet, with who consented and how."""
    register = Register(request.GET, today=timezone.localdate())
    form = form_of(request.GET.get("forme"))
    stem = f"decisions-{register.today.isoformat()}"
    return sent(form, stem, register.HEAD, register.lines(), title="Décisions")

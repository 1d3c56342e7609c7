"""Admissions that wait in the register may be carried before the circle that the statutes name."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coopstudio import typed
from coopstudio.doors import requires
from coopstudio.refusals import Refused
from governance.actions import admissions as verbs
from governance.models import Circle, Proposal
from governance.permissions import proposes_admissions
from members.models import MembershipRequest


@require_safe
@never_cache
@requires(proposes_admissions)
def admissions(request):
    """The requests that wait, and the proposal that carries each of them already."""
    waiting = MembershipRequest.objects.visible_to(request.user).open().select_related("person")
    going = Proposal.objects.filter(object_kind=verbs.ADMISSION).exclude(state__in=verbs.OVER)
    carried = {one.object_key: one for one in going}
    rows = [(one, carried.get(f"{one.pk}")) for one in waiting.order_by("requested_at", "pk")]
    context = {"rows": rows, "circles": _circles(request)}
    return render(request, "governance/admissions/list.html", context)


@require_POST
@requires(proposes_admissions)
def proposal(request, pk):
    """Carry this admission before the circle."""
    asked = get_object_or_404(MembershipRequest.objects.visible_to(request.user), pk=pk)
    circle = get_object_or_404(_circles(request), pk=typed.key(request.POST.get("cercle", "")))
    try:
        written = verbs.propose(asked, circle, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("governance:admissions")
    messages.success(request, "La proposition est écrite : adoptée, elle s’inscrit au registre.")
    return redirect(written)


def _circles(request):
    mine = Circle.objects.living().of(request.user, on=timezone.localdate())
    return mine.filter(kind__in=verbs.FIRST)

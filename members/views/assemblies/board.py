"""Who sits on the board: written down from day to day, so that it can be convened."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from coopstudio.doors import requires
from coopstudio.french.typography import de
from coopstudio.refusals import Refused
from members.actions.assemblies import board as seats
from members.forms.assemblies import BoardForm
from members.models import Office
from members.permissions import keeps_register
from members.states import Role


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(keeps_register)
def board(request):
    """Those who sit today, and a form for one more."""
    today = timezone.localdate()
    form = BoardForm(
        request.POST if request.method == "POST" else None, initial={"on": today}, today=today
    )
    if request.method == "POST" and form.is_valid():
        try:
            seats.seat(form.cleaned_data["person"], by=request.user, on=form.cleaned_data["on"])
            messages.success(request, f"{form.cleaned_data['person']} siège au conseil.")
            return redirect("members:board")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    every = Office.objects.filter(role=Role.BOARD).select_related("person")
    context = {
        "form": form,
        "seated": every.held_on(today).order_by("started_on", "pk")[:100],
        "before": every.filter(ended_on__lt=today).order_by("-ended_on", "-pk")[:25],
    }
    return render(
        request, "members/assemblies/board.html", context, status=422 if form.errors else 200
    )


@require_POST
@requires(keeps_register)
def seat_end(request, pk):
    """Today is the last day of this seat."""
    office = get_object_or_404(Office.objects.filter(role=Role.BOARD), pk=pk)
    try:
        seats.unseat(office, by=request.user, at=timezone.now())
        messages.success(request, f"Le siège {de(office.person)} est rendu aujourd’hui.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("members:board")

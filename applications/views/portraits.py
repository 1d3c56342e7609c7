"""The founders, as they describe themselves: what they offer, what they seek, their limits."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.actions import portraits
from applications.forms.portraits import PortraitForm
from applications.models import Portrait
from applications.permissions import acts_for_foundation
from applications.views.dossiers import founders
from coopstudio.doors import public, requires
from coopstudio.refusals import Refused


@public
@require_safe
@never_cache
def foundation(request):
    """Those who chose to be read by everybody."""
    latest = Portrait.objects.order_by("founder_id", "-written_at", "-pk").distinct("founder_id")
    by_founder = {one.founder_id: one for one in latest if one.is_public}
    shown = [(one, by_founder[one.pk]) for one in founders() if one.pk in by_founder]
    return render(request, "applications/reserves/foundation.html", {"portraits": shown})


@never_cache
@requires(acts_for_foundation)
def portrait(request):
    """Write one's own; the earlier ones stay, with their dates."""
    mine = list(request.user.portraits.order_by("-written_at", "-pk"))
    names = ("offers", "seeks", "limits", "is_public")
    initial = {name: getattr(mine[0], name) for name in names} if mine else {}
    form = PortraitForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            portraits.write_portrait(request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "Votre portrait est gardé, avec sa date.")
            return redirect("applications:portrait")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "earlier": mine}
    status = 422 if form.errors else 200
    return render(request, "applications/reserves/portrait.html", context, status=status)

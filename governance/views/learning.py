"""The learning mode, on or off from wherever one is."""

from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from coopstudio.doors import requires
from governance.actions import learning
from governance.permissions import sees_governance


@require_POST
@requires(sees_governance)
def learning_mode(request):
    """Choose, and go back to the same page."""
    learning.choose(request.user, is_on=request.POST.get("aide") == "oui", at=timezone.now())
    there = request.POST.get("retour", "")
    return redirect(there if url_has_allowed_host_and_scheme(there, allowed_hosts=None) else "/")

"""A right passes to heirs, or to somebody that the association accepted."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contributions.actions import transmissions
from contributions.apports.page import Apport
from contributions.forms.transmissions import Heirs, TransmissionForm
from contributions.permissions import keeps_books
from contributions.views.answers import attempted, typed
from contributions.views.apports import seen
from coopstudio.doors import requires


@never_cache
@require_http_methods(["GET", "POST"])
@requires(keeps_books)
def transmission(request, pk):
    """To whom, by which deed; what passes and what does not; then the gesture."""
    shown = Apport(seen(request, pk), today=timezone.localdate())
    form = TransmissionForm(request.POST or None, initial={"on": timezone.localdate()})
    heirs = Heirs(request.POST or None, prefix="parts")
    if request.method == "POST" and form.is_valid() and _are_right(form, heirs):
        shares = [one.share for one in heirs if one.share]
        said = form.cleaned_data | {"by": request.user, "at": timezone.now()}
        if attempted(form, lambda: transmissions.pass_on(shown.contract, shares, **said)):
            messages.success(request, "La transmission est inscrite, et chaque personne l’apprend.")
            return redirect("contributions:apport", pk)
    page = "contributions/transmissions/transmission.html"
    return typed(request, page, form, apport=shown, heirs=heirs)


def _are_right(form, heirs):
    if heirs.is_valid():
        return True
    for one in heirs:
        for words in [word for errors in one.errors.values() for word in errors]:
            form.add_error(None, words)
    return False

"""To give up a part of one's right: the three ways explained, the wish, its writing down."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from contributions.actions import waivers
from contributions.apports.page import Apport
from contributions.forms.payments import DayForm
from contributions.forms.waivers import WaiverForm
from contributions.models import Contract, Terms, Waiver
from contributions.permissions import keeps_books
from contributions.views.answers import attempted, did, typed
from contributions.views.apports import seen
from coopstudio.doors import requires


@never_cache
@require_http_methods(["GET", "POST"])
def waiver(request, pk):
    """What giving up means, in plain words, then the wish: one's own apport only."""
    contract = get_object_or_404(_mine(request), pk=pk)
    shown = Apport(seen(request, contract.pk), today=timezone.localdate())
    form = WaiverForm(request.POST or None, left=shown.balance.outstanding)
    if request.method == "POST" and form.is_valid():
        said = form.said | {"by": request.user, "at": timezone.now()}
        if attempted(form, lambda: waivers.ask(contract, **said), field="cents"):
            messages.success(request, "Votre souhait est noté. Vous pouvez encore changer d’avis.")
            return redirect("contributions:apport", pk)
    terms = Terms.objects.on(timezone.localdate())
    opinion = terms.waiver_opinion if terms else ""
    return typed(request, "contributions/waivers/waiver.html", form, apport=shown, opinion=opinion)


@require_POST
def take_back(request, pk):
    """I changed my mind."""
    found = get_object_or_404(Waiver, pk=pk, contract__person=request.user)
    return did(
        request,
        lambda: waivers.take_back(found, by=request.user, at=timezone.now()),
        "C’est noté : vous ne renoncez à rien.",
        "contributions:apport",
        found.contract_id,
    )


@never_cache
@require_http_methods(["GET", "POST"])
@requires(keeps_books)
def entry(request, pk):
    """What somebody wishes to give up, and the entry that it would make; then the gesture."""
    found = Waiver.objects.select_related("contract__person", "contract__balance", "entry")
    asked = get_object_or_404(found, pk=pk)
    form = DayForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | {"by": request.user, "at": timezone.now()}
        if attempted(form, lambda: waivers.write_down(asked, **said)):
            messages.success(request, "La renonciation est inscrite, et son papier part.")
            return redirect("contributions:apport", asked.contract_id)
    return typed(request, "contributions/waivers/entry.html", form, waiver=asked)


def _mine(request):
    return Contract.objects.of(request.user)

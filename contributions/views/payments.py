"""What arrives is written down; what was wrong is answered by its reversal; what is awaited."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributions.actions import payments
from contributions.apports.awaited import Awaited
from contributions.apports.page import Apport
from contributions.forms.payments import ReceiptForm, ReversalForm
from contributions.models import Instalment, Receipt
from contributions.permissions import keeps_books, reads_books
from contributions.views.answers import attempted, did, typed
from contributions.views.apports import seen
from coopstudio.doors import requires

NOTHING_AWAITED = (
    "Rien n’est attendu ici : tout est arrivé, ou ce contrat n’est pas en vigueur. Un virement de "
    "plus se rapproche à la page de la banque."
)


@never_cache
@require_http_methods(["GET", "POST"])
@requires(keeps_books)
def receive(request, pk):
    """Write down what arrived; its receipt leaves."""
    shown = Apport(seen(request, pk), today=timezone.localdate())
    if request.method == "GET" and not shown.awaits_money:
        messages.info(request, NOTHING_AWAITED)
        return redirect("contributions:apport", pk)
    form = ReceiptForm(request.POST or None, missing=shown.next_cents)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | _who(request)
        if made := attempted(form, lambda: payments.receive(shown.contract, **said)):
            messages.success(request, f"C’est inscrit : le reçu {made} part par e-mail.")
            return redirect("contributions:apport", pk)
    return typed(request, "contributions/payments/receive.html", form, apport=shown)


@never_cache
@require_http_methods(["GET", "POST"])
@requires(keeps_books)
def reversal(request, pk):
    """What reversing this receipt does, then the gesture."""
    found = Receipt.objects.select_related("contract__person", "entry__reversed_by")
    receipt = get_object_or_404(found, pk=pk)
    form = ReversalForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | _who(request)
        if attempted(form, lambda: payments.reverse(receipt, **said)):
            messages.success(request, "Le versement est contre-passé, et une lettre le dit.")
            return redirect("contributions:apport", receipt.contract_id)
    return typed(request, "contributions/payments/reversal.html", form, receipt=receipt)


@never_cache
@require_safe
@requires(reads_books)
def expected(request):
    """What is awaited, from whom, since when; whom to call."""
    context = {
        "awaited": Awaited(today=timezone.localdate()),
        "may_write": keeps_books(request.user),
    }
    return render(request, "contributions/payments/expected.html", context)


@require_POST
@requires(keeps_books)
def lapse(request, pk):
    """The association gives up expecting it."""
    instalment = get_object_or_404(Instalment.objects.select_related("contract"), pk=pk)
    return did(
        request,
        lambda: payments.lapse(instalment, **_who(request)),
        "Ce versement n’est plus attendu. Une lettre le dit : rien n’est dû.",
        "contributions:apport",
        instalment.contract_id,
    )


def _who(request):
    return {"by": request.user, "at": timezone.now()}

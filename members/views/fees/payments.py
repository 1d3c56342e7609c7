"""What arrives is written down; what was wrong is answered by its reversal."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from coopstudio.doors import requires
from coopstudio.french.money import short_euros
from coopstudio.refusals import Refused
from members.actions.fees import calls, payments
from members.forms.fees.payments import (
    CorrectionForm,
    PaymentForm,
    RefundForm,
    ReversalForm,
    WaiverForm,
)
from members.models import FeePayment
from members.permissions import keeps_fees
from members.views.fees.office import found_call, show


@require_POST
@requires(keeps_fees)
def payment(request, pk):
    """Write down a payment; its receipt leaves."""
    call, form = found_call(request, pk), PaymentForm(request.POST)
    return _done(
        request, call, form, "payment", lambda said: payments.pay(call, **said, **_who(request)),
        "C’est inscrit : le reçu part par e-mail.",
    )  # fmt: skip


@require_POST
@requires(keeps_fees)
def waiver(request, pk):
    """Write down what an organ decided."""
    call, form = found_call(request, pk), WaiverForm(request.POST)
    return _done(
        request, call, form, "waiver",
        lambda _said: calls.waive(call.person, call.year, **form.decision, **_who(request)),
        "La dispense est inscrite, et une lettre le dit.",
    )  # fmt: skip


@require_POST
@requires(keeps_fees)
def correction(request, pk):
    """Put right what was asked by mistake."""
    call, form = found_call(request, pk), CorrectionForm(request.POST)
    return _done(
        request, call, form, "correction",
        lambda said: calls.correct(call, **said, **_who(request)),
        "Le montant est corrigé, et une lettre le dit.",
    )  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
@requires(keeps_fees)
def reversal(request, pk):
    """What reversing this payment does, then the gesture."""
    paid = _found(pk)
    form = ReversalForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            payments.reverse(paid, **form.cleaned_data, **_who(request))
            messages.success(request, "Le règlement est contre-passé, et une lettre le dit.")
            return redirect("members:fee", paid.call_id)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {"paid": paid, "form": form}
    status = 422 if form.errors else 200
    return render(request, "members/fees/reversal.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
@requires(keeps_fees)
def refund(request, pk):
    """What is left over goes back to the person."""
    paid, today = _found(pk), timezone.localdate()
    due = FeePayment.objects.to_give_back(on=today).filter(pk=pk).first()
    known = {"given_on": today, "means": "transfer"}
    form = RefundForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            given = payments.give_back(paid, **form.cleaned_data, **_who(request))
            messages.success(request, f"{short_euros(given.amount)} rendus : c’est inscrit.")
            return redirect("members:fee", paid.call_id)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {"paid": paid, "form": form, "to_return": due.to_return if due else 0}
    status = 422 if form.errors else 200
    return render(request, "members/fees/refund.html", context, status=status)


def _done(request, call, form, which, act, words):
    """Bind, one action, redirect; or the page again with what is to be corrected."""
    if form.is_valid():
        try:
            act(form.cleaned_data)
            messages.success(request, words)
            return redirect("members:fee", call.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return show(request, call, status=422, **{which: form})


def _found(pk):
    found = FeePayment.objects.select_related("call__person", "call__year", "receipt__year")
    return get_object_or_404(found, pk=pk, reverses=None)


def _who(request):
    return {"by": request.user, "at": timezone.now()}

"""« Ma cotisation »: what I owe, how to pay, what I choose, my receipts."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from coopstudio.documents.api import documents_of
from coopstudio.refusals import Refused
from members.actions.fees import calls
from members.fees.person import Account, to_scan
from members.forms.fees.payments import ChoiceForm
from members.models import FeeCall, FeeReceipt


@never_cache
@require_safe
def my_fees(request):
    """Where I stand."""
    return _show(request)


@require_POST
def my_amount(request, pk):
    """Choose one's amount."""
    call = _call(request, pk)
    form = _choice(Account(request.user, today=timezone.localdate(), chosen=call), request.POST)
    if form.is_valid():
        try:
            calls.choose(call, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "C’est noté : voilà votre montant.")
            return redirect("members:my_fees")
        except Refused as refused:
            form.add_error("amount", str(refused))
    return _show(request, form=form, status=422)


@require_POST
def my_reduction(request, pk):
    """Take the reduced tariff, on one's word."""
    call = _call(request, pk)
    try:
        calls.declare(call, by=request.user, at=timezone.now())
        messages.success(request, "C’est noté : le tarif réduit est le vôtre cette année.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("members:my_fees")


@never_cache
@require_safe
def receipt(request, pk):
    """The paper of a receipt, for its person and for those who keep the fees."""
    found = get_object_or_404(FeeReceipt.objects.select_related("payment__call"), pk=pk)
    paper = documents_of(found).first()
    if paper is None or not _may_read(request.user, found):
        raise Http404
    return redirect("documents:document", paper.pk)


def _may_read(person, found):
    return found.payment.call.person_id == person.pk or person.is_treasurer or person.is_founder


def _show(request, *, form=None, status=200):
    account = Account(request.user, today=timezone.localdate())
    call, details = account.chosen, account.details
    context = {
        "account": account,
        "call": call,
        "details": details,
        "square": to_scan(details, call) if call and call.owed else {},
        "paper": documents_of(call).first() if call else None,
        "form": form or (_choice(account) if call else None),
        "wrong": form,
    }
    return render(request, "members/fees/mine.html", context, status=status)


def _choice(account, data=None):
    call = account.chosen
    return ChoiceForm(data, minimum=account.least, asked=call.asked, paid=call.paid)


def _call(request, pk):
    """Nobody chooses for somebody else."""
    mine = FeeCall.objects.of(request.user)
    return get_object_or_404(mine.select_related("tariff", "year"), pk=pk)

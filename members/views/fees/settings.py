"""A year is opened, its tariffs are written, it is called; how to pay; what a receipt may say."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from members.actions.fees import calls, years
from members.fees.due import Preview
from members.forms.fees.settings import BankForm, TariffForm, TaxRightForm, YearForm
from members.models import BankDetails, FeeYear, TaxRight
from members.permissions import keeps_fees, records_tax_right


@never_cache
@require_http_methods(["GET", "POST"])
@requires(keeps_fees)
def new_year(request):
    """Open an exercice."""
    form = YearForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            year = years.open_year(by=request.user, **form.cleaned_data)
            return redirect("members:fee_year", year.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    status = 422 if form.errors else 200
    return render(request, "members/fees/new_year.html", {"form": form}, status=status)


@never_cache
@require_http_methods(["GET"])
@requires(keeps_fees)
def year(request, pk):
    """An exercice: its tariffs, and what calling it now would do."""
    return _show_year(request, _year(pk))


@require_POST
@requires(keeps_fees)
def tariff(request, pk):
    """Write down a tariff that was decided."""
    found, form = _year(pk), TariffForm(request.POST)
    if form.is_valid():
        try:
            years.write_tariff(found, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "Le tarif est inscrit.")
            return redirect("members:fee_year", found.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _show_year(request, found, form=form, status=422)


@require_POST
@requires(keeps_fees)
def calling(request, pk):
    """Call everybody who was not called yet."""
    found = _year(pk)
    try:
        count = calls.call_year(found, by=request.user, at=timezone.now())
        messages.success(request, _said(count))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("members:fee_year", found.pk)
    return redirect(f"{reverse('members:fees')}?exercice={found.pk}")


@never_cache
@require_http_methods(["GET", "POST"])
@requires(keeps_fees)
def bank(request):
    """How to pay: what holds today, and the next version."""
    today = timezone.localdate()
    now = BankDetails.objects.in_force(on=today)
    names = ("holder", "iban", "bic", "cheque_to", "cheque_address", "card_at")
    known = {name: getattr(now, name) for name in names} if now else {}
    form = BankForm(request.POST or None, initial=known | {"from_on": today})
    if request.method == "POST" and form.is_valid():
        years.write_bank_details(by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "C’est inscrit : les prochains appels le diront.")
        return redirect("members:fee_bank")
    context = {
        "form": form,
        "now": now,
        "versions": BankDetails.objects.select_related("written_by").order_by("-from_on", "-pk"),
    }
    status = 422 if form.errors else 200
    return render(request, "members/fees/bank.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
@requires(records_tax_right)
def tax_right(request):
    """The right that receipts may speak of taxes: none, or in which words, from when to when."""
    form = TaxRightForm(request.POST or None, initial={"from_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            years.write_tax_right(by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "Ce droit est inscrit, avec votre nom et la date.")
            return redirect("members:tax_right")
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {
        "form": form,
        "now": TaxRight.objects.allowing(on=timezone.localdate()),
        "versions": TaxRight.objects.select_related("written_by").order_by("-from_on", "-pk"),
    }
    status = 422 if form.errors else 200
    return render(request, "members/fees/tax_right.html", context, status=status)


def _show_year(request, found, *, form=None, status=200):
    today = timezone.localdate()
    context = {
        "year": found,
        "tariffs": found.tariffs.select_related("category").order_by("-pk"),
        "preview": Preview(found, on=today),
        "has_bank": BankDetails.objects.in_force(on=today) is not None,
        "form": form or TariffForm(initial={"organ": "assemblée générale"}),
        "wrong": form,
    }
    return render(request, "members/fees/year.html", context, status=status)


def _said(count):
    if count == 0:
        return "Tout le monde a déjà son appel."
    if count < calls.AT_ONCE:
        return f"{count} appel{'s' if count > 1 else ''} de cotisation en route, avec les lettres."
    return "Les appels partent, par lots : revenez dans quelques minutes, ils seront tous là."


def _year(pk):
    return get_object_or_404(FeeYear, pk=pk)

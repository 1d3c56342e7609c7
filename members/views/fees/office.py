"""The treasurer's office: a year at a glance, its calls, one person's fees."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coopstudio.doors import requires
from members.fees.office import CallList, Overview
from members.fees.person import Account
from members.forms.fees.payments import CorrectionForm, PaymentForm, WaiverForm
from members.models import FeeCall, FeeYear
from members.permissions import keeps_fees, reads_fees


@never_cache
@require_safe
@requires(reads_fees)
def overview(request):
    """The year of today, or the one that is asked for; how to begin when there is none."""
    year = year_asked(request)
    if year is None:
        context = {"may_write": keeps_fees(request.user)}
        return render(request, "members/fees/beginning.html", context)
    context = {
        "overview": Overview(year, today=timezone.localdate()),
        "may_write": keeps_fees(request.user),
    }
    return render(request, "members/fees/overview.html", context)


@never_cache
@require_safe
@requires(reads_fees)
def calls(request):
    """The calls of a year. Words that mean one call lead to it at once."""
    year = year_asked(request)
    if year is None:
        return redirect("members:fees")
    words = request.GET.get("q", "").replace("\0", "").strip()
    known = FeeCall.objects.visible_to(request.user).filter(reference__iexact=words)
    if words and (one := known.first()):
        return redirect("members:fee", one.pk)
    found = CallList(request.user, request.GET, year, today=timezone.localdate())
    context = {"calls": found, "years": FeeYear.objects.order_by("-starts_on")}
    return render(request, "members/fees/calls.html", context)


@never_cache
@require_safe
@requires(reads_fees)
def fee(request, pk):
    """One call, and all that its person was ever asked and paid."""
    return show(request, found_call(request, pk))


def show(request, call, *, status=200, **forms):
    """The page of one call; ``forms`` are those that came back with something to correct."""
    account = Account(call.person, today=timezone.localdate(), chosen=call)
    context = {
        "account": account,
        "may_write": keeps_fees(request.user),
        "payment": PaymentForm(owed=account.chosen.owed),
        "waiver": WaiverForm(),
        "correction": CorrectionForm(initial={"amount": account.chosen.asked}),
        "wrong": next(iter(forms.values()), None),
    } | forms
    return render(request, "members/fees/fee.html", context, status=status)


def found_call(request, pk):
    calls = FeeCall.objects.visible_to(request.user).select_related("person", "year", "tariff")
    return get_object_or_404(calls, pk=pk)


def year_asked(request):
    """The year of the question, else the year around today; None before the first."""
    asked = request.GET.get("exercice", "")
    known = FeeYear.objects.filter(pk=int(asked)) if _is_number(asked) else FeeYear.objects.none()
    return known.first() or FeeYear.objects.around(timezone.localdate())


def _is_number(text):
    return text.isascii() and text.isdecimal() and len(text) < 10

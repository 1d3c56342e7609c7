"""The treasurer's office: a year at a glance, its calls, one person's fees."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coopstudio.doors import requires
from coopstudio.prepared import prepared
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
    years = _years()
    year = year_asked(request, years)
    if year is None:
        context = {"may_write": keeps_fees(request.user)}
        return render(request, "members/fees/beginning.html", context)
    context = {
        "overview": Overview(year, years=years, today=timezone.localdate()),
        "may_write": keeps_fees(request.user),
    }
    return render(request, "members/fees/overview.html", context)


@never_cache
@require_safe
@requires(reads_fees)
def calls(request):
    """The calls of a year. Words that mean one call lead to it at once."""
    years = _years()
    year = year_asked(request, years)
    if year is None:
        return redirect("members:fees")
    words = request.GET.get("q", "").replace("\0", "").strip()
    known = FeeCall.objects.visible_to(request.user).filter(reference__iexact=words)
    if words and (one := known.first()):
        return redirect("members:fee", one.pk)
    found = CallList(request.user, request.GET, year, today=timezone.localdate())
    context = {"calls": found, "years": years}
    return render(request, "members/fees/calls.html", context)


@never_cache
@require_safe
@requires(reads_fees)
def fee(request, pk):
    """One call, and all that its person was ever asked and paid."""
    return show(request, found_call(request, pk))


@prepared
def _years():
    return FeeYear.objects.order_by("-starts_on")


def show(request, call, *, status=200, **forms):
    """The page of one call; ``forms`` are those that came back with something to correct."""
    account = Account(call.person, today=timezone.localdate(), chosen=call)
    context = {
        "account": account,
        "may_write": keeps_fees(request.user),
        "may_change": keeps_fees(request.user) and call.person_id != request.user.pk,
        "payment": PaymentForm(owed=account.chosen.owed),
        "waiver": WaiverForm(),
        "correction": CorrectionForm(initial={"amount": account.chosen.asked}),
        "wrong": next(iter(forms.values()), None),
    } | forms
    return render(request, "members/fees/fee.html", context, status=status)


def found_call(request, pk):
    calls = FeeCall.objects.visible_to(request.user).select_related("person", "year", "tariff")
    return get_object_or_404(calls, pk=pk)


def year_asked(request, years):
    """Of these years, the latest first: the one of the question, else the one around today, else
    the first to come; None before the first."""
    asked, today = request.GET.get("exercice", ""), timezone.localdate()
    known = [one for one in years if f"{one.pk}" == asked]
    begun = [one for one in years if one.starts_on <= today]
    return next(iter([*known, *begun, *years[-1:]]), None)

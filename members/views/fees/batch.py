"""Several payments on one page, like a paying-in slip: written, read again, then saved."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from coopstudio.doors import requires
from coopstudio.french.typography import plural
from coopstudio.refusals import Refused
from members.actions.fees import payments
from members.fees.batch import summed
from members.forms.fees.payments import BatchForm, Lines
from members.permissions import keeps_fees

PREFIX = "ligne"


@never_cache
@require_http_methods(["GET", "POST"])
@requires(keeps_fees)
def batch(request):
    """Empty lines; then their summary, where nothing is saved yet; then all of them, or none."""
    if request.method == "GET":
        known = {"received_on": timezone.localdate(), "means": "cheque"}
        return _form(request, BatchForm(initial=known), Lines(prefix=PREFIX))
    head, lines = BatchForm(request.POST), Lines(request.POST, prefix=PREFIX)
    if not (head.is_valid() & lines.is_valid()):
        return _form(request, head, lines, status=422)
    filled = [one for one in lines if not one.is_blank]
    written = [_line(head, one) for one in filled]
    if not written:
        head.add_error(None, "Aucune ligne n’est remplie : écrivez au moins un nom et un montant.")
        return _form(request, head, lines, status=422)
    summary = summed(written)
    for rank, words in summary.wrong:
        filled[rank].add_error("fate", words)
    if "sure" in request.POST and not summary.wrong:
        return _saved(request, head, lines, written)
    if summary.wrong or "back" in request.POST:
        return _form(request, head, lines, status=422 if summary.wrong else 200)
    context = {"head": head, "lines": lines, "summary": summary}
    return render(request, "members/fees/batch_summary.html", context)


def _saved(request, head, lines, written):
    """All of them, or none."""
    try:
        done = payments.pay_many(written, by=request.user, at=timezone.now())
    except Refused as refused:
        head.add_error(None, str(refused))
        return _form(request, head, lines, status=422)
    s = plural(len(done))
    leave = "leurs reçus partent" if s else "son reçu part"
    messages.success(request, f"{len(done)} règlement{s} inscrit{s} : {leave}.")
    return redirect("members:fees")


def _line(head, line):
    said = {name: line.cleaned_data[name] for name in ("call", "amount", "reference", "fate")}
    return said | {name: head.cleaned_data[name] for name in ("received_on", "means")}


def _form(request, head, lines, *, status=200):
    context = {"head": head, "lines": lines}
    return render(request, "members/fees/batch.html", context, status=status)

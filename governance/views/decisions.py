"""One decision: its text, who consented, what is measured of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from governance.actions import contradictions, decisions
from governance.forms.contradictions import ContradictionForm
from governance.forms.decisions import ReadingForm
from governance.models import Decision
from governance.permissions import sees_governance
from governance.register.contradicting import beside
from governance.register.texts import Text, found


def text_of(request, pk):
    """The decision as this person sees it now; 404 when there is none."""
    now = timezone.now()
    try:
        told = found(pk, on=timezone.localdate(now))
    except Decision.DoesNotExist as missing:
        raise Http404 from missing
    return Text(told, request.user, now=now)


@require_safe
@never_cache
@requires(sees_governance)
def decision(request, pk):
    """The whole decision, for whoever reads the register."""
    text = text_of(request, pk)
    context = {"text": text, "decision": text.decision, "version": text.version}
    return render(request, "governance/register/decision.html", context)


@never_cache
@requires(sees_governance)
def reading(request, pk, measure):
    """Write a figure, and read those that were written."""
    text = text_of(request, pk)
    shown = [(one, may) for one, may in text.measured if one.measure.pk == measure and may]
    if not shown:
        raise Http404
    gauge = shown[0][0]
    form = ReadingForm(request.POST or None, initial={"on": text.today})
    if request.method == "POST" and form.is_valid():
        try:
            decisions.measure(gauge.measure, by=request.user, at=text.now, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Le relevé est écrit, et le dessin le montre.")
            return redirect("governance:decision", pk)
    context = {"text": text, "decision": text.decision, "gauge": gauge, "form": form}
    status = 422 if form.errors else 200
    return render(request, "governance/register/reading.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(sees_governance)
def contradiction(request, pk):
    """Say that this text and one of a circle around or inside do not hold together."""
    text = text_of(request, pk)
    if not text.stands:
        raise Http404
    form = ContradictionForm(request.POST or None, texts=beside(text.decision, on=text.today))
    if request.method == "POST" and form.is_valid():
        about = {"by": request.user, "at": text.now, "on": text.today, **form.cleaned_data}
        try:
            contradictions.say_contradiction(text.decision, **about)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Les deux cercles le trouvent dans leur panier.")
            return redirect("governance:decision", pk)
    context = {"text": text, "form": form, "has_texts": form.fields["other"].queryset.exists()}
    status = 422 if form.errors else 200
    return render(request, "governance/register/contradiction.html", context, status=status)

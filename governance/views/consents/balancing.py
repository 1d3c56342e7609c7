"""Pairs of poles of a circle, the swing of its decisions, and what is said from the other pole."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from coopstudio.sheets.api import form_of, sent
from governance.actions import consents
from governance.college import has_a_voice
from governance.consents import poles
from governance.forms.poles import PairForm, chosen
from governance.models import Circle, PolePair, Turn
from governance.permissions import sees_governance
from governance.views.consents.finding import done, found, number


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(sees_governance)
def pairs(request, pk):
    """What this circle holds together; somebody of the circle declares one more."""
    circle = get_object_or_404(Circle, pk=pk)
    form = PairForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            facts = {"by": request.user, "at": timezone.now(), **form.cleaned_data}
            consents.declare_poles(circle, **facts)
            messages.success(request, "Le couple de pôles est là.")
            return redirect("governance:poles", pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    held = list(poles.living(circle))
    context = {
        "circle": circle,
        "form": form,
        "swings": poles.swings(circle, held),
        "may_change": has_a_voice(request.user, circle, on=timezone.localdate()),
    }
    status = 422 if form.errors else 200
    return render(request, "governance/circles/poles/pairs.html", context, status=status)


@require_POST
@requires(sees_governance)
def pair_end(request, pk):
    """The circle holds this pair no more."""
    pair = get_object_or_404(PolePair.objects.select_related("circle"), pk=pk)
    try:
        consents.end_poles(pair, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("governance:poles", pair.circle_id)


@require_safe
@requires(sees_governance)
def sheet(request, pk):
    """One line per reaction that says its pole: the same swing is counted again from it."""
    circle = get_object_or_404(Circle, pk=pk)
    rows = poles.rows(poles.tags_of(circle))
    stem = f"equilibre-{circle.prefix.lower()}-{timezone.localdate().isoformat()}"
    return sent(form_of(request.GET.get("forme")), stem, poles.HEAD, rows, title="Équilibre")


@require_POST
@requires(sees_governance)
def pole(request, pk, turn):
    """Who reacted says from which pole."""
    proposal = found(request, pk)
    one = get_object_or_404(Turn, pk=turn, seat__round__proposal=proposal)
    told = chosen(proposal.circle, request.POST.get("pole"))
    if told is None:
        messages.error(request, "Choisissez un pôle dans la liste.")
        return redirect(proposal)
    facts = {"by": request.user, "at": timezone.now(), "pair": told[0], "side": told[1]}
    return done(request, proposal, lambda: consents.say_pole(one, **facts), said="C’est noté.")


@require_POST
@requires(sees_governance)
def swap(request, pk):
    """Propose that each speak from the other pole of this pair."""
    proposal = found(request, pk)
    key = number(request.POST.get("couple"))
    pair = get_object_or_404(PolePair, pk=key or 0, circle=proposal.circle_id)
    facts = {"by": request.user, "at": timezone.now(), "pair": pair}
    return done(request, proposal, lambda: consents.offer_swap(proposal, **facts))


@require_POST
@requires(sees_governance)
def across(request, pk, swap):
    """One writes from the pole that is not one's own."""
    proposal = found(request, pk)
    one = get_object_or_404(proposal.pole_swaps.select_related("proposal"), pk=swap)
    words = request.POST.get("mots", "").strip()[:2000]
    facts = {"by": request.user, "at": timezone.now(), "words": words}
    typed = {"field": f"autre-pole-{one.pk}", "words": words}
    return done(
        request, proposal, lambda: consents.speak_from_across(one, **facts),
        said="C’est écrit.", typed=typed,
    )  # fmt: skip

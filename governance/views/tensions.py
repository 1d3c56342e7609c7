"""A circle's basket: to drop a tension, to read one, to say what became of it."""

from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from coopstudio.doors import requires
from coopstudio.once import once
from coopstudio.refusals import Refused
from governance.actions import tensions, urgent
from governance.circles.principles import PRINCIPLES
from governance.college import has_a_voice, holder
from governance.forms.tensions import SettlingForm, TensionForm, UrgentForm
from governance.models import Circle, Decision, Proposal, Seat, Tension
from governance.permissions import drops_tensions, sees_governance
from governance.states import IN_CONSENT, OfficeKind, ProposalState, RoundKind, Wish
from governance.tensions import FRUIT, fruit_of, key_of, words_of

LATELY = 12
CARRIED = (
    "Quelqu’un a porté cette tension à un cercle entre-temps. Vos mots restent dans cette page : "
    "déposez-les à part, depuis le panier du cercle, s’ils disent autre chose."
)
WAITING = [ProposalState.BASKET, ProposalState.POSTPONED, ProposalState.REFERRED]


@require_safe
@never_cache
@requires(sees_governance)
def basket(request, pk):
    """What a circle has before it: tensions, the oldest first, and proposals that wait."""
    circle = get_object_or_404(Circle, pk=pk)
    waiting = circle.tensions.open().select_related("by", "decision__circle", "domain")
    settled = circle.tensions.exclude(settled_at=None).select_related("by")
    going = Proposal.objects.going().filter(circle=circle).select_related("carrier")
    context = {
        "circle": circle,
        "tensions": waiting.order_by(F("domain").desc(nulls_last=True), "at", "pk")[:200],
        "going": going.exclude(state__in=WAITING).order_by("-moved_at", "-pk")[:50],
        "waiting": going.filter(state__in=WAITING).order_by("moved_at", "pk")[:50],
        "drafts": circle.proposals.filter(carrier=request.user, state=ProposalState.DRAFT)[:20],
        "debts": _debts(circle),
        "leader": holder(circle, OfficeKind.LEADER, on=timezone.localdate()),
        "settled": settled.order_by("-settled_at")[:LATELY],
    }
    return render(request, "governance/tensions/basket.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(drops_tensions)
@once
def new_tension(request, pk):
    """Drop a tension into this circle's basket, whoever one is in the house."""
    circle = get_object_or_404(Circle.objects.living(), pk=pk)
    if "urgence" in request.GET:
        return _urgent(request, circle)
    about = Decision.objects.filter(pk=_key(request.GET.get("decision"))).first()
    fruit = fruit_of(request.user, _key(request.GET.get("rencontre")))
    key = key_of(FRUIT, fruit) if fruit else None
    carried = Tension.objects.filter(key=key).first() if key else None
    if carried and request.method != "POST":
        return redirect(carried)
    form = TensionForm(request.POST or None, initial=_preset(request, about, fruit))
    if carried:
        form.add_error(None, CARRIED)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data | {"decision": about, "key": key}
        try:
            tension = tensions.drop(circle, by=request.user, at=timezone.now(), **facts)
            return redirect(tension)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"circle": circle, "form": form, "decision": about}
    status = 422 if form.errors else 200
    return render(request, "governance/tensions/new.html", context, status=status)


@require_safe
@never_cache
@requires(sees_governance)
def tension(request, pk):
    """One tension, and what it became."""
    return show(request, _found(pk), SettlingForm())


@require_http_methods(["POST"])
@requires(sees_governance)
def settling(request, pk):
    """It leaves the basket, and one says why."""
    found, form = _found(pk), SettlingForm(request.POST)
    if form.is_valid():
        try:
            tensions.settle(found, by=request.user, at=timezone.now(), **form.cleaned_data)
            return redirect(found)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return show(request, found, form, status=422)


def show(request, found, form, *, status=200):
    """The page of a tension, whoever looks at it."""
    today = timezone.localdate()
    sits = has_a_voice(request.user, found.circle, on=today)
    context = {
        "tension": found,
        "form": form,
        "rival": found.proposals.filter(state__in=IN_CONSENT).select_related("carrier").first(),
        "born": found.proposals.readable_by(request.user).select_related("carrier"),
        "may_settle": (sits or found.by == request.user) and not found.is_urgent,
        "may_propose": sits,
    }
    return render(request, "governance/tensions/tension.html", context, status=status)


def _debts(circle):
    """Whose voice a text that is adopted under reserve still waits for (4.10)."""
    reserved = {"round__kind": RoundKind.CONSENT, "round__proposal__state": ProposalState.RESERVED}
    open_ones = Seat.objects.filter(
        round__circle=circle, round__closed_at=None, round__voided_at=None, **reserved
    )
    return open_ones.silent().select_related("person", "round__proposal")[:50]


def _preset(request, about, fruit):
    """A consent that is taken back, or what was met elsewhere: the circle takes it up."""
    if fruit:
        return words_of(fruit)
    if about and "retrait" in request.GET:
        return {"subject": f"Retrait de consentement : {about.code}", "wish": Wish.DECIDE}
    principle = _key(request.GET.get("principe"))
    if 0 < int(principle) <= len(PRINCIPLES):
        return {"subject": f"Coopérer : {PRINCIPLES[int(principle) - 1][0]}", "wish": Wish.EXPLORE}
    return {}


def _urgent(request, circle):
    """Whoever leads tells what could not wait."""
    today = timezone.localdate()
    form = UrgentForm(request.POST or None, circle=circle, on=today)
    if request.method == "POST" and form.is_valid():
        try:
            facts = form.cleaned_data
            return redirect(urgent.decide(circle, by=request.user, at=timezone.now(), **facts))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    leader = holder(circle, OfficeKind.LEADER, on=today)
    context = {"circle": circle, "form": form, "leader": leader}
    status = 422 if form.errors else 200
    return render(request, "governance/tensions/urgent.html", context, status=status)


def _found(pk):
    tensions_with = Tension.objects.select_related(
        "circle", "by", "settled_by", "decision__circle", "domain"
    )
    return get_object_or_404(tensions_with, pk=pk)


def _key(text):
    return text if text and text.isascii() and text.isdigit() and len(text) < 18 else 0

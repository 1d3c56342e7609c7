"""A contract is prepared from a promise, issued, read, left aside, changed; the list of them."""

from django.contrib import messages
from django.db.models import BigIntegerField
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributions.actions import clauses, contracts, retracting
from contributions.contracts.facts import amount_of
from contributions.contracts.listing import ContractList
from contributions.contracts.page import ContractPage
from contributions.forms.contracts import (
    AmendmentForm,
    GivenBackForm,
    LeavingForm,
    PreparationForm,
)
from contributions.models import Contract, Pledge
from contributions.permissions import keeps_books, opens_contracts, reads_books
from contributions.states import PledgeState
from contributions.views.answers import attempted, did
from coopstudio.doors import requires
from coopstudio.prepared import Given, prepared


@require_safe
@never_cache
@requires(reads_books)
def contract_list(request):
    """Those to sign, those in force, those that ended."""
    page = ContractList(request.GET)
    context = {"page": page, "may_write": keeps_books(request.user)}
    return render(request, "contributions/contracts/list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(keeps_books)
def preparation(request, pk):
    """From a confirmed promise: what is missing is said, a draft is looked at, then it leaves."""
    pledge = get_object_or_404(Pledge.objects.select_related("person", "need"), pk=pk)
    if pledge.state != PledgeState.CONFIRMED:
        messages.error(request, str(contracts.NotConfirmed()))
        return redirect("contributions:promise", pk)
    clauses.lay_down()
    form = PreparationForm(request.POST or None, pledge=pledge)
    if request.method == "POST" and form.is_valid():
        told = form.signing | {"said": form.said, "by": request.user, "at": timezone.now()}
        act = contracts.issue if "issue" in request.POST else contracts.preview
        if made := attempted(form, lambda: act(pledge, **told)):
            return _prepared(request, made)
    context = {"form": form, "pledge": pledge, "cents": amount_of(pledge)}
    status = 422 if form.errors else 200
    return render(request, "contributions/contracts/preparation.html", context, status=status)


def _prepared(request, made):
    """To the contract that left, or to its draft."""
    if not isinstance(made, Contract):
        return redirect("documents:document", made.pk)
    messages.success(
        request, f"{made.reference} est parti : {made.person} le lit et signe d’abord."
    )
    return redirect("contributions:contract", made.pk)


@require_safe
@never_cache
@requires(opens_contracts)
def contract(request, pk):
    """For both sides, and for whoever answers for the books."""
    found = visible(request, pk)
    today = timezone.localdate()
    context = {
        "contract": found,
        "page": ContractPage(found, request.user, today=today),
        "leaving": LeavingForm(),
        "given_back": GivenBackForm(initial={"on": today}),
    }
    return render(request, "contributions/contracts/contract.html", context)


@require_POST
@requires(opens_contracts)
def lapse(request, pk):
    """Left unsigned, by its contributor or by whoever keeps the books."""
    found, form = visible(request, pk), LeavingForm(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    if request.user != found.person and not keeps_books(request.user):
        return redirect("contributions:contract", pk)
    act = lambda: contracts.lapse(found, by=request.user, at=timezone.now(), why=why)  # noqa: E731
    words = "Le contrat reste sans suite. La promesse redevient libre."
    return did(request, act, words, "contributions:contract", pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(opens_contracts)
def retraction(request, pk):
    """« J’ai changé d’avis. » What it undoes is said first, and asked once."""
    found = visible(request, pk)
    if request.method != "POST":
        page = ContractPage(found, request.user, today=timezone.localdate())
        if not page.retract_until:
            return redirect("contributions:contract", pk)
        context = {"contract": found, "page": page}
        return render(request, "contributions/contracts/retraction.html", context)
    act = lambda: retracting.retract(found, by=request.user, at=timezone.now())  # noqa: E731
    words = "C’est noté, sans question. La trésorerie vous rend ce qui était arrivé."
    return did(request, act, words, "contributions:contract", pk)


@require_POST
@requires(keeps_books)
def given_back(request, pk):
    """What came before a change of mind went back."""
    found, form = visible(request, pk), GivenBackForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["on"][0])
        return redirect("contributions:contract", pk)
    told = {"by": request.user, "at": timezone.now(), "on": form.cleaned_data["on"]}
    act = lambda: retracting.give_back(found, **told)  # noqa: E731
    return did(request, act, "C’est inscrit : tout est rendu.", "contributions:contract", pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(keeps_books)
def amendment(request, pk):
    """Another version, signed anew; the amount stays."""
    found = visible(request, pk)
    last = found.versions.order_by("number").last()
    known = {"address": last.facts.get("contributor", {}).get("address", "")}
    form = AmendmentForm(request.POST or None, contributor=found.person, known=known)
    if request.method == "POST" and form.is_valid():
        told = form.signing | {name: form.cleaned_data[name] for name in ("why", "address")}
        told |= {"by": request.user, "at": timezone.now()}
        if attempted(form, lambda: contracts.amend(found, **told)):
            messages.success(request, "La nouvelle version est partie à signer.")
            return redirect("contributions:contract", pk)
    context = {"form": form, "contract": found}
    status = 422 if form.errors else 200
    return render(request, "contributions/contracts/amendment.html", context, status=status)


def visible(request, pk):
    """A contract of one's own, one that one signs, or any for who answers for the books."""
    found = _visible(reads_books(request.user), pk=pk, me=request.user.pk)
    if not found:
        raise Http404
    return found[0]


@prepared
def _visible(reads_all=False):  # noqa: FBT002 (a shape)
    every = Contract.objects.filter(pk=Given("pk", BigIntegerField()))
    seen = every if reads_all else every.of(Given("me", BigIntegerField()))
    return seen.select_related("person", "balance").defer("person__search")

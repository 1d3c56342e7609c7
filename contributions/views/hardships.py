"""Somebody in difficulty asks to be served first; two people of trust read it, and nobody else."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from contributions.actions import hardships
from contributions.discretion import opened, place_of
from contributions.forms.rounds import HardshipForm
from contributions.models import Contract, Discernment, Hardship, RepaymentRound
from contributions.permissions import contributes, discerns_hardship
from contributions.rounds.wanted import pool_of
from contributions.views.answers import attempted, did, typed
from coopstudio.doors import requires
from coopstudio.once import once


@never_cache
@require_http_methods(["GET", "POST"])
@requires(contributes)
@once
def asking(request, pk, contract):
    """Ask, for one's own apport."""
    tour = get_object_or_404(RepaymentRound.objects.visible_to(request.user), pk=pk)
    own = Contract.objects.of(request.user).select_related("balance")
    mine = get_object_or_404(own, pk=contract)
    form = HardshipForm(request.POST or None, asker=request.user, on=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        facts = {"by": request.user, "at": timezone.now()} | form.cleaned_data
        if attempted(form, lambda: hardships.ask(tour, mine, **facts)):
            messages.success(request, "C’est confié aux deux personnes que vous avez choisies.")
            return redirect("contributions:round", pk)
    context = {"tour": tour, "contract": mine, "pool": pool_of(tour)}
    return typed(request, "contributions/hardships/ask.html", form, **context)


@never_cache
@require_http_methods(["GET", "POST"])
@requires(discerns_hardship)
def discernment(request, pk):
    """Read what somebody confides to you, and say what you think."""
    found = Discernment.objects.select_related("hardship__round", "hardship__contract__person")
    mine = get_object_or_404(found, pk=pk, by=request.user)
    asked = mine.hardship
    if request.method == "POST":
        agrees = {"oui": True, "non": False}.get(request.POST.get("avis"))
        if agrees is None:
            raise Http404
        return did(
            request,
            lambda: hardships.discern(mine, by=request.user, at=timezone.now(), agrees=agrees),
            "Votre avis est gardé, pour vous deux.", "contributions:round", asked.round_id,
        )  # fmt: skip
    words = opened(asked.reason, place=place_of(asked.round_id, asked.contract_id))
    pool = pool_of(asked.round)
    context = {"mine": mine, "asked": asked, "words": words, "pool": pool}
    return render(request, "contributions/hardships/read.html", context)


@require_POST
@requires(contributes)
def withdrawal(request, pk):
    """Take one's own request back."""
    asked = get_object_or_404(Hardship, pk=pk, contract__person=request.user)
    return did(
        request, lambda: hardships.withdraw(asked, by=request.user, at=timezone.now()),
        "Votre demande est retirée, ses mots sont effacés.", "contributions:round", asked.round_id,
    )  # fmt: skip

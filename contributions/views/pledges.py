"""Promising an apport, following it, changing one's mind; the list for who keeps the books."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contributions.actions import pledges as acts
from contributions.forms.pledges import Parts, PledgeForm, UntilForm, Whole, said
from contributions.models import Need, Pledge, Terms
from contributions.permissions import (
    contributes,
    keeps_books,
    promises,
    reads_books,
    reads_promises,
)
from contributions.querysets.pledges import TO_HEAR
from contributions.states import Form, PledgeState
from contributions.views.answers import attempted, did
from coopstudio.doors import requires
from coopstudio.journal.api import history
from coopstudio.once import once
from members.models import Person


@never_cache
@requires(promises)
@once
def pledge(request):
    """« Promettre un apport », from a phone."""
    now = timezone.now()
    today = timezone.localdate(now)
    form, parts = _forms(request, today)
    if request.method == "POST" and all([form.is_valid(), parts.is_valid()]):
        person = form.cleaned_data.get("person") or request.user
        told = form.facts | {"parts": said(parts), "by": request.user, "at": now}
        if made := attempted(form, lambda: acts.declare(person, **told)):
            messages.success(request, "Merci. Votre promesse est notée ; rien n’est signé.")
            return redirect("contributions:promise", made.pk)
    wrong = bool(form.errors or (parts.is_bound and not parts.is_valid()))
    context = {
        "form": form, "parts": parts, "whole": Whole(form, parts), "wrong": wrong,
        "terms": Terms.objects.on(today),
        "is_member": contributes(request.user),
    }  # fmt: skip
    page = "contributions/pledges/new.html"
    return render(request, page, context, status=422 if wrong else 200)


@require_safe
@never_cache
@requires(reads_books)
def pledges(request):
    """Those to hear, those to write a contract from, those to come, and those that ended."""
    now = timezone.now()
    rows = Pledge.objects.visible_to(request.user).select_related("person", "need", "contract")
    every = list(rows.order_by("-declared_at", "-pk"))
    heard = {
        one.pk
        for one in every
        if one.state == PledgeState.DECLARED and now - one.declared_at >= TO_HEAR
    }
    groups = [
        ("hear", [one for one in every if one.pk in heard]),
        ("write", [one for one in every if one.state == PledgeState.CONFIRMED]),
        ("wait", [one for one in every if one.state == PledgeState.DECLARED
                  and one.pk not in heard]),
        ("done", [one for one in every if one.state == PledgeState.CONTRACTED]),
        ("over", [one for one in every if one.ended_at]),
    ]  # fmt: skip
    context = {"groups": groups, "may_write": keeps_books(request.user), "any": every}
    return render(request, "contributions/pledges/list.html", context)


@require_safe
@never_cache
@requires(reads_promises)
def promise(request, pk):
    """One promise, for its author and for who reads the books."""
    found = _found(request, pk)
    is_mine = found.person_id == request.user.pk
    context = {
        "pledge": found,
        "is_mine": is_mine,
        "may_say": is_mine or keeps_books(request.user),
        "may_confirm": found.can_move_to(PledgeState.CONFIRMED) and found.contract_id is None,
        "may_withdraw": found.can_move_to(PledgeState.WITHDRAWN),
        "is_thing": found.form == Form.IN_KIND,
        "until": UntilForm(initial={"until": found.expires_on}),
        "history": history(found),
    }
    return render(request, "contributions/pledges/promise.html", context)


@require_POST
@requires(reads_promises)
def confirmation(request, pk):
    """« Oui, je le pense vraiment. »"""
    found = _found(request, pk)
    act = lambda: acts.confirm(found, by=request.user, at=timezone.now())  # noqa: E731
    return did(request, act, "C’est confirmé. La trésorerie prépare un contrat à lire.", *_back(pk))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(reads_promises)
def withdrawal(request, pk):
    """Taken back, without a reason to give; asked once."""
    found = _found(request, pk)
    if request.method != "POST":
        is_mine = found.person_id == request.user.pk
        if not found.can_move_to(PledgeState.WITHDRAWN) or not (
            is_mine or keeps_books(request.user)
        ):
            return redirect(*_back(pk))
        context = {"pledge": found, "is_mine": is_mine}
        return render(request, "contributions/pledges/withdrawal.html", context)
    act = lambda: acts.withdraw(found, by=request.user, at=timezone.now())  # noqa: E731
    return did(request, act, "La promesse est retirée. Rien à expliquer.", *_back(pk))


@require_POST
@requires(reads_promises)
def showing(request, pk):
    """Its author lets members read it, or not any more."""
    found, shown = _found(request, pk), request.POST.get("montrer") == "oui"
    act = lambda: acts.show(found, by=request.user, shown=shown)  # noqa: E731
    words = "Les membres peuvent la lire." if shown else "Les membres ne la lisent plus."
    return did(request, act, words, *_back(pk))


@require_POST
@requires(reads_promises)
def prolonging(request, pk):
    """It stays open longer."""
    found, form = _found(request, pk), UntilForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["until"]))
        return redirect(*_back(pk))
    act = lambda: acts.prolong(found, by=request.user, **form.cleaned_data)  # noqa: E731
    return did(request, act, "Elle tient plus longtemps.", *_back(pk))


def _forms(request, today):
    """The promise and its payments. Only the treasurer may write what somebody else said."""
    people = Person.objects.members(on=today).in_order() if keeps_books(request.user) else None
    form = PledgeForm(request.POST or None, needs=Need.objects.open(today), people=people)
    if request.method != "POST":
        form.initial["need"] = request.GET.get("besoin")
    return form, Parts(request.POST or None, prefix="parts")


def _found(request, pk):
    return get_object_or_404(Pledge.objects.visible_to(request.user).with_all(), pk=pk)


def _back(pk):
    return "contributions:promise", pk

"""« Voici le groupe »: founders propose it, each person who is expected answers."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from members.actions import groups, proposals
from members.cohort.table import Group, the_cohort
from members.cohort.way import Way
from members.forms.proposals import AnswerForm, ProposalForm, WithdrawalForm
from members.permissions import forms_the_group

THANKS = {
    "consent": "Merci. Votre oui est noté : vous pouvez changer d’avis jusqu’au lancement.",
    "objection": "Merci : votre objection éclaire le groupe, et le lancement l’attend.",
    "not_now": "C’est noté, sans question. Votre place est libre, et la porte reste ouverte.",
}


def way_of(request):
    """The way of the group as this person sees it; 404 before there is a group."""
    cohort = the_cohort()
    if cohort is None:
        raise Http404
    group = Group(cohort, on=timezone.localdate(), viewer=request.user)
    return Way(group, viewer=request.user)


@never_cache
@requires(forms_the_group)
def proposal(request):
    """Write « voici le groupe », read it as it will be read, send it to everybody expected."""
    way = way_of(request)
    if request.method != "POST":
        try:
            proposals.check_may_be_proposed(way.cohort, on=timezone.localdate())
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("members:group")
    form = ProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proposals.propose(
                way.cohort, by=request.user, at=timezone.now(), words=form.cleaned_data["words"]
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "La proposition est partie. Chaque réponse se posera ici.")
            return redirect("members:group")
    context = {"way": way, "group": way.group, "cohort": way.cohort, "form": form}
    status = 422 if form.errors else 200
    return render(request, "members/proposals/proposal.html", context, status=status)


@never_cache
@requires(forms_the_group)
def withdrawal(request):
    """Take the proposal back, with a word to everybody who had received it."""
    way = way_of(request)
    if way.proposal is None:
        raise Http404
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proposals.withdraw(
                way.proposal, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "La proposition est retirée, et chaque personne le sait.")
            return redirect("members:group")
    status = 422 if form.errors else 200
    context = {"way": way, "form": form}
    return render(request, "members/proposals/withdrawal.html", context, status=status)


@never_cache
def answer(request):
    """« Voici le groupe »: read who would be there, and answer."""
    way = way_of(request)
    if not way.asks_me:
        raise Http404
    form = AnswerForm(request.POST or None, initial=_said(way))
    if request.method == "POST" and form.is_valid():
        try:
            proposals.answer(way.mine, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, THANKS[form.cleaned_data["answer"]])
            return redirect("members:group")
    context = {"way": way, "group": way.group, "cohort": way.cohort, "form": form}
    status = 422 if form.errors else 200
    return render(request, "members/proposals/answer.html", context, status=status)


@require_POST
def my_name(request):
    """Let the others who are expected read my name, or take it back."""
    way = way_of(request)
    if way.mine is None:
        raise Http404
    is_named = bool(request.POST.get("named"))
    groups.be_named(way.mine, by=request.user, at=timezone.now(), is_named=is_named)
    said = "peut être lu par le groupe" if is_named else "n’est plus lu par le groupe"
    messages.success(request, f"C’est noté : votre nom {said}.")
    return redirect("members:group")


@require_POST
def my_leaving(request):
    """I free my place in the group."""
    way = way_of(request)
    if way.mine is None:
        raise Http404
    try:
        groups.leave_place(way.mine, by=request.user, at=timezone.now())
        messages.success(request, "Votre place est libre. Merci d’avoir été là jusqu’ici.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("members:group")


def _said(way):
    """What one already answered, to be changed; the name as one said it."""
    said = {"is_named": way.mine.is_named}
    last = way.my_answer
    return said | ({"answer": last.answer, "words": last.words} if last else {})

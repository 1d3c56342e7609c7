"""Mutual consent, on the person's page and on the founders': say, amend, accept, withdraw."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from applications.actions import reserves
from applications.forms.reserves import AmendmentForm, NeedForm, WordForm
from applications.models import Reserve
from applications.mutual import Mutual
from applications.permissions import acts_for_foundation
from applications.views.finding import dossier_of
from applications.views.mine import my_application
from coopstudio import typed
from coopstudio.doors import requires
from coopstudio.refusals import Refused

NEED, WORD = "besoin", "parole"


@never_cache
def reciprocity(request, number):
    """What I need to know, what the founders offer and seek, and my own word."""
    application = my_application(request, number)
    if not application.is_crossed:
        raise Http404
    mutual = Mutual(application, at=timezone.now())
    act = request.POST.get("act", "") if request.method == "POST" else ""
    need = NeedForm(request.POST if act == NEED else None)
    word = WordForm(request.POST if act == WORD else None, may_consent=mutual.may_assent)
    if act and _said(request, application, act, need, word):
        return redirect("applications:reciprocity", number)
    bad = next((form for form in (need, word) if form.errors), None)
    context = {"application": application, "mutual": mutual, "need": need, "word": word, "bad": bad}
    status = 422 if bad else 200
    return render(request, "applications/reserves/reciprocity.html", context, status=status)


@never_cache
def my_reserve(request, number, pk):
    """What holds me back, the texts that would integrate it, and my answer."""
    application = my_application(request, number)
    reserve = get_object_or_404(Reserve.objects.of_the_person(application), pk=pk)
    back = "applications:reciprocity"
    context = {"layout": "layouts/public.html", "is_the_person": True, "back": back}
    return _one(request, application, reserve, context)


@never_cache
@requires(acts_for_foundation)
def reserve(request, number, pk):
    """The same, from the founders' side."""
    dossier = dossier_of(request, number)
    if dossier.is_being_read:
        raise Http404
    reserve = get_object_or_404(Reserve.objects.of(dossier.application), pk=pk)
    context = {
        "layout": "layouts/member.html",
        "is_the_person": False,
        "back": "applications:position",
        "trail": [*dossier.trail, ("Ce qui retient", "")],
    }
    return _one(request, dossier.application, reserve, context)


def _said(request, application, act, need, word):
    """Whether what was typed was kept."""
    form = need if act == NEED else word
    if not form.is_valid():
        return False
    told = {"by": request.user, "at": timezone.now(), **form.cleaned_data}
    try:
        if act == NEED:
            reserves.say_need(application, **told)
        elif told.pop("stance") == WordForm.CONSENT:
            reserves.assent(application, **told)
        else:
            kind = form.cleaned_data["stance"]
            reserves.raise_reserve(application, kind=kind, **told)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "C’est dit, et la fondation le lit.")
    return True


def _one(request, application, reserve, context):
    posted = request.POST if request.POST.get("act") == "amend" else None
    form = AmendmentForm(posted, is_the_person=context["is_the_person"])
    if request.method == "POST" and _done(request, reserve, form):
        return redirect(context["back"], application.number)
    last = reserve.amendments.select_related("by").last()
    context |= {
        "application": application,
        "reserve": reserve,
        "form": form,
        "texts": list(reserve.amendments.select_related("by")),
        "last": last,
        "mine": reserve.by_id == request.user.pk,
        "accepted": reserves.accepted_by(last) if last else set(),
        "concerned": reserves.concerned(reserve, timezone.now()),
        "may_speak": application.state in reserves.SPEAKING and reserve.is_open,
    }
    status = 422 if form.errors else 200
    return render(request, "applications/reserves/reserve.html", context, status=status)


def _done(request, reserve, form):
    """Amend, accept or withdraw; whether it was done. A stale page is told, and reads again."""
    act, told = request.POST.get("act"), {"by": request.user, "at": timezone.now()}
    if act == "amend" and not form.is_valid():
        return False
    try:
        if act == "amend":
            words = form.cleaned_data["words"]
            reserves.amend(reserve, words=words, warned=form.was_warned, **told)
        elif act == "accept":
            key = request.POST.get("text", "")
            text = get_object_or_404(reserve.amendments, pk=typed.key(key))
            reserves.accept(text, **told)
        elif act == "withdraw":
            reserves.withdraw_reserve(reserve, **told)
    except Refused as refusal:
        if act == "amend":
            form.add_error(None, str(refusal))
            return False
        messages.error(request, str(refusal))
        return True
    messages.success(request, "C’est noté, et chaque personne concernée le sait.")
    return True

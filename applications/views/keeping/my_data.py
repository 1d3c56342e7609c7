"""What the house holds about me, who read it, what I agreed to; take a copy, or erase it all."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications import leaving, limits, records, resting
from applications.actions.keeping import erasing
from applications.forms.my_data import ErasureForm, RequestForm
from applications.models import Application, Conversation
from applications.openings import openings_of
from applications.states import State
from coopstudio import personal_data
from coopstudio.doors import public
from coopstudio.french.dates import digits
from coopstudio.refusals import Refused
from members.actions import consents
from members.actions.data import freezing, rights
from members.actions.erasing import belongs
from members.models import DataRequest, Person
from members.rights.consents import WORDS
from members.states import Purpose

MOST_OPENINGS = 60


@require_safe
@never_cache
def my_data(request):
    """Everything about one's data, on one page."""
    person, today = request.user, timezone.localdate()
    mine = Application.objects.filter(person=person).exclude(state=State.ERASED)
    is_candidate = mine.exists() or Conversation.objects.filter(person=person).exists()
    whose = {"everybody"} | ({"candidates"} if is_candidate else set())
    whose |= {"members"} if belongs(person) or person.requests.exists() else set()
    context = {
        "kinds": [one for one in personal_data.catalogue() if one.whose in whose],
        "openings": openings_of(person, most=MOST_OPENINGS),
        "agreements": _agreements(person, is_asked=is_candidate),
        "agreed": mine.exclude(agreement="").select_related("version").order_by("number"),
        "plans": [(one, resting.plan_of(one, today=today)) for one in mine.order_by("number")],
        "fiche": records.plan_of(person, today=today),
        "told_twice": person.agreed("prévenue", "prévenu"),
        "requests": person.data_requests.order_by("-asked_at")[:10],
        "held": leaving.held(person),
        "thaws_on": freezing.end_of(person),
        "is_candidate": is_candidate,
        "is_member": belongs(person),
        "has_draft": mine.filter(state=State.DRAFT).exists(),
    }
    return render(request, "applications/data/my_data.html", context)


@require_POST
def agreement(request, purpose):
    """Give an accord, in today's words, or take it back."""
    if purpose not in Purpose.values:
        raise Http404
    purpose, now = Purpose(purpose), timezone.now()
    try:
        if request.POST.get("give"):
            consents.give(request.user, purpose, text=WORDS[purpose], at=now)
            messages.success(request, "C’est noté : votre accord est donné, et se retire ici.")
        else:
            consents.withdraw(request.user, purpose, at=now)
            messages.success(request, "C’est noté : votre accord est retiré.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("/mes-donnees/#accords")


@require_POST
@never_cache
def copy(request):
    """The folder with everything, for its person alone: heavy to make, so not again and again."""
    if not limits.may_copy(request.user):
        return render(request, "429.html", status=429)
    now = timezone.now()
    content = rights.take_copy(request.user, at=now)
    answer = HttpResponse(content, content_type="application/zip")
    name = f"mes-donnees-{timezone.localdate(now):%Y-%m-%d}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@never_cache
def data_request(request):
    """Ask a person for what is not done here."""
    form = RequestForm(request.POST or None, initial={"kind": request.GET.get("pour", "")})
    if request.method == "POST" and form.is_valid():
        kind, words = form.cleaned_data["kind"], form.cleaned_data["words"]
        try:
            asked = rights.ask(request.user, kind, words=words, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            freezes = asked.kind == DataRequest.Kind.LIMITATION
            done = "Vos données sont gelées" if freezes else "C’est envoyé"
            messages.success(
                request, f"{done}. Une personne vous répond avant le {digits(asked.due_on)}."
            )
            return redirect("/mes-donnees/" if freezes else "/mes-donnees/#demandes")
    status = 422 if form.errors else 200
    return render(request, "applications/data/request.html", {"form": form}, status=status)


@require_POST
def thaw(request):
    """Lift my own freeze."""
    try:
        freezing.lift(request.user, at=timezone.now())
        messages.success(request, "C’est fait : le gel est levé, tout reprend comme avant.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("applications:my_data")


@never_cache
def erasure(request):
    """Erase everything: what goes, what stays and why; then a word to type."""
    person, form = request.user, ErasureForm(request.POST or None)
    held = leaving.held(person)
    if request.method == "POST" and held:
        return _ask_for_later(request)
    if request.method == "POST" and form.is_valid():
        try:
            erasing.erase_person(person, by=person, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _leave(request)
    context = {
        "form": form,
        "held": held,
        "goes": leaving.goes(person),
        "goes_of_fiche": leaving.goes_of_fiche(person, on=timezone.localdate()),
        "stays": leaving.stays(person, on=timezone.localdate()),
        "closes_account": leaving.closes_account(person, on=timezone.localdate()),
    }
    status = 422 if form.errors else 200
    return render(request, "applications/data/erasure.html", context, status=status)


@public
@require_safe
def gone(request):
    """The last page of somebody who is nobody any more: the same for whoever opens it."""
    return render(request, "applications/data/gone.html")


def _leave(request):
    """Members stay in; who has nothing here any more is shown out. A page of its own, so that
    going back in the browser never asks to send the erasure again."""
    if not Person.objects.filter(pk=request.user.pk, is_active=True).exists():
        logout(request)
        return redirect("applications:gone")
    messages.success(request, "C’est fait : votre candidature est effacée. Votre compte reste.")
    return redirect("applications:my_data")


def _ask_for_later(request):
    try:
        words = "Dès que la retenue de mon dossier sera levée."
        rights.ask(request.user, DataRequest.Kind.ERASURE, words=words, at=timezone.now())
        messages.success(request, "C’est noté : tout s’effacera dès que la retenue sera levée.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("applications:my_data")


def _agreements(person, *, is_asked):
    """Each purpose with its words of today, the standing accord, and those of before.

    They speak of a candidature: who never had one is only shown what they once gave.
    """
    given = list(person.consents.order_by("-given_at"))
    return [
        {
            "purpose": purpose,
            "words": WORDS[purpose],
            "standing": next((o for o in given if o.purpose == purpose and o.is_standing), None),
            "before": [o for o in given if o.purpose == purpose and not o.is_standing][:5],
        }
        for purpose in Purpose
        if is_asked or any(one.purpose == purpose for one in given)
    ]

"""Say one's position; make the letter one's own; send it."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from applications.actions import decisions
from applications.forms.decisions import LetterForm, PositionForm
from applications.models import Decision
from applications.permissions import is_founder
from applications.states import Outcome
from applications.views.finding import done, dossier_of
from coopstudio.doors import requires
from coopstudio.refusals import Refused


@never_cache
@requires(is_founder)
def position(request, number):
    """The positions, then the letter; and the form of one's own position while it is open."""
    dossier = dossier_of(request, number)
    if dossier.is_being_read:
        return redirect("applications:readings", number)
    table = _table(dossier)
    posted = request.POST if request.method == "POST" else None
    form = PositionForm(posted, outcomes=table["outcomes"], initial=_start(table))
    if request.method == "POST" and form.is_valid():
        try:
            decisions.take_position(
                dossier.application, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error("words" if _is_about_words(refusal) else None, str(refusal))
        else:
            return redirect("applications:position", number)
    context = table | {"form": form, "trail": [*dossier.trail, ("Décision", "")]}
    status = 422 if form.errors else 200
    return render(request, "applications/dossiers/decision.html", context, status=status)


@never_cache
@requires(is_founder)
def letter(request, number):
    """Make the letter one's own, and read it as the person will."""
    dossier = dossier_of(request, number)
    decision = Decision.objects.of(dossier.application).first()
    if decision is None or decision.told_at:
        return redirect("applications:position", number)
    posted = request.POST if request.method == "POST" else None
    form = LetterForm(posted, initial={"body": decision.body})
    if request.method == "POST" and form.is_valid():
        body = form.cleaned_data["body"]
        if request.POST.get("act") != "preview" and _keep(request, decision, body):
            return redirect("applications:position", number)
    context = {
        "dossier": dossier,
        "application": dossier.application,
        "decision": decision,
        "form": form,
        "body": form["body"].value(),
        "trail": [*dossier.trail, ("Lettre", "")],
    }
    status = 422 if form.errors else 200
    return render(request, "applications/dossiers/letter.html", context, status=status)


@require_POST
@requires(is_founder)
def sending(request, number):
    """Send the letter. A second click finds it sent, and says by whom."""
    application = dossier_of(request, number).application
    done(
        request,
        lambda: decisions.send_answer(application, by=request.user, at=timezone.now()),
        "C’est envoyé : la lettre part dans la minute.",
    )
    return redirect("applications:position", number)


def _keep(request, decision, body):
    return done(
        request,
        lambda: decisions.draft_letter(decision, by=request.user, body=body),
        "La lettre est gardée.",
    )


def _table(dossier):
    """Who said what, what is decided, and what may still be said."""
    application = dossier.application
    latest = decisions.latest_positions(application)
    found = Decision.objects.of(application)
    decision = found.select_related("letter", "told_by", "drafted_by").first()
    mine = latest.get(dossier.founder.pk)
    return {
        "dossier": dossier,
        "application": application,
        "decision": decision,
        "mine": mine,
        "theirs": [(founder, latest.get(founder.pk)) for founder in dossier.others],
        "outcomes": decisions.possible(application),
        "is_invitation": decision is not None and decision.outcome == Outcome.INVITE,
    }


def _start(table):
    """What the form proposes at first: one's own last word, else the other's proposal."""
    said = [table["mine"], *(position for _founder, position in table["theirs"])]
    last = next((one for one in said if one and one.outcome in table["outcomes"]), None)
    mine = table["mine"]
    start = last.outcome if last else (table["outcomes"] or [""])[0]
    return {"outcome": start, "stance": mine.stance if mine else "", "words": ""}


def _is_about_words(refusal):
    return isinstance(refusal, decisions.ObjectionWithoutWords)

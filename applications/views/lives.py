"""The founders' gestures on the life of an application: ask for precisions, wait, take it up."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications.actions import completions, pauses, returns
from applications.changes import changes_in
from applications.forms.completions import QuestionsForm
from applications.forms.pauses import ProposedPauseForm
from applications.models import Revision
from applications.permissions import acts_for_foundation
from applications.states import STOPPED_BY_WAITING, State
from applications.views.finding import done, dossier_of
from coopstudio.doors import requires
from coopstudio.refusals import Refused
from members.rights.consents import has_given
from members.states import Purpose

ASKED = "Des précisions sont déjà demandées : la réponse de la personne est attendue."
NOT_READ = (
    "Des précisions se demandent pendant la lecture : cette candidature n’en est pas là. Votre "
    "question peut se poser dans le fil."
)


@never_cache
@requires(acts_for_foundation)
def questions(request, number):
    """Ask the person for precisions, naming the answers that they may change. What was typed while
    the dossier moved on stays in the page, beside its reason, as in all that founders write."""
    dossier = dossier_of(request, number)
    if request.method != "POST" and not dossier.application.can_move_to(State.COMPLETING):
        is_asked = dossier.application.state == State.COMPLETING
        messages.error(request, ASKED if is_asked else NOT_READ)
        return redirect("applications:dossier", number)
    return _write(request, dossier, QuestionsForm, completions.ask_completion, "questions")


@require_POST
@requires(acts_for_foundation)
def resuming(request, number):
    """Read on without waiting for the precisions."""
    application = dossier_of(request, number).application
    success = "La lecture reprend. La personne est prévenue."
    return _do(request, number, completions.resume_reading, application, success)


@require_safe
@never_cache
@requires(acts_for_foundation)
def revision(request, number, revision):
    """What changed in a revision, word for word; what is folded stays folded."""
    dossier = dossier_of(request, number)
    found = Revision.objects.filter(application=dossier.application)
    here = found.filter(number=revision).first()
    if here is None:
        raise Http404
    before = found.filter(number__lt=revision).last()
    changes = list(changes_in(before, here, is_folded=dossier.is_folded)) if before else []
    for one in changes:
        one["words"] = one["words"] and [(kind, dossier.said(said)) for kind, said in one["words"]]
    context = {
        "dossier": dossier,
        "application": dossier.application,
        "revision": here,
        "revisions": found.order_by("-number").values_list("number", "sent_at"),
        "before": before,
        "changes": changes,
        "trail": [*dossier.trail, (f"Révision {revision}", "")],
    }
    return render(request, "applications/completions/revision.html", context)


@never_cache
@requires(acts_for_foundation)
def waiting(request, number):
    """Propose to the person to wait until a day; or end the wait sooner."""
    dossier = dossier_of(request, number)
    application = dossier.application
    if application.state == State.PAUSED:
        if request.method == "POST":
            success = "La candidature est rouverte, et la personne prévenue."
            return _do(request, number, pauses.wake, application, success)
    elif request.method != "POST" and not application.can_move_to(State.PAUSED):
        return redirect("applications:dossier", number)
    return _write(request, dossier, ProposedPauseForm, pauses.propose_pause, "pause")


@never_cache
@requires(acts_for_foundation)
def taking_up(request, number):
    """Take a closed application up again, if its person agreed to be written to."""
    dossier = dossier_of(request, number)
    application = dossier.application
    if application.state not in returns.CLOSED:
        return redirect("applications:dossier", number)
    if request.method == "POST":
        success = "La candidature est reprise. La personne et la fondation sont prévenues."
        return _do(request, number, returns.take_up, application, success)
    context = {
        "dossier": dossier,
        "application": application,
        "has_agreed": has_given(application.person, Purpose.KEEP),
        "trail": [*dossier.trail, ("Reprise", "")],
    }
    return render(request, "applications/pauses/taking_up.html", context)


TITLES = {"questions": "Précisions", "pause": "Attendre"}
PAGES = {
    "questions": "applications/completions/questions.html",
    "pause": "applications/pauses/proposal.html",
}


def _write(request, dossier, form_class, act, kind):
    """A form of words for the person, then one action."""
    form = form_class(request.POST if request.method == "POST" else None)
    application = dossier.application
    if request.method == "POST" and form.is_valid():
        try:
            warned = {"warned": True} if getattr(form, "was_warned", False) else {}
            told = {"by": request.user, "at": timezone.now(), **warned}
            act(application, **told, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("applications:dossier", application.number)
    context = {
        "dossier": dossier,
        "application": application,
        "form": form,
        "stops": STOPPED_BY_WAITING.get(application.state),
        "trail": [*dossier.trail, (TITLES[kind], "")],
    }
    page = PAGES[kind]
    return render(request, page, context, status=422 if form.errors else 200)


def _do(request, number, act, application, success):
    done(request, lambda: act(application, by=request.user, at=timezone.now()), success)
    return redirect("applications:dossier", number)

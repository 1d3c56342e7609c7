"""The application, step by step: moves are free, everything is kept, sending happens once."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from applications import limits
from applications.actions import applications, drafts
from applications.documents import contents
from applications.forms.applications import (
    AppelForm,
    OffreForm,
    ParcoursForm,
    SubmissionForm,
    VousForm,
)
from applications.missing import missing_in
from applications.models import CallVersion
from applications.versions import newer_than
from applications.views.holding import (
    OpenedElsewhere,
    held,
    held_or_blank,
    is_elsewhere,
    kept,
    to_take_up,
    under_way,
    within_limits,
)
from coopstudio.doors import public
from coopstudio.refusals import Refused


@dataclass(frozen=True)
class Step:
    name: str
    title: str
    note: str
    form: type | None

    @property
    def address(self):
        if self.form is None:
            return reverse("applications:review")
        return reverse("applications:step", args=[self.name])


STEPS = [
    Step("vous", "Vous", "Nom, adresse, commune", VousForm),
    Step("offre", "L’offre", "Quoi, pour qui, où", OffreForm),
    Step("appel", "L’appel", "Ce qui plaît, ce qui gêne", AppelForm),
    Step("parcours", "Votre parcours", "CV en PDF, ou quelques lignes", ParcoursForm),
    Step("relecture", "Relecture", "Puis l’envoi", None),
]
BY_NAME = {step.name: step for step in STEPS}


@public
def start(request):
    """Where one takes up: the first step that lacks something."""
    draft = held(request)
    if draft is None and under_way(request):
        return _already_sent(request)
    if is_elsewhere(request):
        return redirect("applications:ask_link")
    if draft is None:
        return redirect(STEPS[0].address)
    return redirect(BY_NAME[_first_to_complete(draft)].address)


@public
@within_limits
def step(request, name):
    """One step: what is typed is kept whatever lacks; only what is unsafe is refused."""
    draft = held_or_blank(request)
    if draft is None:
        return _already_sent(request) if under_way(request) else _nothing_to_answer(request)
    here = BY_NAME[name]
    if request.method != "POST" and is_elsewhere(request):
        return redirect("applications:ask_link")
    if request.method != "POST":
        return _show(request, here, draft, here.form(draft=draft).dress())
    try:
        draft = kept(request, draft)
    except OpenedElsewhere as refusal:
        form = here.form(request.POST, draft=draft)
        form.add_error(None, str(refusal))
        return _show(request, here, draft, form, status=409, elsewhere=True)
    form = here.form(request.POST, request.FILES, draft=draft)
    lost = form.lost(form.clashes())
    draft, unsaid = _save(request, form, draft)
    if form.is_valid() and request.POST.get("go") != "pause":
        form.say_missing(missing_in(draft, step=name))
    form.dress().draft = draft
    if lost:
        return _show(request, here, draft, form, status=409, lost=lost)
    if not form.is_valid() and not (request.POST.get("go") == "on" and not unsaid):
        return _show(request, here, draft, form, status=422)
    return redirect(_after(request, name))


@public
@require_POST
@within_limits
def autosave(request, name):
    """Keep what one window changed; answer with what is now known, so that it goes on from there.

    409 when another window changed the same answers: theirs stay, ours wait in the page.
    """
    draft = held_or_blank(request)
    if draft is None:
        return HttpResponse(status=410)
    try:
        draft = kept(request, draft)
    except OpenedElsewhere as refusal:
        return HttpResponse(str(refusal), status=422, content_type="text/plain; charset=utf-8")
    form = BY_NAME[name].form(request.POST, draft=draft)
    clashes = form.clashes()
    news = {field: value for field, value in form.news().items() if field not in clashes}
    try:
        form.draft = drafts.save(draft, at=timezone.now(), **news)
    except Refused:
        return HttpResponse(status=410)
    status = 409 if clashes else 422 if form.errors else 200
    return HttpResponse(form.seen, status=status, content_type="application/json")


@public
@require_POST
def cv(request):
    """Remove the CV of the draft."""
    draft = held(request)
    if draft:
        drafts.drop_cv(draft, at=timezone.now())
        messages.success(request, "Votre CV est retiré, ses octets aussi.")
    return redirect("applications:step", "parcours")


@public
@never_cache
def review(request):
    """Everything to be read again; then the one gesture that cannot be undone. Never kept by the
    browser: going back to it once it is sent leads to where it stands."""
    draft = held(request)
    if draft is None:
        sent = request.method == "POST" and request.user.is_authenticated
        return redirect("applications:status" if sent else "applications:start")
    form = SubmissionForm(request.POST or None, draft=draft)
    if request.method == "POST" and form.is_valid():
        by = request.user if request.user.is_authenticated else None
        try:
            agreed = {"agreement": form.agreement_words, "accords": form.accords}
            applications.submit(draft, by=by, at=timezone.now(), **agreed)
        except drafts.AlreadySent:
            pass  # the second click finds it sent: both lead to the same page
        except Refused as refusal:
            form.add_error(None, str(refusal))
        if not form.errors:
            request.session.pop("draft", None)
            return redirect("applications:status")
    return _show_review(request, draft, form)


def _already_sent(request):
    messages.info(request, "Votre candidature est déjà partie : la voici, et où elle en est.")
    return redirect("applications:status")


def _nothing_to_answer(request):
    """No call is open: its page says so, and where to leave a question."""
    if CallVersion.objects.current():
        messages.info(request, drafts.CallIsClosed.message)
    return redirect("applications:call")


def _save(request, form, draft):
    """Keep the valid answers and the file; returns the draft and whether something was refused."""
    now = timezone.now()
    refused, may_write = bool(form.errors), _may_write(request, form, draft)
    try:
        draft = drafts.save(draft, at=now, **form.news())
        if upload := form.cleaned_data.get("cv"):
            draft = drafts.keep_cv(draft, upload=upload, at=now)
    except Refused as refusal:
        form.add_error("cv" if "cv" in form.fields else None, str(refusal))
        refused = True
    if draft.email != draft.linked_to and not draft.confirmed_at:
        _send_link(request, draft, may_write)
    return draft, refused


def _may_write(request, form, draft):
    """Whether one more letter may leave for the address given here. Asked before the draft is
    locked, in the order of ``ask_link``: two requests never wait for each other."""
    address = form.news().get("email", draft.email)
    if not address or address == draft.linked_to or draft.confirmed_at:
        return False
    return limits.may_ask(request) and limits.may_write_to(address)


def _send_link(request, draft, may_write):
    """The first letter: it confirms the address and opens the draft anywhere."""
    leaves = request.POST.get("go") == "pause"
    if may_write:
        drafts.send_link(draft, at=timezone.now())
        messages.success(
            request,
            f"Un lien vient de partir à {draft.email}. "
            + ("Il rouvrira votre brouillon." if leaves else "Continuez sans attendre."),
        )
    else:
        messages.warning(
            request, "Assez de liens sont partis pour aujourd’hui : regardez dans votre boîte."
        )


def _after(request, name):
    if request.POST.get("go") == "pause":
        messages.success(request, "C’est gardé. Revenez quand vous voulez, rien ne presse.")
        return reverse("applications:call")
    return STEPS[STEPS.index(BY_NAME[name]) + 1].address


def _show(request, here, draft, form, status=200, lost=(), elsewhere=False):
    context = {
        "lost": lost,
        "elsewhere": elsewhere,
        **_frame(draft, here),
        "form": form,
        "sections": _offer_in_brief(draft) if here.name == "offre" else [],
        "reactions": draft.reactions.in_reading_order() if draft.pk else [],
        "earlier": None if draft.pk else to_take_up(request),
    }
    return render(request, f"applications/candidate/{here.name}.html", context, status=status)


def _show_review(request, draft, form):
    draft.submitted_at = draft.submitted_at or timezone.now()
    draft.answer_by = applications.answer_day(timezone.now())
    context = {
        **_frame(draft, BY_NAME["relecture"]),
        "form": form,
        "copy": contents(draft),
        "missing": missing_in(draft),
    }
    status = 422 if form.errors else 200
    return render(request, "applications/candidate/relecture.html", context, status=status)


def _frame(draft, here):
    """What every step shows: the steps, the hour of the last save, a newer version of the call."""
    lacks = {one.step for one in missing_in(draft)}
    return {
        "draft": draft,
        "may_leave": draft.version.call.takes_drafts(on=timezone.localdate()),
        "here": here,
        "rank": STEPS.index(here) + 1,
        "newer": newer_than(draft),
        "steps": [
            {
                "name": step.title,
                "note": step.note,
                "url": step.address,
                "done": step.form and step is not here and step.name not in lacks,
                "current": step is here,
            }
            for step in STEPS
        ],
    }


def _offer_in_brief(draft):
    """The three sections of the offer, first paragraph only, to stand beside their question."""
    return draft.version.sections.filter(part="offer").prefetch_related("passages")[:3]


def _first_to_complete(draft):
    lacks = missing_in(draft)
    return lacks[0].step if lacks else "relecture"

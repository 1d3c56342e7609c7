"""Membership requests, for those who keep the register. Nothing is decided here: the organ met
elsewhere, and what it said is recorded."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coopstudio.documents.api import documents_of
from coopstudio.doors import requires
from coopstudio.journal.api import history
from coopstudio.refusals import Refused
from members.actions import memberships
from members.actions.agenda import adjourn, put_on_agenda
from members.cautions import caution_of_decision
from members.forms.ages import AgreementForm
from members.forms.bulletins import ScanForm
from members.forms.joining import AdjournmentForm, AdmissionForm, AgendaForm, RefusalForm
from members.models import Assembly, MembershipRequest
from members.permissions import keeps_register
from members.states import RequestState, RequestStep
from members.views.finding import unless_frozen
from members.views.joining import join_agreement

PAGE = 25
NO_MEETING = (
    "Aucune réunion n’est préparée ici pour ce jour-là : si c’est bien la date, rien ne manque ; "
    "sinon, préparez-la parmi les assemblées, ou corrigez le jour."
)
TOLD = (
    "person", "statutes", "membership", "category", "entered_by", "scan", "guardian_paper",
)  # fmt: skip


@require_safe
@requires(keeps_register)
def requests(request):
    """Those that wait, the oldest first; or those that were answered, the latest first."""
    found = MembershipRequest.objects.visible_to(request.user).select_related("person")
    found = found.prefetch_related("facts")
    waiting = found.open().order_by("requested_at", "pk")
    closed = found.closed().select_related("membership").order_by("-requested_at", "-pk")
    is_closed = request.GET.get("vue") == "closes"
    page = Paginator(closed if is_closed else waiting, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "is_closed": is_closed}
    return render(request, "members/requests/list.html", context)


@require_safe
@requires(keeps_register)
def request_page(request, pk):
    """The bulletin, and what there is to do about it."""
    return _show(request, _found(request, pk))


@require_http_methods(["POST"])
@requires(keeps_register)
def admission(request, pk):
    """Record that the organ admitted the person."""
    asked = _found(request, pk)
    form = AdmissionForm(request.POST)
    return _answered(
        request, asked, form, "admission", memberships.admit, "L’admission est enregistrée.",
        at=timezone.now(),
    )  # fmt: skip


@require_http_methods(["POST"])
@requires(keeps_register)
def refusal(request, pk):
    """Record that the organ did not admit the person, with the words they are told."""
    asked = _found(request, pk)
    return _answered(
        request, asked, RefusalForm(request.POST), "refusal", memberships.refuse,
        "La réponse est enregistrée, et la lettre part.", at=timezone.now(),
    )  # fmt: skip


@require_http_methods(["POST"])
@requires(keeps_register)
def agenda(request, pk):
    """The request will be examined at a meeting; the person is told when."""
    return _answered(
        request, _found(request, pk), AgendaForm(request.POST), "meeting", put_on_agenda,
        "La demande est à l’ordre du jour, et la date est dite à la personne.", at=timezone.now(),
    )  # fmt: skip


@require_http_methods(["POST"])
@requires(keeps_register)
def adjournment(request, pk):
    """The organ put its answer off."""
    return _answered(
        request, _found(request, pk), AdjournmentForm(request.POST), "adjourning", adjourn,
        "Le report est enregistré, et une lettre le dit.", at=timezone.now(),
    )  # fmt: skip


@require_http_methods(["POST"])
@requires(keeps_register)
def agreement(request, pk):
    """Join the written agreement of who represents somebody younger than sixteen."""
    join_agreement(request, _found(request, pk))
    return redirect("members:request", pk)


def _answered(request, asked, form, which, verb, done, **more):
    """Bind, one action, redirect; or the page again with what is to be corrected."""
    if form.is_valid():
        try:
            verb(asked, by=request.user, **form.cleaned_data, **more)
            messages.success(request, done)
            if which == "admission":
                _say_caution(request, asked, form.cleaned_data["decided_on"])
            if which == "meeting" and not Assembly.objects.on(form.cleaned_data["on"]).exists():
                messages.warning(request, NO_MEETING)
            return redirect("members:request", asked.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _show(request, asked, status=422, **{which: form})


def _say_caution(request, asked, decided_on):
    listed = asked.facts.filter(kind=RequestStep.LISTED).last()
    said = caution_of_decision(decided_on, meeting_on=listed and listed.on)
    if said:
        messages.warning(request, said)


def _show(request, asked, *, status=200, **forms):
    organ, steps = {"organ": asked.statutes.admission_organ}, asked.told_steps()
    context = {
        "asked": asked,
        "membership": getattr(asked, "membership", None),
        "history": history(asked),
        "document": documents_of(asked).first(),
        "is_open": asked.is_waiting and asked.person_id != request.user.pk,
        "steps": steps,
        "meets_at": _meeting_of(asked, steps),
        "scanning": ScanForm() if asked.is_on_paper else None,
        "agreeing": AgreementForm() if asked.needs_agreement and asked.is_waiting else None,
        "meeting": AgendaForm(initial=organ),
        "adjourning": AdjournmentForm(initial=organ | _adjourned(asked, steps)),
        "may_adjourn": asked.can_move_to(RequestState.ADJOURNED),
        "admission": AdmissionForm(initial=organ),
        "refusal": RefusalForm(initial=organ),
        "wrong": next(iter(forms.values()), None),
    } | forms
    return render(request, "members/requests/request.html", context, status=status)


def _meeting_of(asked, steps):
    """The meeting at which it is examined, when it is prepared in this house."""
    listed = asked.state == RequestState.LISTED
    return Assembly.objects.on(steps[-1].on).first() if listed else None


def _adjourned(asked, steps):
    """What an adjournment says, for who has to write it better."""
    if asked.state != RequestState.ADJOURNED:
        return {}
    last = steps[-1]
    return {
        "organ": last.organ, "decided_on": last.on, "reference": last.reference,
        "words": last.words,
    }  # fmt: skip


def _found(request, pk):
    mine = MembershipRequest.objects.visible_to(request.user)
    return unless_frozen(mine.select_related(*TOLD), pk)

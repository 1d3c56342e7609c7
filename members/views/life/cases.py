"""A procedure of exclusion: its keepers on one side, its person on the other, nobody else."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from coopstudio.documents.api import documents_of
from coopstudio.doors import requires
from coopstudio.refusals import Refused
from members.actions.data.freezing import refuse_if_frozen
from members.actions.life import excluding
from members.cautions import caution_of_hearing
from members.forms.life import (
    DefenceForm,
    GrievancesForm,
    HearingForm,
    NewHearingForm,
    SendingForm,
    Unhurried,
    VerdictForm,
)
from members.models import Exclusion, Person
from members.permissions import keeps_register

DONE = {
    "send": "Les griefs partent : le délai de la défense court.",
    "hearing": "L’audition est fixée, et la lettre part.",
    "hear": "C’est noté.",
    "exclude": "La décision est inscrite, et la lettre part.",
    "maintain": "La décision est inscrite, et la lettre part.",
    "shelve": "La procédure est abandonnée.",
}


@never_cache
@requires(keeps_register)
def case(request, pk):
    """Open a procedure, or follow the one that is open. Nobody sits on their own case."""
    person = _somebody_else(request, pk)
    found = _latest(request, person)
    if found is None or found.sent_on is None:
        refuse_if_frozen(person)
    if found and found.state in ("raised", "grieved"):
        return _show(request, person, found)
    form = GrievancesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            excluding.open_case(
                _membership(person), by=request.user, at=timezone.now(), **form.cleaned_data
            )
            return redirect("members:case", pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"person": person, "form": form, "past": found}
    status = 422 if form.errors else 200
    return render(request, "members/life/case_new.html", context, status=status)


@require_POST
@requires(keeps_register)
def step(request, pk, name):
    """One step of the procedure: sent, heard, decided, given up."""
    person = _somebody_else(request, pk)
    found = _latest(request, person)
    if found is None or name not in STEPS:
        raise Http404
    form_class, verb = STEPS[name]
    form = form_class(request.POST)
    if form.is_valid():
        try:
            done = verb(found, by=request.user, at=timezone.now(), **_told(form))
            messages.success(request, DONE[name])
            if name in ("send", "hearing"):
                _say_caution(request, done)
            return redirect("members:life", pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    shown = "exclude" if name == "maintain" else name
    return _show(request, person, found, status=422, **{shown: form})


@never_cache
def my_case(request):
    """What is held against me, until when I may answer, and my answer."""
    seen = Exclusion.objects.filter(membership__person=request.user, sent_on__isnull=False)
    found = seen.select_related("statutes", "membership__person").order_by("sent_on").last()
    if found is None:
        raise Http404
    form = DefenceForm(request.POST or None, initial={"words": found.defence})
    if request.method == "POST" and form.is_valid():
        try:
            excluding.defend(found, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, "Votre réponse est reçue.")
            return redirect("members:my_case")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"case": found, "form": form, "papers": documents_of(found)}
    status = 422 if form.errors else 200
    return render(request, "members/life/my_case.html", context, status=status)


def _show(request, person, found, *, status=200, **forms):
    organ = {"organ": found.statutes.exclusion_organ}
    context = {
        "case": found,
        "person": person,
        "papers": documents_of(found),
        "may_decide": found.state == "grieved" and timezone.localdate() > found.defence_until,
        "send": SendingForm(),
        "hearing": NewHearingForm(),
        "hear": HearingForm(initial={"on": timezone.localdate()}),
        "exclude": VerdictForm(initial=organ),
        "wrong": next(iter(forms.values()), None),
    } | forms
    return render(request, "members/life/case.html", context, status=status)


def _say_caution(request, found):
    said = caution_of_hearing(found.hearing_at, on=timezone.localdate())
    if said:
        messages.warning(request, said)


def _told(form):
    """What the action is told; the tick says that the person did not sit."""
    told = dict(form.cleaned_data)
    return told | {"sat": not told.pop("absent")} if "absent" in told else told


def _somebody_else(request, pk):
    """Nobody sits on their own case, and who candidates is nobody here."""
    known = Person.objects.known_to_register().exclude(pk=request.user.pk)
    return get_object_or_404(known, pk=pk)


def _latest(request, person):
    seen = Exclusion.objects.visible_to(request.user).filter(membership__person=person)
    return seen.select_related("statutes", "opened_by").order_by("opened_at").last()


def _membership(person):
    found = person.memberships.active(on=timezone.localdate()).first()
    if found is None:
        raise Http404
    return found


class Nothing(Unhurried):
    """A step that needs no word."""


STEPS = {
    "send": (SendingForm, excluding.send_grievances),
    "hearing": (NewHearingForm, excluding.set_hearing),
    "hear": (HearingForm, excluding.hear),
    "exclude": (VerdictForm, excluding.exclude),
    "maintain": (VerdictForm, excluding.maintain),
    "shelve": (Nothing, excluding.shelve),
}

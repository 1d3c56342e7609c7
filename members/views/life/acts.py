"""What may be written of a membership, each on a page of its own: one table, one view."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from members.actions.life import ending, pausing, resigning
from members.forms import life as forms
from members.lives import Life
from members.models import Person, Statutes
from members.permissions import keeps_register
from members.states import FactKind, Standing

HERE = frozenset(
    {
        Standing.ACTIVE,
        Standing.ON_LEAVE,
        Standing.SUSPENDED,
        Standing.UNDER_NOTICE,
        Standing.ACCUSED,
    }
)


@dataclass(frozen=True)
class Act:
    """One thing to write. ``organ``: the field of the statutes that names who decides."""

    word: str
    title: str
    lead: str
    form: type
    verb: Callable
    done: str
    may: Callable
    icon: str = "circle"
    organ: str = ""
    is_grave: bool = False


def _is_here(life):
    return life.standing in HERE


ACTS = {
    "demission": Act(
        "Inscrire une démission",
        "Une démission est arrivée",
        "Elle est libre, sans forme ni raison. Le préavis des statuts court du jour où elle est "
        "reçue ; l’accusé de réception part aussitôt.",
        forms.ResignationForm,
        resigning.resign,
        "La démission est inscrite, et l’accusé de réception part.",
        lambda life: _is_here(life) or life.standing == Standing.ADMITTED,
        icon="letter",
    ),
    "demission-reprise": Act(
        "Reprendre la démission",
        "La démission est reprise",
        "Une démission ne se reprend qu’avec l’accord de l’organe, avant son dernier jour.",
        forms.DecisionForm,
        resigning.keep,
        "La démission est reprise : l’adhésion continue.",
        lambda life: life.standing == Standing.RESIGNING,
        icon="check",
        organ="admission_organ",
    ),
    "pause": Act(
        "Inscrire une pause",
        "Une pause est accordée",
        "Demandée par la personne, pour quelque raison que ce soit : on ne la demande pas, et on "
        "ne la garde pas.",
        forms.LeaveForm,
        pausing.grant_leave,
        "La pause est inscrite, et une lettre le dit.",
        lambda life: _is_here(life) and not life.is_paused,
        icon="clock",
        organ="admission_organ",
    ),
    "pause-refusee": Act(
        "Répondre que la pause n’est pas accordée",
        "La pause n’est pas accordée",
        "Une lettre le dit à la personne ; rien ne change à son adhésion.",
        forms.DeclineForm,
        pausing.decline_leave,
        "La réponse est inscrite, et une lettre le dit.",
        lambda life: life.asked_leave is not None,
        organ="admission_organ",
    ),
    "retour": Act(
        "Inscrire le retour",
        "La personne est de retour",
        "La pause prend fin ce jour-là, plus tôt que prévu.",
        forms.ReturnForm,
        pausing.resume,
        "Le retour est inscrit.",
        lambda life: life.open(FactKind.LEAVE) is not None,
        icon="check",
    ),
    "suspension": Act(
        "Inscrire une suspension",
        "Une suspension est décidée",
        "C’est une sanction : l’organe la décide, et la personne sait pourquoi.",
        forms.SuspensionForm,
        pausing.suspend,
        "La suspension est inscrite, et une lettre le dit.",
        lambda life: (
            _is_here(life)
            and life.open(FactKind.SUSPENSION) is None
            and not life.person.frozen_since
        ),
        organ="exclusion_organ",
        is_grave=True,
    ),
    "levee": Act(
        "Lever la suspension",
        "La suspension est levée",
        "L’organe qui a suspendu décide aussi de la fin : recopiez ce que dit son procès-verbal.",
        forms.LiftForm,
        pausing.lift,
        "La suspension est levée, et une lettre le dit.",
        lambda life: life.open(FactKind.SUSPENSION) is not None,
        icon="check",
        organ="exclusion_organ",
    ),
    "deces": Act(
        "Inscrire un décès",
        "Un décès",
        "Dès que ceci est inscrit, la maison n’écrit plus jamais d’elle-même à cette personne, et "
        "son profil ne se voit plus. Ce qui lui est dû reste à sa succession.",
        forms.DeathForm,
        ending.note_death,
        "C’est inscrit. Plus rien ne partira de soi-même.",
        lambda life: life.latest is not None and life.standing != Standing.DECEASED,
        is_grave=True,
    ),
}


def possible(life):
    """[(name, act)] of what may be written of this life today."""
    return [(name, act) for name, act in ACTS.items() if life.latest and act.may(life)]


@never_cache
@requires(keeps_register)
def act(request, pk, name):
    """One thing to write, on its page."""
    person = get_object_or_404(Person.objects.known_to_register(), pk=pk)
    today = timezone.localdate()
    life, chosen = Life(person, reader=request.user, on=today), ACTS.get(name)
    if chosen is None or life.latest is None or not chosen.may(life):
        raise Http404
    form = chosen.form(_sent(request), initial=_known(life, chosen, today))
    if request.method == "POST" and form.is_valid():
        try:
            chosen.verb(life.latest, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, chosen.done)
            return redirect("members:life", pk)
    context = {"life": life, "person": person, "act": chosen, "form": form}
    return render(request, "members/life/act.html", context, status=422 if form.errors else 200)


def _sent(request):
    """What was sent, even if nothing was filled."""
    return request.POST if request.method == "POST" else None


def _known(life, chosen, today):
    """What the house already knows of the answer: the organ of the statutes, the days asked for."""
    statutes = Statutes.objects.in_force(on=today)
    known = {"organ": getattr(statutes, chosen.organ, "") if chosen.organ else ""}
    asked = life.asked_leave
    if asked and chosen.form is forms.LeaveForm:
        known |= {"since": asked.since, "until": asked.until}
    return known | {"received_on": today, "on": today}

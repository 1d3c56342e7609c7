"""The person's pause: propose it, answer what was proposed, wake before the day."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from applications.actions import pauses
from applications.forms.pauses import AccordForm, PauseForm
from applications.states import State
from applications.views.mine import my_application
from coopstudio.refusals import Refused
from members.rights.consents import has_given
from members.states import Purpose

SAID = {
    "ask": "C’est noté : votre candidature attend jusqu’au jour que vous avez choisi.",
    "yes": "C’est entendu : votre candidature attend jusqu’à ce jour.",
    "no": "C’est dit : rien n’attend, et tout continue comme avant.",
    "wake": ("Votre candidature est rouverte. Le jour promis pour la réponse est ci-dessous."),
}


@never_cache
def pause(request, number):
    """One page for the whole of it, with the one gesture that is possible now."""
    application = my_application(request, number)
    if not (application.state == State.PAUSED or application.can_move_to(State.PAUSED)):
        return redirect("applications:status_of", number)
    proposal = application.pauses.proposed(on=timezone.localdate()).first()
    form = _form(request, application, proposal)
    if request.method == "POST" and (request.POST.get("act") in {"no", "wake"} or form.is_valid()):
        try:
            _act(request, application, proposal, form)
        except Refused as refusal:
            form.full_clean()
            form.add_error(None, str(refusal))
        else:
            messages.success(request, SAID[request.POST.get("act")])
            return redirect("applications:status_of", number)
    context = {"application": application, "proposal": proposal, "form": form}
    status = 422 if form.errors else 200
    return render(request, "applications/pauses/mine.html", context, status=status)


def _form(request, application, proposal):
    posted = request.POST if request.method == "POST" else None
    asks = not has_given(application.person, Purpose.KEEP)
    if proposal:
        return AccordForm(posted, asks_accord=asks)
    return PauseForm(posted, asks_accord=asks)


def _act(request, application, proposal, form):
    act, who = request.POST.get("act"), {"by": request.user, "at": timezone.now()}
    agrees = request.POST.get("agrees") == "on"
    seen = request.POST.get("proposal")
    if proposal and seen not in {None, f"{proposal.pk}"}:
        raise pauses.AnotherProposed
    if act == "wake":
        pauses.wake(application, **who)
    elif act == "yes" and proposal:
        pauses.agree_to_pause(proposal, agrees=agrees, **who)
    elif act == "no" and proposal:
        pauses.refuse_pause(proposal, **who)
    elif act == "ask" and not proposal:
        words = {name: form.cleaned_data[name] for name in ("until", "reason")}
        pauses.ask_pause(application, agrees=agrees, **words, **who)
    else:
        raise pauses.NothingProposed

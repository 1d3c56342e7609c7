"""Take one's application back; let a draft go."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from applications.actions import applications, drafts
from applications.forms.pauses import WithdrawalForm
from applications.states import State
from applications.views.holding import held
from applications.views.mine import my_application
from coopstudio.doors import public
from coopstudio.refusals import Refused
from members.rights.consents import has_given
from members.states import Purpose


@never_cache
def withdrawal(request, number):
    """At any moment, and the dossier is kept for a while; to erase it all is done elsewhere, once
    one has read what goes."""
    application = my_application(request, number)
    if not application.can_move_to(State.WITHDRAWN):
        if request.method == "POST":
            messages.error(request, "Cette candidature est déjà close : il n’y a rien à retirer.")
        return redirect("applications:status_of", number)
    if application.has_joined:
        messages.error(request, str(applications.HasJoined()))
        return redirect("applications:status_of", number)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    if has_given(application.person, Purpose.KEEP):
        del form.fields["keeps"]
    if request.method == "POST" and form.is_valid():
        try:
            return _leave(request, application, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    until = applications.kept_until(application, timezone.now())
    context = {"application": application, "form": form, "until": until}
    status = 422 if form.errors else 200
    return render(request, "applications/candidate/withdrawal.html", context, status=status)


@public
@never_cache
def giving_up(request):
    """Let one's draft go at once, with its file."""
    draft = held(request)
    if draft is None:
        return redirect("applications:call")
    if request.method != "POST":
        context = {"draft": draft, "days": drafts.kept_for(draft).days}
        return render(request, "applications/candidate/giving_up.html", context)
    try:
        drafts.give_up(draft)
        messages.success(request, "Votre brouillon est effacé. Il n’en reste rien.")
    except Refused as refusal:
        messages.error(request, str(refusal))
    request.session.pop("draft", None)
    return redirect("applications:call")


def _leave(request, application, said):
    who = {"by": request.user, "at": timezone.now()}
    keeps = said.get("keeps", False)
    applications.withdraw(application, reason=said["reason"], keeps=keeps, **who)
    return redirect("applications:status_of", application.number)

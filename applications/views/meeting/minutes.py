"""What founders write of a meeting: notes of one's own, and what is kept together."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from applications.actions.meeting import minutes
from applications.forms.meetings import FoundersTakeawayForm, NotesForm
from applications.permissions import acts_for_foundation
from applications.talks import Talks
from applications.views.finding import dossier_of
from applications.views.meeting.meetings import show
from coopstudio.doors import requires
from coopstudio.refusals import Refused


@require_POST
@requires(acts_for_foundation)
def notes(request, number):
    """Keep one's own notes."""
    dossier, talks = _talks(request, number)
    if talks.noted is None:
        raise Http404
    form = NotesForm(request.POST, prefix="note")
    if not form.is_valid():
        return show(request, dossier, talks, notes_form=form)
    said = {"by": request.user, "at": timezone.now(), "warned": form.was_warned}
    minutes.take_notes(talks.noted, **said, **form.cleaned_data)
    messages.success(request, "Vos notes sont gardées.")
    return redirect(f"{dossier.application.get_absolute_url()}rencontre/#notes")


@require_POST
@requires(acts_for_foundation)
def retained(request, number):
    """Write a version of what is kept together; the person is told."""
    dossier, talks = _talks(request, number)
    if talks.last is None:
        raise Http404
    form = FoundersTakeawayForm(request.POST, prefix="retenu")
    if form.is_valid():
        said = {"by": request.user, "at": timezone.now(), "warned": form.was_warned}
        try:
            minutes.write_takeaway(talks.last, **said, **form.cleaned_data)
        except Refused as refusal:
            form = reread(request, talks, refusal, FoundersTakeawayForm)
        else:
            messages.success(request, "C’est écrit. La personne le lit, et peut le reprendre.")
            return redirect(f"{dossier.application.get_absolute_url()}rencontre/#retenu")
    return show(request, dossier, talks, takeaway_form=form)


def reread(request, talks, refusal, kind):
    """The same words, started this time from the version that stands."""
    posted = request.POST.copy()
    posted["retenu-seen"] = talks.seen
    form = kind(posted, prefix="retenu")
    form.add_error(None, str(refusal))
    return form


def _talks(request, number):
    dossier = dossier_of(request, number)
    if dossier.is_being_read:
        raise Http404
    return dossier, Talks(dossier.application, request.user, now=dossier.now)

"""The trame of the conversation: read it, make it one's own, put it on paper."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from applications import trame
from applications.actions.meeting import guides
from applications.forms.guides import GuideForm
from applications.guiding import lines_of
from applications.permissions import acts_for_foundation
from applications.talks import Talks
from applications.views.finding import done, dossier_of
from coopstudio.documents.api import documents_of
from coopstudio.doors import requires
from coopstudio.refusals import Refused


@never_cache
@requires(acts_for_foundation)
def guide(request, number):
    """The trame, line by line, as founders arrange it."""
    dossier = dossier_of(request, number)
    if dossier.is_being_read:
        return redirect("applications:readings", number)
    application, kept = dossier.application, guides.guide_of(dossier.application)
    lines = lines_of(application, kept, dossier.visible_readings)
    if request.method != "POST":
        return _show(request, dossier, GuideForm(lines=lines, seen=guides.stamp(kept)), kept)
    form = GuideForm(request.POST, lines=lines)
    if form.is_valid():
        said = {"lines": form.arranged, "seen": form.cleaned_data["seen"]}
        try:
            guides.save_guide(
                application, by=request.user, at=dossier.now, warned=form.was_warned, **said
            )
        except guides.ChangedMeanwhile as refusal:
            kept = guides.guide_of(application)
            lines = lines_of(application, kept, dossier.visible_readings)
            form = form.after(lines, guides.stamp(kept))
            form.add_error(None, str(refusal))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"{application.get_absolute_url()}trame/{form.place}")
    return _show(request, dossier, form, kept)


@require_POST
@requires(acts_for_foundation)
def paper(request, number):
    """Ask for the trame on one A4 page."""
    dossier = dossier_of(request, number)
    application = dossier.application
    lines = lines_of(application, guides.guide_of(application), dossier.visible_readings)
    done(
        request,
        lambda: guides.print_guide(application, lines=lines, at=dossier.now),
        "La page A4 se prépare : elle sera ici dans un instant.",
    )
    return redirect("applications:guide", number)


def _show(request, dossier, form, kept):
    application = dossier.application
    talks = Talks(application, request.user, now=dossier.now)
    context = {
        "dossier": dossier,
        "application": application,
        "talks": talks,
        "form": form,
        "guide": kept,
        "parts": form.parts,
        "for_person": [line for line in form.lines if line.is_for_person and not line.is_dropped],
        "paper": documents_of(application).filter(kind="applications.guide").first(),
        "subtitles": trame.SUBTITLES,
        "trail": [*dossier.trail, ("Trame", "")],
    }
    if form.errors:
        messages.error(request, " ".join(form.non_field_errors()))
    status = 422 if form.errors else 200
    return render(request, "applications/meetings/trame.html", context, status=status)

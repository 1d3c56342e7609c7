"""The person's side of a meeting: choose an hour, ask for others, take it in one's diary, read and
amend what is kept together, ask to meet again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications import calendars
from applications.actions.meeting import meetings, minutes
from applications.forms.meetings import AgainForm, OtherHoursForm, TakeawayForm
from applications.models import Application
from applications.talks import Talks
from applications.views.meeting.minutes import reread
from coopstudio.refusals import Refused


@require_safe
@never_cache
def my_meeting(request, number):
    """The hours to choose from, or the hour that is set, and what was kept of a meeting."""
    return _show(request, _talks(request, number))


@require_POST
def slot(request, number):
    """Choose one's hour among those proposed."""
    talks = _talks(request, number)
    key = request.POST.get("slot", "")
    slots = talks.offered if talks.current else []
    chosen = next((one for one in slots if str(one.pk) == key), None)
    if chosen is None:
        messages.error(request, "Choisissez une heure dans la liste.")
        return redirect("applications:my_meeting", number)
    shows_name = request.POST.get("shows_name") == "on"
    facts = {"slot": chosen, "shows_name": shows_name}
    success = "C’est noté. L’invitation part dans votre boîte, pour votre agenda."
    return _done(request, number, meetings.choose_slot, talks.current, success, **facts)


@require_POST
def other_hours(request, number):
    """None suits: say so, with the hours that would."""
    talks = _talks(request, number)
    if talks.current is None:
        messages.error(request, meetings.NothingProposed.message)
        return redirect("applications:my_meeting", number)
    form = OtherHoursForm(request.POST, asked=talks.request)
    if not form.is_valid():
        return _show(request, talks, form=form)
    facts = {"hours": form.slots, "words": form.cleaned_data["words"]}
    success = "C’est dit : votre demande est chez nous, une lettre vous répondra."
    return _done(request, number, meetings.ask_other_hours, talks.current, success, **facts)


@require_safe
@never_cache
def diary(request, number):
    """The meeting as a file for one's diary."""
    talks = _talks(request, number)
    if talks.current is None or talks.current.at is None:
        raise Http404
    talks.current.application = talks.application
    text = calendars.published(talks.current, at=timezone.now())
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    answer["Content-Disposition"] = 'attachment; filename="rencontre-coop-studio.ics"'
    return answer


@require_POST
def again(request, number):
    """Ask to meet once more."""
    talks = _talks(request, number)
    form = AgainForm(request.POST, prefix="revoir")
    if not form.is_valid():
        return _show(request, talks, again_form=form)
    success = "C’est dit : la fondation vous proposera des heures."
    return _done(
        request, number, minutes.ask_again, talks.application, success, **form.cleaned_data
    )


@require_POST
def amended(request, number):
    """Amend what is kept together; the founders are told."""
    talks = _talks(request, number)
    if talks.last is None:
        raise Http404
    form = TakeawayForm(request.POST, prefix="retenu")
    if form.is_valid():
        try:
            minutes.write_takeaway(
                talks.last, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form = reread(request, talks, refusal, TakeawayForm)
        else:
            messages.success(request, "C’est écrit. La fondation en reçoit la nouvelle.")
            return redirect("applications:my_meeting", number)
    return _show(request, talks, takeaway_form=form)


def _talks(request, number):
    """Of an application of one's own: a founder's dossier is not seen from here."""
    received = Application.objects.received().belonging_to(request.user)
    application = get_object_or_404(received.select_related("version", "person"), number=number)
    return Talks(application, request.user, now=timezone.now())


def _show(request, talks, **forms):
    text = {"words": talks.text.words if talks.text else "", "seen": talks.seen}
    refused = next((form for form in forms.values() if form.errors), None)
    context = {
        "application": talks.application,
        "talks": talks,
        "meeting": talks.current,
        "form": OtherHoursForm(asked=talks.request),
        "takeaway_form": TakeawayForm(initial=text, prefix="retenu"),
        "again_form": AgainForm(prefix="revoir"),
        "refused": refused,
        **forms,
    }
    status = 422 if refused else 200
    return render(request, "applications/meetings/my_meeting.html", context, status=status)


def _done(request, number, verb, thing, success, **facts):
    try:
        verb(thing, by=request.user, at=timezone.now(), **facts)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, success)
    return redirect("applications:my_meeting", number)

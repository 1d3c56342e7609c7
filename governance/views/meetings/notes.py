"""What is written: kept by itself as it is typed, approved, published."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from governance.actions import meetings
from governance.actions.meetings.minutes import TEXTS, stamp
from governance.forms.meetings import VoiceForm, WordsForm
from governance.meetings import gathering
from governance.meetings.minutes import Minutes
from governance.models import Seat
from governance.permissions import sees_governance
from governance.states import MinutesState
from governance.views.meetings.finding import first_error, found, gesture
from governance.views.meetings.people import link_of


@require_POST
@requires(sees_governance)
def item_notes(request, pk, item):
    """What is said of a subject."""
    one = found(pk)
    row = get_object_or_404(one.items.all(), pk=item)
    row.meeting = one
    return _kept(request, one, lambda **said: meetings.note(row, **said).notes)


@require_POST
@requires(sees_governance)
def text(request, pk, part):
    """What is said of the meeting itself: its administration, its summary."""
    one = found(pk)
    name = {"administration": "admin", "resume": "summary"}.get(part)
    if name not in TEXTS:
        raise Http404
    return _kept(request, one, lambda **said: getattr(meetings.write(one, part=name, **said), name))


@require_POST
@requires(sees_governance)
def news(request, pk, link):
    """What a link brings."""
    one = found(pk)
    bound = link_of(one, link)
    return _kept(request, one, lambda **said: meetings.report(one, bound, **said).words)


@require_http_methods(["GET", "HEAD"])
@never_cache
@requires(sees_governance)
def writing(request, pk):
    """The minutes are corrected until they are approved, by who writes."""
    one = found(pk)
    may = gathering.writes(request.user, one, on=timezone.localdate())
    if not may or one.minutes_state != MinutesState.DRAFT or one.opened_at is None:
        raise Http404
    told = Minutes(one)
    context = {
        "meeting": one,
        "items": [(item, stamp(item.notes)) for item in told.items],
        "admin_mark": stamp(one.admin),
        "summary_mark": stamp(one.summary),
    }
    return render(request, "governance/meetings/writing.html", context)


@require_POST
@requires(sees_governance)
def publication(request, pk):
    """The organisation reads them, and a PDF is made."""
    one, form = found(pk), WordsForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return redirect(one)
    says, words = "Le compte-rendu est publié ; son PDF se prépare.", form.cleaned_data["words"]
    return gesture(
        request, one.get_absolute_url(), meetings.publish, one, says=says, summary=words[:8_000]
    )


@require_POST
@requires(sees_governance)
def opinion(request, pk):
    """At a distance, under the circle's policy: the minutes are right, or what to correct."""
    one, form = found(pk), VoiceForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return redirect(one)
    said = form.cleaned_data
    seats = Seat.objects.select_related("round__meeting", "person")
    seat = get_object_or_404(seats, pk=said.pop("seat"), round__meeting=one, person=request.user)
    return gesture(request, one.get_absolute_url(), meetings.say_of_minutes, seat, **said)


def _kept(request, one, keep):
    """Keep it: autosave gets the new mark, a plain form goes back to its page."""
    is_auto = request.headers.get("X-Autosave") == "1"
    form = WordsForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(first_error(form))
        seen = request.POST.get("seen")
        said = {"by": request.user, "at": timezone.now(), "words": form.cleaned_data["words"]}
        mark = stamp(keep(seen=seen, **said))
    except Refused as refusal:
        if is_auto:
            status = 409 if form.is_valid() else 422
            return HttpResponse(
                f"{refusal}", status=status, content_type="text/plain; charset=utf-8"
            )
        messages.error(request, f"{refusal}")
    else:
        if is_auto:
            return HttpResponse(mark, content_type="text/plain; charset=utf-8")
        messages.success(request, "C’est gardé.")
    return redirect("governance:room", one.pk) if one.is_open else redirect(one)

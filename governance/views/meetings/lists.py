"""The meetings of one's circles, and of the others; one of them, before and after it is lived."""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coopstudio import calendars
from coopstudio.doors import requires
from governance.emails.meetings import entry
from governance.meetings import drawing
from governance.meetings.gathering import KEEPERS
from governance.meetings.live import Room
from governance.meetings.minutes import Minutes
from governance.models import Circle, Mandate, Meeting
from governance.permissions import sees_governance
from governance.states import MeetingState
from governance.views.meetings.finding import found

PAGE, COMING = 25, 40


@require_safe
@never_cache
@requires(sees_governance)
def meetings(request):
    """Those to come, mine first; then those of before, by their bookmark."""
    today = timezone.localdate()
    mine = set(Circle.objects.of(request.user, on=today).values_list("pk", flat=True))
    every = Meeting.objects.select_related("circle", "circle__instance")
    only_mine = request.GET.get("quoi") != "toutes"
    if only_mine:
        every = every.filter(circle__in=mine)
    coming = list(every.to_come().answered_by(request.user)[:COMING])
    over = every.over()
    if mark := _bookmark(request.GET.get("avant", "")):
        over = over.before(*mark)
    past = list(over[: PAGE + 1])
    context = {
        "open": [one for one in coming if one.is_open],
        "coming": [one for one in coming if not one.is_open],
        "past": past[:PAGE],
        "more": _mark(past[PAGE - 1]) if len(past) > PAGE else "",
        "is_later": bool(mark),
        "mine": mine,
        "only_mine": only_mine,
        "circles": _prepared_by(request.user, mine, on=today) if mine else [],
    }
    return render(request, "governance/meetings/list.html", context)


@require_safe
@never_cache
@requires(sees_governance)
def meeting(request, pk):
    """Before: what it will speak of and who comes. After: its minutes."""
    return show(request, found(pk))


@require_safe
@never_cache
@requires(sees_governance)
def meeting_pulse(request, pk):
    """For a screen that waits: 204 while nothing moved; then who comes, what of, that it opened."""
    one = found(pk)
    if one.state == MeetingState.CLOSED:
        return redirect(one)
    if one.waiting_beat == request.GET.get("b"):
        return HttpResponse(status=204)
    return show(request, one)


@require_safe
@never_cache
@requires(sees_governance)
def diary(request, pk):
    """The meeting as a file for one's diary."""
    text = calendars.published(entry(found(pk)), at=timezone.now())
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    answer["Content-Disposition"] = 'attachment; filename="reunion.ics"'
    return answer


def show(request, one, *, status=200, **more):
    room = Room(one, request.user, timezone.now())
    context = {"meeting": one, "room": room, **more}
    if one.state == MeetingState.CLOSED:
        context["minutes"] = Minutes(one, room.sittings)
        context["asked"] = _asked_at_a_distance(one, request.user)
        return render(request, "governance/meetings/minutes.html", context, status=status)
    comings = {coming.person_id: coming for coming in one.comings.select_related("person")}
    guests = list(one.guests.select_related("person", "by"))
    context["comings"] = [(s, comings.get(s.person.pk)) for s in room.sittings]
    context["guests"] = [(guest, comings.get(guest.person_id)) for guest in guests]
    context["invitation"] = next((g for g in guests if g.person_id == request.user.pk), None)
    context["answered"] = comings.get(request.user.pk)
    if room.prepares and one.is_awaited:
        context["suggested"] = drawing.suggested(one.circle, today=timezone.localdate())
    return render(request, "governance/meetings/meeting.html", context, status=status)


def _prepared_by(person, circles, *, on):
    """Those of these circles whose meetings this person prepares."""
    keepers = Mandate.objects.on(on).filter(circle=OuterRef("pk"), kind__in=KEEPERS)
    mine = Exists(keepers.filter(person=person)) | ~Exists(keepers)
    return Circle.objects.living().filter(mine, pk__in=circles)


def _asked_at_a_distance(one, person):
    """One's own seat in the round that a policy opened on these minutes, or None."""
    opened = one.rounds.open().filter(is_async=True).first()
    if opened is None:
        return None
    seats = opened.seats.with_position().filter(person=person)
    return {"round": opened, "seat": seats.first(), "objections": opened.seats.objecting().count()}


def _mark(one):
    return f"{one.at.isoformat()}_{one.pk}"


def _bookmark(text):
    """(hour, number) written by ``_mark``; None for anything else."""
    hour, _, pk = text.rpartition("_")
    try:
        at, number = datetime.fromisoformat(hour), int(pk)
    except ValueError:
        return None
    return (at, number) if at.tzinfo and 0 < number < 2**63 else None

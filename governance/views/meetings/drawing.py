"""The room is drawn as it stands, with what was typed when a gesture is refused."""

from django.db.models import BigIntegerField
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from coopstudio.prepared import Given, prepared
from coopstudio.refusals import Refused
from governance.actions.meetings.minutes import stamp
from governance.meetings.live import Room
from governance.models import Meeting

WORDS = ("words", "touches", "way")
NOT_FILLED = {
    "words": "Dites votre objection avec vos mots : personne ne la jugera.",
    "touches": "Dites ce qu’elle touche, du but ou des besoins.",
}


def beating(pk):
    """The meeting, with its beat; 404 when there is none."""
    found = _beating(pk=pk)
    if not found:
        raise Http404
    return found[0]


@prepared
def _beating():
    found = Meeting.objects.filter(pk=Given("pk", BigIntegerField())).with_beat()
    found = found.select_related("circle", "facilitator", "secretary")
    return found.defer("facilitator__search", "secretary__search")


def draw(request, one, *, status=200, typed=None):
    """``typed``: what was refused, put back where it was written, with why."""
    here = Room(one, request.user, timezone.now())
    context = {
        "meeting": one,
        "room": here,
        "typed": typed or {},
        "admin_mark": stamp(one.admin),
        "summary_mark": stamp(one.summary),
        "notes_mark": stamp(here.current.notes) if here.current else "",
    }
    return render(request, "governance/meetings/room.html", context, status=status)


def said(request, one, verb, seat, **facts):
    """Say it, then the room again; refused, the same room says why and nothing typed is lost."""
    try:
        verb(seat, by=request.user, at=timezone.now(), **facts)
    except Refused as refusal:
        return refused(request, one, str(refusal))
    return redirect("governance:room", one.pk)


def refused(request, one, refusal):
    """The room with the words that were typed; without words, why is enough."""
    one = beating(one.pk)
    if not one.is_open:
        return redirect(one)
    typed = {name: request.POST.get(name, "") for name in (*WORDS, "seat", "quoi", "kind")}
    typed["refusal"] = refusal
    objects = "objection" in (typed["quoi"], typed["kind"])
    typed["missing"] = {
        name: says
        for name, says in NOT_FILLED.items()
        if objects and name in request.POST and not typed[name].strip()
    }
    return draw(request, one, status=422, typed=typed)

"""Rounds of the room: the floor goes round, the circle is asked, each answers for oneself."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from coopstudio import typed
from coopstudio.doors import requires
from governance.actions import meetings
from governance.forms.meetings import FloorForm, MoreForm, VoiceForm
from governance.models import Meeting, Round, Seat
from governance.permissions import sees_governance
from governance.states import RoundKind
from governance.views.meetings.drawing import refused, said
from governance.views.meetings.finding import first_error, found, gesture, item_of, room_of

KINDS = {
    "ouverture": RoundKind.OPENING,
    "clarification": RoundKind.CLARIFICATION,
    "reactions": RoundKind.REACTIONS,
    "cloture": RoundKind.CLOSING,
}


@require_POST
@requires(sees_governance)
def new_round(request, pk):
    """Each speaks in turn: at the opening, on the subject, at the end."""
    one = found(pk)
    kind = KINDS.get(request.POST.get("tour"))
    if kind is None:
        raise Http404
    item = one.items.filter(state="current").first()
    item = item if kind in (RoundKind.CLARIFICATION, RoundKind.REACTIONS) else None
    return gesture(request, room_url(one), meetings.open_round, one, kind, item=item)


@require_POST
@requires(sees_governance)
def floor(request, pk):
    """The floor goes to the next one."""
    one, form = found(pk), FloorForm(request.POST)
    if not form.is_valid():
        return refused(request, one, first_error(form))
    told = form.cleaned_data
    seat = _seat(one, told.pop("seat"))
    return said(request, one, meetings.pass_floor, seat, **told)


@require_POST
@requires(sees_governance)
def round_end(request, pk):
    one = found(pk)
    return gesture(request, room_url(one), meetings.end_round, _open_round(one))


@require_POST
@requires(sees_governance)
def agenda_asked(request, pk):
    """Put the agenda to consent."""
    one = found(pk)
    return gesture(request, room_url(one), meetings.ask_agenda, one)


@require_POST
@requires(sees_governance)
def minutes_asked(request, pk, item):
    """Ask for more time."""
    one, form = found(pk), MoreForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return room_of(one)
    using = form.cleaned_data["using"]
    using = one.items.filter(pk=using, state="waiting").first() if using else None
    return gesture(
        request,
        room_url(one),
        meetings.ask_minutes,
        item_of(one, item),
        minutes=form.cleaned_data["minutes"],
        using=using,
    )


@require_POST
@requires(sees_governance)
def item_asked(request, pk, item):
    """Ask whether a subject comes in today."""
    one = found(pk)
    return gesture(request, room_url(one), meetings.ask_item, item_of(one, item))


@require_POST
@requires(sees_governance)
def approval_asked(request, pk):
    """Ask those who were there whether minutes are right: these, or those of an earlier meeting."""
    one = found(pk)
    earlier = request.POST.get("compte_rendu", "")
    minutes = one
    if earlier:
        minutes = get_object_or_404(Meeting, pk=typed.key(earlier), circle=one.circle_id)
    return gesture(request, room_url(one), meetings.ask_approval, minutes, during=one)


@require_POST
@requires(sees_governance)
def voice(request, pk):
    """« Je consens » or « j'ai une objection »; who writes notes what was said aloud."""
    one, form = found(pk), VoiceForm(request.POST)
    if not form.is_valid():
        return refused(request, one, first_error(form))
    told = form.cleaned_data
    seat = _seat(one, told.pop("seat"))
    told["is_aloud"] = seat.person != request.user
    if seat.round.item_id is None and seat.round.kind == RoundKind.ASSENT:
        verb, told["during"] = meetings.say_of_minutes, one
    else:
        verb = meetings.agree
    return said(request, one, verb, seat, **told)


@require_POST
@requires(sees_governance)
def asked_again(request, pk):
    """The same question, to those who are there now; or no more question."""
    one = found(pk)
    verb = meetings.drop_question if request.POST.get("quoi") == "retirer" else meetings.ask_again
    return gesture(request, room_url(one), verb, _open_round(one))


def room_url(one):
    return f"{one.get_absolute_url()}seance/"


def _seat(one, pk):
    """A seat of a round that is lived in this room: its own, or about earlier minutes."""
    seats = Seat.objects.select_related("round__meeting__circle", "round__item", "person")
    return get_object_or_404(
        seats, pk=pk, round__circle=one.circle_id, round__meeting__isnull=False
    )


def _open_round(one):
    opened = Round.objects.open().select_related("meeting__circle", "item")
    found_round = opened.of_the_meeting().filter(meeting=one).order_by("-pk").first()
    if found_round is None:
        raise Http404
    return found_round

"""A text is lived in the room, without leaving it: the same actions as on its own page."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from coopstudio.doors import requires
from governance.actions import consents, meetings
from governance.forms.meetings import SaidForm
from governance.models import Seat
from governance.permissions import sees_governance
from governance.states import ItemState, RoundKind
from governance.views.meetings.finding import first_error, found, gesture, room_of
from governance.views.meetings.floor import room_url

STEPS = {
    "presentation": consents.present,
    "fin-du-tour": consents.end_round,
    "celebration": consents.celebrate,
}
IN_THE_ROOM = {"suite": consents.next_step, "consentement": consents.open_consent}
SAID = {
    "consens": consents.consent,
    "passe": consents.pass_turn,
}
WORDED = {"question": consents.ask, "reaction": consents.react}


@require_POST
@requires(sees_governance)
def text_step(request, pk):
    """Go on to the next step of the text."""
    one, what = found(pk), request.POST.get("quoi")
    item = get_object_or_404(
        one.items.select_related("proposal"), state=ItemState.CURRENT, proposal__isnull=False
    )
    if what in STEPS:
        return gesture(request, room_url(one), STEPS[what], item.proposal)
    if what in IN_THE_ROOM:
        about = {"meeting": one, "item": item}
        return gesture(request, room_url(one), IN_THE_ROOM[what], item.proposal, **about)
    raise Http404


@require_POST
@requires(sees_governance)
def text_voice(request, pk):
    """What a seat says of the text: for oneself, or aloud, noted by who writes."""
    one, form = found(pk), SaidForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return room_of(one)
    said = form.cleaned_data
    seats = Seat.objects.select_related("round__proposal", "round__circle", "person")
    lived = Q(round__meeting=one) | Q(round__proposal__items__meeting=one, round__meeting=None)
    seat = get_object_or_404(seats.filter(lived, round__circle=one.circle_id), pk=said["seat"])
    what, about = request.POST.get("quoi"), {"is_aloud": seat.person != request.user}
    if what == "parole":
        return gesture(request, room_url(one), meetings.pass_floor, seat, words=said["words"])
    if seat.round.kind == RoundKind.ASSENT:
        verb = consents.agree if what == "consens" else consents.disagree
        return gesture(request, room_url(one), verb, seat, **about)
    if what == "objection":
        about |= {name: said[name] for name in ("words", "touches", "way")}
        return gesture(request, room_url(one), consents.object, seat, **about)
    if what in WORDED:
        return gesture(request, room_url(one), WORDED[what], seat, words=said["words"], **about)
    if what in SAID:
        return gesture(request, room_url(one), SAID[what], seat, **about)
    raise Http404

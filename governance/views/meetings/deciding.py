"""A text is lived in the room, without leaving it: the same actions as on its own page."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from coopstudio.doors import requires
from governance.actions import consents, meetings
from governance.forms.meetings import SaidForm
from governance.forms.poles import chosen
from governance.models import Seat
from governance.permissions import sees_governance
from governance.states import ItemState, RoundKind
from governance.views.meetings.drawing import refused, said
from governance.views.meetings.finding import first_error, found, gesture
from governance.views.meetings.floor import room_url

STEPS = {
    "presentation": consents.present,
    "fin-du-tour": consents.end_round,
}
IN_THE_ROOM = {"suite": consents.next_step, "consentement": consents.open_consent}
SAID = {
    "consens": consents.consent,
    "passe": consents.pass_turn,
}
LONGEST = 2000
WORDED = {"question": consents.ask, "reaction": consents.react}
REACTING = (consents.react, meetings.pass_floor)
"""What may say from which pole one speaks."""


@require_POST
@requires(sees_governance)
def text_step(request, pk):
    """Go on to the next step of the text."""
    one, what = found(pk), request.POST.get("quoi")
    item = get_object_or_404(
        one.items.select_related("proposal"), state=ItemState.CURRENT, proposal__isnull=False
    )
    if what == "celebration":
        thanks = request.POST.get("words", "").strip()[:LONGEST]
        return gesture(request, room_url(one), consents.celebrate, item.proposal, thanks=thanks)
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
        return refused(request, one, first_error(form))
    told = form.cleaned_data
    seats = Seat.objects.select_related("round__proposal", "round__circle", "person")
    lived = Q(round__meeting=one) | Q(round__proposal__items__meeting=one, round__meeting=None)
    seat = get_object_or_404(seats.filter(lived, round__circle=one.circle_id), pk=told["seat"])
    verb, words = _verb(request.POST.get("quoi"), seat)
    facts = {name: told[name] for name in words}
    if verb is not meetings.pass_floor:
        facts["is_aloud"] = seat.person != request.user
    if verb in REACTING and seat.person == request.user:
        facts["pole"] = chosen(one.circle, request.POST.get("pole"))
    return said(request, one, verb, seat, **facts)


def _verb(what, seat):
    """What is done, and the words that it takes."""
    if what == "parole":
        return meetings.pass_floor, ("words",)
    if seat.round.kind == RoundKind.ASSENT:
        return (consents.agree if what == "consens" else consents.disagree), ()
    if what == "objection":
        return consents.object, ("words", "touches", "way")
    if what in WORDED:
        return WORDED[what], ("words",)
    if what in SAID:
        return SAID[what], ()
    raise Http404

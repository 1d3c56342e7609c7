"""What one says in the rounds of words: a question, its answer, a reaction, nothing to add."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from coopstudio.doors import requires
from governance.actions import consents, rounds
from governance.forms.poles import chosen
from governance.models import Seat, Turn
from governance.permissions import sees_governance
from governance.states import ProposalState, RoundKind
from governance.views.consents.finding import done, found, number

KINDS = {
    ProposalState.CLARIFICATION: RoundKind.CLARIFICATION,
    ProposalState.REACTIONS: RoundKind.REACTIONS,
}
LONGEST = 2000


@require_POST
@requires(sees_governance)
def word(request, pk):
    """Ask, react, or pass; ``place``: somebody of the room, whose words are written for them."""
    proposal = found(request, pk)
    words = request.POST.get("mots", "").strip()[:LONGEST]
    typed = {"field": "mots", "words": words}
    try:
        seat = seat_in(proposal, KINDS.get(proposal.state), request)
    except Http404:
        was_asked = Seat.objects.filter(round__in=proposal.rounds.all(), person=request.user)
        if not (words and was_asked.filter(round__kind__in=KINDS.values()).exists()):
            raise
        return done(request, proposal, too_late, typed=typed)
    about = {"by": request.user, "at": timezone.now(), "is_aloud": seat.person != request.user}

    def act():
        if "passe" in request.POST:
            return consents.pass_turn(seat, **about)
        if proposal.state == ProposalState.CLARIFICATION:
            return consents.ask(seat, words=words, **about)
        pole = chosen(proposal.circle, request.POST.get("pole"))
        return consents.react(seat, words=words, pole=pole, **about)

    return done(request, proposal, act, said="C’est noté.", typed=typed)


def too_late():
    raise rounds.RoundIsOver


@require_POST
@requires(sees_governance)
def answer(request, pk, turn):
    """Whoever carries the text answers one question."""
    proposal = found(request, pk)
    asked = Turn.objects.filter(kind=Turn.Kind.QUESTION, seat__round__proposal=proposal)
    question = get_object_or_404(asked.select_related("seat__round__proposal"), pk=turn)
    words = request.POST.get("mots", "").strip()[:LONGEST]
    return done(
        request,
        proposal,
        lambda: consents.answer(question, by=request.user, at=timezone.now(), words=words),
        said="Votre réponse est là.",
        typed={"field": f"reponse-{turn}", "words": words},
    )


@require_POST
@requires(sees_governance)
def agreement(request, pk):
    """« D’accord », or not, with what the circle is asked beside the text."""
    proposal = found(request, pk)
    seat = seat_in(proposal, RoundKind.ASSENT, request)
    act = consents.agree if request.POST.get("accord") == "oui" else consents.disagree
    about = {"by": request.user, "at": timezone.now(), "is_aloud": seat.person != request.user}
    return done(request, proposal, lambda: act(seat, **about), said="C’est noté.")


def seat_in(proposal, kind, request):
    """My seat in the open round of this kind, or the one that ``place`` names; 404 for none."""
    if kind is None:
        raise Http404
    seats = Seat.objects.filter(
        round__proposal=proposal, round__kind=kind, round__closed_at=None, round__voided_at=None
    )
    named = number(request.POST.get("place") or request.GET.get("place"))
    mine = seats.filter(pk=named) if named else seats.filter(person=request.user)
    found_seat = mine.select_related("round__proposal", "person").order_by("-pk").first()
    if found_seat is None:
        raise Http404
    return found_seat

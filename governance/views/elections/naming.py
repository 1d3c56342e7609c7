"""Ballots and nominations: folded, opened together, heard, said again."""

from django.http import Http404
from django.views.decorators.http import require_POST

from coopstudio.doors import requires
from governance.actions import elections
from governance.forms import elections as forms
from governance.permissions import sees_governance
from governance.states import RoundKind
from governance.views.elections.room import acted, acting, ballot_form, missing_form, now


@require_POST
@requires(sees_governance)
def ballots(request, pk):
    """Hand the ballots out."""
    room, form = acting(request, pk), forms.BallotsForm(request.POST)

    def do(told):
        elections.send_out_ballots(room.election, **now(request), **told)

    return acted(request, room, do, form=form, name="calling")


@require_POST
@requires(sees_governance)
def ballot(request, pk):
    """Fold my ballot; or say my name again, having heard the others."""
    room = acting(request, pk)
    if room.mine is None:
        raise Http404
    form = ballot_form(room, request.POST)
    verb = elections.confirm if room.opened.kind == RoundKind.CONFIRMATION else elections.fold

    def do(told):
        verb(room.mine, **now(request), **told)

    return acted(request, room, do, form=form, name="ballot")


@require_POST
@requires(sees_governance)
def unfolding(request, pk):
    """Open the ballots after naming who is missing."""
    return _without(request, pk, elections.open_the_ballots)


@require_POST
@requires(sees_governance)
def absences(request, pk):
    """End a round of words after naming who is missing."""
    return _without(request, pk, elections.go_on_without)


@require_POST
@requires(sees_governance)
def reminder(request, pk):
    """A letter to those whose ballot is missing."""
    room = acting(request, pk)
    return acted(request, room, lambda _: elections.remind(room.election, **now(request)))


@require_POST
@requires(sees_governance)
def confirmations(request, pk):
    """Open the round of confirmation."""
    room = acting(request, pk)
    return acted(
        request, room, lambda _: elections.hear_confirmations(room.election, **now(request))
    )


def _without(request, pk, verb):
    room = acting(request, pk)
    form = missing_form(room, request.POST)

    def do(told):
        verb(room.election, missing=list(told["missing"]), **now(request))

    return acted(request, room, do, form=form, name="absent")

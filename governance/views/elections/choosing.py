"""Who words the proposal, the proposal, another one; another day, or no result."""

from django.views.decorators.http import require_POST

from coopstudio.doors import requires
from governance.actions import elections
from governance.forms import elections as forms
from governance.permissions import sees_governance
from governance.views.elections.room import (
    acted,
    acting,
    hand_over_form,
    now,
    proposal_form,
    wording_form,
)


@require_POST
@requires(sees_governance)
def facilitation(request, pk):
    """Hand the facilitation over."""
    room = acting(request, pk)

    def do(told):
        elections.hand_over(room.election, **now(request), **told)

    form = hand_over_form(room, request.POST)
    return acted(request, room, do, form=form, name="handing")


@require_POST
@requires(sees_governance)
def wording(request, pk):
    """Ask somebody to put the proposal into words."""
    room = acting(request, pk)

    def do(told):
        elections.entrust_wording(room.election, **now(request), **told)

    form = wording_form(room, request.POST)
    return acted(request, room, do, form=form, name="asking")


@require_POST
@requires(sees_governance)
def call(request, pk):
    """Everybody has spoken: a name is to be proposed."""
    room = acting(request, pk)
    return acted(
        request, room, lambda _: elections.call_for_proposal(room.election, **now(request))
    )


@require_POST
@requires(sees_governance)
def proposal(request, pk):
    """Propose one name, for so long, on reasons."""
    room = acting(request, pk)

    def do(told):
        elections.propose(room.election, **now(request), **told)

    form = proposal_form(room, request.POST)
    return acted(request, room, do, form=form, name="wording")


@require_POST
@requires(sees_governance)
def another(request, pk):
    """Take the name back: another is proposed."""
    return _with_reason(request, pk, elections.another_proposal, "anew", "autre")


@require_POST
@requires(sees_governance)
def no_result(request, pk):
    """End it without a result."""
    return _with_reason(request, pk, elections.end_without_result, "ending", "fin")


@require_POST
@requires(sees_governance)
def not_accepted(request, pk):
    """The other circle does not take the link in."""
    return _with_reason(request, pk, elections.not_accepted, "refusing", "refus")


@require_POST
@requires(sees_governance)
def postponing(request, pk):
    """Take it up another day."""
    room = acting(request, pk)
    form = forms.PostponingForm(request.POST, auto_id="report_%s")

    def do(told):
        elections.postpone(room.election, **now(request), **told)

    return acted(request, room, do, form=form, name="postponing")


@require_POST
@requires(sees_governance)
def resuming(request, pk):
    """Take it up again."""
    room = acting(request, pk)
    return acted(request, room, lambda _: elections.resume(room.election, **now(request)))


def _with_reason(request, pk, verb, name, prefix):
    room = acting(request, pk)
    form = forms.ReasonForm(request.POST, auto_id=f"{prefix}_%s")

    def do(told):
        verb(room.election, **now(request), **told)

    return acted(request, room, do, form=form, name=name)

"""The role, the agreement of the circle, the criteria."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from coopstudio.doors import requires
from governance.actions import elections
from governance.actions.elections.agreeing import CRITERIA, ROLE, SECRECY
from governance.forms import elections as forms
from governance.permissions import sees_governance
from governance.views.elections.room import acted, acting, now

SUBJECTS = {"role": ROLE, "criteres": CRITERIA, "secret": SECRECY}


@require_POST
@requires(sees_governance)
def start(request, pk):
    """Begin: the role is recalled."""
    room = acting(request, pk)
    return acted(request, room, lambda _: elections.recall(room.election, **now(request)))


@require_POST
@requires(sees_governance)
def frame(request, pk):
    """What is expected of the role, and for how long."""
    room, form = acting(request, pk), forms.FrameForm(request.POST)

    def do(told):
        elections.frame(room.election, **now(request), **told)

    return acted(request, room, do, form=form, name="framing")


@require_POST
@requires(sees_governance)
def story(request, pk):
    """The role in three sentences, by who held it."""
    room, form = acting(request, pk), forms.StoryForm(request.POST)

    def do(told):
        elections.tell(room.election, **now(request), **told)

    return acted(request, room, do, form=form, name="story")


@require_POST
@requires(sees_governance)
def question(request, pk):
    """Ask the circle whether it consents: to the role, to the criteria, to unsigned reasons."""
    room, subject = acting(request, pk), SUBJECTS.get(request.POST.get("sujet"))
    if subject is None:
        raise Http404

    def do(_):
        elections.ask(room.election, subject=subject, **now(request))

    return acted(request, room, do)


@require_POST
@requires(sees_governance)
def answer(request, pk):
    """My answer to what is asked of the circle."""
    room, form = _with_my_seat(request, pk), forms.AnswerForm(request.POST)

    def do(told):
        elections.answer(room.mine, kind=told["answer"], words=told["words"], **now(request))

    return acted(request, room, do, form=form, name="reply")


@require_POST
@requires(sees_governance)
def criteria_round(request, pk):
    """Open the round of criteria."""
    room = acting(request, pk)
    return acted(request, room, lambda _: elections.collect(room.election, **now(request)))


@require_POST
@requires(sees_governance)
def criteria(request, pk):
    """What I look for; or my turn passes."""
    room = _with_my_seat(request, pk)
    if request.POST.get("passe"):
        return acted(request, room, lambda _: elections.pass_turn(room.mine, **now(request)))
    form = forms.CriteriaForm(request.POST)

    def do(told):
        elections.suggest(room.mine, **now(request), **told)

    return acted(request, room, do, form=form, name="looking")


@require_POST
@requires(sees_governance)
def criterion(request, pk, criterion):
    """Leave a criterion out of the list, or take it up again."""
    room = acting(request, pk)
    one = get_object_or_404(room.election.criteria, pk=criterion)
    verb = elections.take_up if one.dropped_at else elections.drop
    return acted(request, room, lambda _: verb(one, **now(request)))


def _with_my_seat(request, pk):
    room = acting(request, pk)
    if room.mine is None:
        raise Http404
    return room

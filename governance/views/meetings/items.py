"""The subjects of the room: begun, ended, put off; what they ask of people; what comes up."""

from django.contrib import messages
from django.views.decorators.http import require_POST

from coopstudio.doors import requires
from governance import college
from governance.actions import deeds, meetings, tensions
from governance.forms.meetings import BasketForm, DeedForm, EndForm
from governance.permissions import sees_governance
from governance.states import Wish
from governance.views.meetings.finding import (
    first_error,
    found,
    gesture,
    item_of,
    people_of,
    room_of,
)
from governance.views.meetings.floor import room_url

VERBS = {
    "commencer": meetings.start_item,
    "attente": meetings.set_aside,
    "panier": meetings.put_off,
    "reporter": meetings.ask_to_put_off,
    "proposition": meetings.take_up,
}


@require_POST
@requires(sees_governance)
def item_step(request, pk, item):
    """Begin it, keep it for later in the meeting, put it back in the basket."""
    one = found(pk)
    verb = VERBS.get(request.POST.get("quoi"), meetings.start_item)
    return gesture(request, room_url(one), verb, item_of(one, item))


@require_POST
@requires(sees_governance)
def item_end(request, pk, item):
    """It is lived; what became of it, in a line."""
    one, form = found(pk), EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return room_of(one)
    item = item_of(one, item)
    return gesture(request, room_url(one), meetings.end_item, item, **form.cleaned_data)


@require_POST
@requires(sees_governance)
def item_deed(request, pk, item):
    """Who, what, by when."""
    one = found(pk)
    row = item_of(one, item)
    people = people_of(college.around(one.circle, on=one.day))
    form = DeedForm(request.POST, people=people)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return room_of(one)

    def ask(circle, *, by, at):
        deed = deeds.ask(circle, by=by, at=at, item=row, **form.cleaned_data)
        meetings.stir(one)
        return deed

    return gesture(request, room_url(one), ask, one.circle)


@require_POST
@requires(sees_governance)
def into_basket(request, pk):
    """« Noter pour le panier » : it is not lost, and it does not take the floor."""
    one, form = found(pk), BasketForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return room_of(one)
    said = form.cleaned_data
    said["words"] = said["words"] or said["subject"]

    def drop(circle, *, by, at):
        dropped = tensions.drop(circle, by=by, at=at, wish=Wish.EXPLORE, **said)
        meetings.stir(one)
        return dropped

    return gesture(request, room_url(one), drop, one.circle, says="C’est noté au panier.")


@require_POST
@requires(sees_governance)
def basket_tidied(request, pk):
    one = found(pk)
    return gesture(request, room_url(one), meetings.tidy_basket, one)

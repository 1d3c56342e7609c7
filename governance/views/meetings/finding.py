"""The meeting that is asked for, and the shape of a gesture: one action, then the page again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from coopstudio.french.order import in_order
from coopstudio.refusals import Refused
from governance.models import Meeting
from governance.states import ItemState
from members.models import Person


def found(pk):
    """The meeting with its circle and who facilitates and writes."""
    every = Meeting.objects.select_related("circle", "facilitator", "secretary", "by")
    return get_object_or_404(every, pk=pk)


def item_of(meeting, pk):
    return get_object_or_404(meeting.items.exclude(state=ItemState.PUT_OFF), pk=pk)


def act(request, to, verb, *args, says="", **facts):
    """Do it now, as this person; say what was done, or why not; then go ``to`` the page."""
    try:
        done = verb(*args, by=request.user, at=timezone.now(), **facts)
        if says:
            messages.success(request, says)
    except Refused as refusal:
        messages.error(request, str(refusal))
        done = None
    return redirect(to() if callable(to) else to), done


def gesture(request, to, verb, *args, says="", **facts):
    """The same, when only the page matters."""
    return act(request, to, verb, *args, says=says, **facts)[0]


def room_of(meeting):
    return redirect("governance:room", meeting.pk)


def people_of(sittings):
    """The people of these sittings, as a queryset that a form may offer."""
    return Person.objects.filter(pk__in=[one.person.pk for one in sittings]).order_by(
        in_order("first_name"), "pk"
    )


def first_error(form):
    """The first sentence that a refused form says."""
    return next(iter(next(iter(form.errors.values()))))

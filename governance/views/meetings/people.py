"""Who comes in, who goes, who facilitates and who writes."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from coopstudio.doors import requires
from governance.actions import meetings
from governance.forms.meetings import RolesForm, VisitorForm
from governance.meetings import gathering
from governance.models import Link
from governance.permissions import sees_governance
from governance.views.meetings.finding import first_error, found, gesture, room_of
from governance.views.meetings.floor import room_url
from members.models import Person


@require_POST
@requires(sees_governance)
def arrival(request, pk):
    """Somebody of the circle comes in; or a visitor, by their name."""
    one = found(pk)
    key = request.POST.get("personne", "")
    if key.isdecimal():
        person = next((each for each in gathering.asked(one) if f"{each.pk}" == key), None)
        if person is None:
            raise Http404
        return gesture(request, room_url(one), meetings.arrive, one, person=person)
    form = VisitorForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_error(form))
        return room_of(one)
    return gesture(request, room_url(one), meetings.arrive, one, guest=form.cleaned_data["guest"])


@require_POST
@requires(sees_governance)
def departure(request, pk, presence):
    one = found(pk)
    row = get_object_or_404(one.presences.all(), pk=presence)
    row.meeting = one
    return gesture(request, room_url(one), meetings.leave, row)


@require_POST
@requires(sees_governance)
def roles(request, pk):
    """With the circle's accord, somebody else facilitates or writes."""
    one = found(pk)
    people = Person.objects.filter(pk__in=gathering.there(one))
    form = RolesForm(request.POST, people=people)
    if not form.is_valid():
        messages.error(request, "Choisissez parmi les personnes présentes.")
        return room_of(one)
    return gesture(request, room_url(one), meetings.designate, one, **form.cleaned_data)


def link_of(one, pk):
    """A link of this circle, upwards or downwards."""
    links = Link.objects.select_related("parent", "child", "person")
    link = get_object_or_404(links, pk=pk)
    if one.circle_id not in (link.parent_id, link.child_id):
        raise Http404
    return link

"""The directory: members see each other, and of each what that person shows."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coopstudio.doors import requires
from members.directory import Directory
from members.models import Person
from members.permissions import is_member


@require_safe
@requires(is_member)
def directory(request):
    """Who is here, in the order of the alphabet."""
    found = Directory(request.user, request.GET, today=timezone.localdate())
    return render(request, "members/directory/list.html", {"directory": found})


@require_safe
@requires(is_member)
def member(request, pk):
    """One member, as the others see them."""
    today = timezone.localdate()
    person = get_object_or_404(Person.objects.visible_to(request.user, on=today), pk=pk)
    memberships = list(person.memberships.order_by("-started_on"))
    context = {
        "person": person,
        "is_me": person.pk == request.user.pk,
        "membership": next(one for one in memberships if one.is_open_on(today)),
        "past": [one for one in memberships if not one.is_open_on(today)],
        "offices": person.offices.order_by("-started_on", "-pk"),
    }
    return render(request, "members/directory/member.html", context)

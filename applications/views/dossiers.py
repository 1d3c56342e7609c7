"""What founders see of applications: the list, then one dossier."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from applications.desk import Desk
from applications.permissions import is_founder
from coopstudio.doors import requires
from members.models import Person
from members.states import Role


@require_safe
@requires(is_founder)
def dossiers(request):
    """Who waits, and whose turn it is."""
    desk = Desk(request.user, founders(), request.GET, now=timezone.now())
    return render(request, "applications/dossiers/list.html", {"desk": desk})


def founders():
    """The founders of today, in the order of their first names."""
    return list(
        Person.objects.holding(Role.FOUNDER, on=timezone.localdate()).order_by("first_name", "pk")
    )

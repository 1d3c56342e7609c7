"""The directory: members see each other, and of each what that person shows."""

from django.db.models import BigIntegerField, DateField, Q
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coopstudio.doors import requires
from coopstudio.prepared import Given, prepared
from members.directory import Directory
from members.models import Membership, Person
from members.permissions import is_member
from members.profiles.page import MemberPage


@require_safe
@requires(is_member)
def directory(request):
    """Who is here, in the order of the alphabet."""
    found = Directory(request.user, request.GET, today=timezone.localdate())
    return render(request, "members/directory/list.html", {"directory": found})


@prepared
def _listed():
    me = Q(pk=Given("me", BigIntegerField()))
    seen = Person.objects.listed(on=Given("on", DateField()), mine=me)
    return seen.filter(pk=Given("person", BigIntegerField())).select_related("photo")


@prepared
def _memberships():
    found = Membership.objects.filter(person=Given("person", BigIntegerField()))
    return found.select_related("category").order_by("-started_on")


@require_safe
@requires(is_member)
def member(request, pk):
    """One member, as the others see them."""
    today = timezone.localdate()
    person = next(iter(_listed(person=pk, me=request.user.pk, on=today)), None)
    if person is None:
        raise Http404
    memberships = _memberships(person=person.pk)
    membership = next(one for one in memberships if one.is_open_on(today))
    category = membership.category
    context = {
        "person": person,
        "page": MemberPage(person, today=today),
        "is_me": person.pk == request.user.pk,
        "membership": membership,
        "belonging": category.said_of(person) if category else person.membre_actif,
        "past": [one for one in memberships if not one.is_open_on(today)],
    }
    return render(request, "members/directory/member.html", context)

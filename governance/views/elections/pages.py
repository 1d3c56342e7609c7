"""The list of elections, the opening of one, and the page that follows its steps."""

from django.db.models import BigIntegerField, DateField, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coopstudio import typed
from coopstudio.doors import requires
from coopstudio.prepared import Given, prepared
from coopstudio.pulse import beats
from coopstudio.refusals import Refused
from governance.actions import elections
from governance.circles.vacancies import to_elect
from governance.college import around
from governance.elections import electing
from governance.forms.elections import OpeningForm
from governance.models import Circle, Election
from governance.permissions import sees_governance
from governance.views.elections.room import room_of, shown
from members.models import Person

RECENT = 25


@beats("elections")
@prepared
def of_an_election():
    """The person who asks, with the beat of this election: one question."""
    beat = Election.objects.filter(pk=Given("key", BigIntegerField())).values("beat")
    people = Person.objects.signed_in(on=Given("on", DateField()))
    return people.filter(pk=Given("person", BigIntegerField()), is_active=True).annotate(
        beat=Subquery(beat[:1])
    )


@require_safe
@never_cache
@requires(sees_governance)
def listing(request):
    """Those that are under way, then the last ones that ended."""
    every, circle = Election.objects.in_list(), None
    if request.GET.get("cercle", "").isdecimal():
        circle = get_object_or_404(Circle, pk=typed.key(request.GET["cercle"]))
        every = every.of(circle)
    context = {
        "circle": circle,
        "running": every.running().with_counts().order_by("-moved_at", "-pk"),
        "over": every.over().with_who_was_elected().order_by("-moved_at", "-pk")[:RECENT],
        "mine": set(Election.objects.asking(request.user).values_list("pk", flat=True)),
    }
    return render(request, "governance/elections/list.html", context)


@never_cache
@requires(sees_governance)
def opening(request, pk):
    """Open the election of one role, or of several, one after the other."""
    circle = get_object_or_404(Circle.objects.select_related("parent"), pk=pk)
    today = timezone.localdate()
    sittings = around(circle, on=today)
    if not any(one.person == request.user and one.has_a_voice for one in sittings):
        raise Http404
    if not electing.may_open(request.user, circle, on=today, sittings=sittings):
        context = {"circle": circle, "openers": electing.openers(sittings)}
        return render(request, "governance/elections/not_mine.html", context)
    roles = to_elect(circle, on=today)
    form = _opening_form(request, roles)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        chosen = [one.role for one in roles if one.role.pk in told["roles"]]
        try:
            made = elections.open_elections(
                chosen, by=request.user, at=timezone.now(), circle=circle,
                months=told["months"], is_async=told["is_async"],
            )  # fmt: skip
            return redirect(made[0] if len(made) == 1 else "governance:elections")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"circle": circle, "form": form, "roles": roles}
    status = 422 if form.errors else 200
    return render(request, "governance/elections/new.html", context, status=status)


def _opening_form(request, roles):
    asked = request.GET.get("role", "")
    initial = {"months": 12, "roles": [typed.key(asked)]}
    notes = {f"{one.role.pk}": one.why for one in roles}
    return OpeningForm(
        request.POST or None, roles=[one.role for one in roles], notes=notes, initial=initial
    )


@require_safe
@never_cache
@requires(sees_governance)
def election(request, pk):
    """Where it stands, what is asked of me, what everybody may read."""
    return shown(request, room_of(request, pk))


@require_safe
@never_cache
@requires(sees_governance)
def pulse(request, pk):
    """204 while nothing moved, else the page again: asked every two seconds."""
    beat = getattr(request.user, "beat", None)
    if beat is None:
        beat = get_object_or_404(Election, pk=pk).beat
    if request.GET.get("b") == f"{beat}":
        return HttpResponse(status=204)
    return election(request, pk)

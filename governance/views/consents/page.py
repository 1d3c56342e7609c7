"""The page of a proposal, followed by one number while it is lived; what an absent person reads."""

from django.db.models import BigIntegerField, DateField, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from coopstudio.doors import requires
from coopstudio.prepared import Given, prepared
from coopstudio.pulse import beats
from governance.consents.unfolding.way import Way
from governance.models import Proposal
from governance.permissions import sees_governance
from governance.views.consents.finding import found, show
from members.models import Person


@beats("propositions")
@prepared
def of_a_proposal():
    """The person who asks, with the beat of this proposal: one question."""
    beat = Proposal.objects.filter(pk=Given("key", BigIntegerField())).values("beat")
    people = Person.objects.signed_in(on=Given("on", DateField()))
    return people.filter(pk=Given("person", BigIntegerField()), is_active=True).annotate(
        beat=Subquery(beat[:1])
    )


@require_safe
@never_cache
@requires(sees_governance)
def proposal(request, pk):
    """Its text, what changed, where one is, and what is asked of who reads."""
    return show(request, found(request, pk))


@require_safe
@never_cache
@requires(sees_governance)
def pulse(request, pk):
    """Nothing when nothing moved; the page otherwise."""
    beat = getattr(request.user, "beat", None)
    if beat is None:
        beat = get_object_or_404(Proposal, pk=pk).beat
    if request.GET.get("b") == f"{beat}":
        return HttpResponse(status=204)
    return show(request, found(request, pk))


@require_safe
@never_cache
@requires(sees_governance)
def catching_up(request, pk):
    """One page for who was not there: the text, the reactions, what changed on the way (4.10)."""
    one = found(request, pk)
    way = Way(one, request.user, now=timezone.now(), since=1)
    if not way.held:
        return redirect(one)
    return render(request, "governance/proposals/catching_up.html", {"proposal": one, "way": way})

"""Places of a circle, and what is felt of a text from there."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from coopstudio.doors import requires
from coopstudio.refusals import Refused
from governance.actions import consents
from governance.college import has_a_voice
from governance.consents.policies import PLACES, policy
from governance.forms.viewpoints import ViewpointForm
from governance.models import Circle, Perception, Viewpoint
from governance.permissions import sees_governance
from governance.states import Echo
from governance.views.consents.finding import done, found, number


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(sees_governance)
def viewpoints(request, pk):
    """The places of a circle; somebody of the circle adds one."""
    circle = get_object_or_404(Circle, pk=pk)
    today = timezone.localdate()
    form = ViewpointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            facts = {"by": request.user, "at": timezone.now(), **form.cleaned_data}
            consents.add_viewpoint(circle, **facts)
            messages.success(request, "La place est là.")
            return redirect("governance:viewpoints", pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "circle": circle,
        "form": form,
        "places": circle.viewpoints.filter(until=None).select_related("holder"),
        "practice": policy(circle, PLACES, on=today),
        "may_change": has_a_voice(request.user, circle, on=today),
    }
    status = 422 if form.errors else 200
    return render(request, "governance/circles/viewpoints.html", context, status=status)


@require_POST
@requires(sees_governance)
def viewpoint_end(request, pk):
    """This place is drawn no more."""
    viewpoint = get_object_or_404(Viewpoint.objects.select_related("circle"), pk=pk)
    try:
        consents.end_viewpoint(viewpoint, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("governance:viewpoints", viewpoint.circle_id)


@require_POST
@requires(sees_governance)
def places(request, pk):
    """Draw a place for everybody who has none, or give one to somebody."""
    proposal = found(request, pk)
    perception = _named(proposal, request.POST.get("pour"))
    chosen = None
    if perception:
        wanted = proposal.circle.viewpoints.filter(until=None)
        chosen = {perception.person: wanted.filter(pk=number(request.POST.get("place"))).first()}
    facts = {"by": request.user, "at": timezone.now(), "chosen": chosen}
    return done(request, proposal, lambda: consents.give_places(proposal, **facts))


@require_POST
@requires(sees_governance)
def felt(request, pk, perception):
    """One writes from the place that one was given, or its holder says whether it is that."""
    proposal = found(request, pk)
    one = get_object_or_404(proposal.perceptions.select_related("proposal"), pk=perception)
    words = request.POST.get("mots", "").strip()[:2000]
    facts = {"by": request.user, "at": timezone.now(), "words": words}
    said = request.POST.get("echo", "")
    if not said:
        act = lambda: consents.feel(one, **facts)  # noqa: E731 (one of two)
    elif said in Echo.values:
        act = lambda: consents.echo(one, echo=said, **facts)  # noqa: E731
    else:
        raise Http404
    typed = {"field": f"ressenti-{one.pk}", "words": words}
    return done(request, proposal, act, said="C’est écrit.", typed=typed)


def _named(proposal, text):
    key = number(text)
    named = Perception.objects.filter(proposal=proposal, pk=key or 0)
    return named.select_related("person").first()

"""The live room: opened, seen by everybody at once, followed by one number, closed."""

from django.db.models import BigIntegerField, DateField, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopstudio.doors import requires
from coopstudio.prepared import Given, prepared
from coopstudio.pulse import beats
from coopstudio.refusals import Refused
from governance import college
from governance.actions import meetings
from governance.forms.meetings import OpeningForm
from governance.meetings import gathering
from governance.models import Meeting
from governance.permissions import sees_governance
from governance.views.meetings.drawing import beating, draw
from governance.views.meetings.finding import found, gesture, people_of
from members.models import Person


@beats("reunions")
@prepared
def of_a_meeting():
    """The person who asks, with the beat of this meeting: one question."""
    beat = Meeting.objects.filter(pk=Given("key", BigIntegerField())).with_beat()
    people = Person.objects.signed_in(on=Given("on", DateField()))
    return people.filter(pk=Given("person", BigIntegerField()), is_active=True).annotate(
        beat=Subquery(beat.values("whole_beat")[:1])
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(sees_governance)
def opening(request, pk):
    """Who is there, who facilitates and who writes: then the meeting begins."""
    one = found(pk)
    if one.is_open:
        return redirect("governance:room", one.pk)
    sittings = college.around(one.circle, on=one.day)
    if not any(s.person == request.user and s.has_a_voice for s in sittings):
        raise Http404
    usual = {
        "facilitator": gathering.who_leads(one, on=one.day, sittings=sittings),
        "secretary": gathering.who_writes(one, on=one.day, sittings=sittings),
    }
    form = OpeningForm(request.POST or None, people=people_of(sittings), usual=usual)
    if request.method == "POST" and form.is_valid():
        try:
            meetings.open_meeting(one, by=request.user, at=timezone.now(), **form.cleaned_data)
            return redirect("governance:room", one.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    here = {coming.person_id for coming in one.comings.filter(answer="yes")}
    context = {"meeting": one, "form": form, "sittings": sittings, "said": here}
    status = 422 if form.errors else 200
    return render(request, "governance/meetings/opening.html", context, status=status)


@require_safe
@never_cache
@requires(sees_governance)
def room(request, pk):
    """The room, the same for everybody, with each one's own turn."""
    one = beating(pk)
    return draw(request, one) if one.is_open else redirect(one)


@require_safe
@never_cache
@requires(sees_governance)
def pulse(request, pk):
    """204 while nothing moved; otherwise the parts of the room as they are now."""
    beat = getattr(request.user, "beat", None)
    if beat is None:
        beat = Meeting.objects.with_beat().filter(pk=pk).values_list("whole_beat", flat=True)[:1]
        beat = next(iter(beat), None)
    if beat is None:
        raise Http404
    if beat == request.GET.get("b"):
        return HttpResponse(status=204)
    one = beating(pk)
    return draw(request, one) if one.is_open else redirect(one)


@require_POST
@requires(sees_governance)
def closing(request, pk):
    """The meeting ends here; what was under way keeps its step."""
    one = found(pk)
    says = "La réunion est close. Son compte-rendu est à lire, rien n’est perdu."
    return gesture(request, one.get_absolute_url(), meetings.close, one, says=says)

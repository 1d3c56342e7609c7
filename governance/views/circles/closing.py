"""A circle ends: proposed first; then each thing it holds finds its place, one by one."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from coopstudio.doors import requires
from governance.actions.circles import closing as closing_
from governance.actions.circles import proposing
from governance.college import has_a_voice
from governance.forms.circle_changes import ClosingForm
from governance.forms.circles import EndForm, HandOverForm
from governance.models import Decision
from governance.permissions import sees_governance
from governance.states import CircleState
from governance.views.circles.changing import DRAFTED
from governance.views.circles.finding import bound, done, found


@never_cache
@requires(sees_governance)
def closing(request, pk):
    """To propose it, while the circle lives; its checklist, once it is decided."""
    circle = found(pk, closed_at=None)
    if circle.state == CircleState.CLOSING:
        return _checklist(request, circle, EndForm())
    place = _place(request.user, circle)
    if place is None or circle.is_first:
        raise Http404
    form = ClosingForm(request.POST or None)

    def act(facts):
        return proposing.closing(place, circle, by=request.user, at=timezone.now(), **facts)

    return bound(request, "governance/circles/closing.html", form, act, said=DRAFTED, circle=circle)


@require_POST
@requires(sees_governance)
def text(request, pk, text):
    """A text in force goes on in the hands of another circle."""
    circle = found(pk, state=CircleState.CLOSING)
    decision = get_object_or_404(Decision, pk=text, kept_by=circle)
    form = HandOverForm(request.POST, circle=circle)
    if not form.is_valid():
        return _checklist(request, circle, EndForm(), status=422)
    to = form.cleaned_data["to"]
    return done(
        request,
        lambda: closing_.hand_over(decision, to=to, by=request.user, at=timezone.now()),
        said=f"Le cercle {to} répond maintenant de ce texte, qui garde son numéro.",
        to=f"/cercles/{circle.pk}/cloture/",
    )


@require_POST
@requires(sees_governance)
def end(request, pk):
    """Everything has found its place: the circle is closed."""
    circle = found(pk, state=CircleState.CLOSING)
    form = EndForm(request.POST)
    if not form.is_valid():
        return _checklist(request, circle, form, status=422)
    return done(
        request,
        lambda: closing_.close(circle, by=request.user, at=timezone.now(), **form.cleaned_data),
        said="Le cercle est clos. Ce qu’il a vécu reste lisible.",
        to=circle,
    )


def _checklist(request, circle, form, status=200):
    today = timezone.localdate()
    texts, proposals, children = closing_.waiting(circle, on=today)
    context = {
        "circle": circle,
        "form": form,
        "texts": list(texts.select_related("circle")),
        "hand_over": HandOverForm(circle=circle),
        "proposals": list(proposals.select_related("carrier")),
        "deeds": list(circle.deeds.open().select_related("person")),
        "children": list(children),
        "meetings": list(closing_.meetings_set(circle)),
        "may_write": _place(request.user, circle) is not None,
    }
    return render(request, "governance/circles/checklist.html", context, status=status)


def _place(person, circle):
    """In which of the two circles this person has a voice, or None."""
    today = timezone.localdate()
    places = (one for one in (circle, circle.parent) if one)
    return next((one for one in places if has_a_voice(person, one, on=today)), None)

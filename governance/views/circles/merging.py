"""Two circles become one: proposed first; then, once both have consented, what passes and when."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from coopstudio.doors import requires
from coopstudio.once import once
from governance.actions.circles import closing as closing_
from governance.actions.circles import merging as merging_
from governance.actions.circles import proposing
from governance.college import has_a_voice
from governance.forms.circle_changes import MergerForm
from governance.models import Circle
from governance.permissions import sees_governance
from governance.states import CircleState
from governance.views.circles.changing import DRAFTED
from governance.views.circles.finding import bound, done, found


@never_cache
@requires(sees_governance)
@once
def merger(request, pk):
    """To propose it, while the circle lives; what passes and when, once it is decided."""
    circle = found(pk, closed_at=None)
    if circle.merged_into:
        return _waiting(request, circle)
    today = timezone.localdate()
    if circle.state == CircleState.CLOSING or not has_a_voice(request.user, circle, on=today):
        raise Http404
    form = MergerForm(request.POST or None, circle=circle)

    def act(facts):
        return proposing.merger(circle, by=request.user, at=timezone.now(), **facts)

    return bound(
        request, "governance/circles/mergers/new.html", form, act, said=DRAFTED, circle=circle
    )


@require_POST
@requires(sees_governance)
def now(request, pk):
    """Its day has come and nobody is meeting: it is done."""
    circle = found(pk, merged_into__isnull=False)
    return done(
        request,
        lambda: merging_.unite(circle, by=request.user, at=timezone.now()),
        said="Les deux cercles n’en font plus qu’un. Ce que chacun a vécu reste lisible.",
        to=circle.merged_into,
    )


def _waiting(request, circle):
    today = timezone.localdate()
    texts, proposals, children = closing_.waiting(circle, on=today)
    context = {
        "circle": circle,
        "into": circle.merged_into,
        "decision": circle.merged_by,
        "texts": list(texts.select_related("circle")),
        "proposals": list(proposals.select_related("carrier")),
        "deeds": list(circle.deeds.open().select_related("person")),
        "children": list(children),
        "meeting": circle.meetings.under_way().first(),
        "is_its_day": circle.merged_by.effect_on <= today,
        "is_mine": Circle.objects.of(request.user, on=today)
        .filter(pk__in=[circle.pk, circle.merged_into_id])
        .exists(),
    }
    return render(request, "governance/circles/mergers/waiting.html", context)
